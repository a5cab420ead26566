import type { DefaultRole, RolePermission } from '../authz/permissions.js';
import { EVERYTHING } from '../identity/rights.js';

const COMPANY = [
  'core.plugin.read',
  'core.organization.read',
  'core.legalEntity.read',
  'core.orgUnit.read',
  'core.site.read',
  'core.person.read',
  'core.event.read',
];

/** What everybody may do with what is their own. */
const OWN: RolePermission[] = [
  { permission: 'core.user.read', when: ['own'] },
  { permission: 'core.session.read', when: ['own'] },
  { permission: 'core.apiKey.read', when: ['own'] },
  { permission: 'core.job.read', when: ['own'] },
  { permission: 'core.job.write', when: ['own'] },
];

const ACCESS_READS = [
  'core.user.read',
  'core.role.read',
  'core.grant.read',
  'core.apiKey.read',
  'core.session.read',
  'core.job.read',
];

/** Roles that an organization begins with; plugins add to them by the same keys. */
export const roles: DefaultRole[] = [
  {
    key: 'owner',
    name: 'Owner',
    description: 'Holds every permission, also those of plugins that come later.',
    permissions: [EVERYTHING],
  },
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [
      ...COMPANY,
      ...ACCESS_READS,
      'core.schema.read',
      'core.organization.write',
      'core.legalEntity.write',
      'core.orgUnit.write',
      'core.site.write',
      'core.person.write',
      'core.user.write',
      'core.role.write',
      'core.grant.write',
      'core.apiKey.write',
      'core.session.write',
      'core.job.write',
      'core.webhook.read',
      'core.webhook.write',
    ],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [...COMPANY, ...ACCESS_READS, 'core.schema.read'],
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: [...COMPANY, ...OWN],
  },
];
