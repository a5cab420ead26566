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

/** Roles as people see them; core has the last four. */
const ROLES = {
  assetManager: [
    'Asset manager',
    'Keeps the inventory: buys, hands out, takes back and disposes of assets.',
  ],
  itTechnician: ['IT technician', 'Hands assets out, takes them back and has them repaired.'],
  admin: ['Administrator', 'Keeps the company structure, users and roles.'],
  auditor: ['Auditor', 'Reads the structure and who may do what; changes nothing.'],
  viewer: ['Viewer', 'Reads what everybody in the organization may read.'],
  employee: ['Employee', 'Sees what concerns the own person.'],
} as const;

/** Default roles with these permissions; all parts of the plugin are merged by key. */
export function rolesWith(
  permissions: Partial<Record<keyof typeof ROLES, DefaultRole['permissions']>>,
): DefaultRole[] {
  return (Object.keys(ROLES) as (keyof typeof ROLES)[]).flatMap((key) => {
    const [name, description] = ROLES[key];
    const held = permissions[key];
    return held ? [{ key, name, description, permissions: held }] : [];
  });
}

/** What the inventory itself adds to the roles of an organization. */
export const roles: DefaultRole[] = rolesWith({
  assetManager: [
    ...[...READ, ...CUSTODIANS, ...HANDLE, ...KEEP],
    ...INTAKE,
    ...APPROVAL_PARTICIPANT,
    ...NOTIFICATION_RECIPIENT,
  ],
  itTechnician: [...READ, ...CUSTODIANS, ...HANDLE, FILES, ...NOTIFICATION_RECIPIENT],
  admin: READ,
  auditor: READ,
  viewer: READ,
  employee: [
    { permission: 'assets.asset.read', when: ['own'] },
    'assets.catalogue.read',
    'assets.asset.return',
    FILES,
  ],
});
