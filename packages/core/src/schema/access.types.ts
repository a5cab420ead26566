import { NOBODY } from '../identity/authenticate.js';
import { expose, many, type Exposed } from '../model/expose.js';
import type { Principal } from '../context/principal.js';
import { ApiKey } from './api-key.entity.js';
import { Grant } from './grant.entity.js';
import { Role, RolePermission } from './role.entity.js';
import { Session } from './session.entity.js';

/** Record types of roles and credentials; their inputs stand in role, key and session types. */

const ofCaller = ({ userId }: Principal) => ({ user: { id: { eq: userId ?? NOBODY } } });

export const RoleType: Exposed = expose(Role, {
  prefix: 'rol',
  filter: ['key', 'name'],
  order: ['key', 'name'],
  by: ['key'],
  search: ['name'],
  relations: {
    permissions: many(() => RolePermissionType, 'role', 'What holders of the role may do.'),
    grants: many(() => GrantType, 'role', 'Who holds the role.'),
  },
});

export const RolePermissionType: Exposed = expose(RolePermission, {
  prefix: 'rpm',
  filter: ['permission', 'role'],
  order: ['permission'],
  root: false,
});

export const GrantType: Exposed = expose(Grant, {
  prefix: 'gnt',
  filter: ['user', 'role'],
  conditions: { own: ofCaller },
});

export const ApiKeyType: Exposed = expose(ApiKey, {
  prefix: 'key',
  filter: ['name', 'user', 'expiresAt', 'lastUsedAt', 'revokedAt'],
  order: ['name', 'expiresAt', 'lastUsedAt'],
  conditions: { own: ofCaller },
});

export const SessionType: Exposed = expose(Session, {
  prefix: 'ses',
  filter: ['user', 'lastSeenAt', 'expiresAt', 'revokedAt'],
  order: ['lastSeenAt', 'expiresAt'],
  conditions: { own: ofCaller },
});
