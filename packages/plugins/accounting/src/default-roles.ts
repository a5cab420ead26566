import {
  APPROVAL_PARTICIPANT,
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  type RolePermission,
} from '@bureau/core';

const READ = ['accounting.setup.read', 'accounting.entry.read', 'accounting.report.read'];
const WRITE = ['accounting.entry.draft', 'accounting.entry.post', 'accounting.entry.reverse'];
const CONTROL = [
  'accounting.setup.manage',
  'accounting.period.close',
  'accounting.period.reopen',
  'accounting.period.postSoftClosed',
  'accounting.lock.except',
  'accounting.ledger.verify',
];

/** To export lists and to follow such work. */
const WORK: RolePermission[] = [
  { permission: 'core.export.run' },
  { permission: 'core.file.read', when: ['own'] },
  { permission: 'core.job.read', when: ['own'] },
  { permission: 'core.job.write', when: ['own'] },
];

/** What this plugin adds to the roles of an organization. */
export const roles: DefaultRole[] = [
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [...READ, ...WRITE, ...WORK, ...NOTIFICATION_RECIPIENT],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [
      ...[...READ, ...WRITE, ...CONTROL],
      'core.user.read',
      ...WORK,
      ...APPROVAL_PARTICIPANT,
      ...NOTIFICATION_RECIPIENT,
    ],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [...READ, 'accounting.ledger.verify'],
  },
];
