import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  type RolePermission,
} from '@bureau/core';

const READ = ['assets.asset.read', 'assets.catalogue.read'];
/** To choose a custodian. */
const CUSTODIANS = ['core.site.read', 'core.person.read', 'hr.employee.read'];
const HANDLE = [
  'assets.asset.checkOut',
  'assets.asset.return',
  'assets.asset.checkIn',
  'assets.asset.transfer',
  'assets.asset.repair',
  'assets.asset.lose',
];
const KEEP = [
  'assets.asset.create',
  'assets.asset.update',
  'assets.asset.dispose',
  'assets.asset.import',
  'assets.catalogue.manage',
];

/** The own files, and those of assets that one may see. */
const FILES: RolePermission = { permission: 'core.file.read', when: ['own', 'attached'] };

/** To send files and export lists, and to follow and end such work. */
const INTAKE: RolePermission[] = [
  { permission: 'core.export.run' },
  { permission: 'core.upload.write' },
  { permission: 'core.file.delete', when: ['own'] },
  FILES,
  { permission: 'core.job.read', when: ['own'] },
  { permission: 'core.job.write', when: ['own'] },
];

/** What this plugin adds to the roles of an organization. */
export const roles: DefaultRole[] = [
  {
    key: 'assetManager',
    name: 'Asset manager',
    description: 'Keeps the inventory: buys, hands out, takes back and disposes of assets.',
    permissions: [
      ...[...READ, ...CUSTODIANS, ...HANDLE, ...KEEP],
      ...INTAKE,
      ...APPROVAL_PARTICIPANT,
      ...NOTIFICATION_RECIPIENT,
    ],
  },
  {
    key: 'itTechnician',
    name: 'IT technician',
    description: 'Hands assets out, takes them back and has them repaired.',
    permissions: [...READ, ...CUSTODIANS, ...HANDLE, FILES, ...NOTIFICATION_RECIPIENT],
  },
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: READ,
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: READ,
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: READ,
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Sees what concerns the own person.',
    permissions: [
      { permission: 'assets.asset.read', when: ['own'] },
      'assets.catalogue.read',
      'assets.asset.return',
      FILES,
    ],
  },
];
