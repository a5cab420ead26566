import { permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { dataKeys } from '../schema/migrations/0080-data-keys.js';
import { vaultErrors } from './errors.js';
import { PersonErased } from './events.js';
import { PersonEraseResolver } from './person-erase.resolver.js';
import { secretService, Secrets } from './secrets.js';

/** Keys of what is secret about people, and their end. */
export const vaultPart: PluginPart = {
  resolvers: [PersonEraseResolver],
  services: [{ token: Secrets, create: secretService }],
  permissions: permissionsOf('core', {
    'person.erase': 'Destroy what is known about a person, for good.',
  }),
  rules: { Mutation: { personErase: 'core.person.erase' } },
  errors: vaultErrors.table,
  events: [PersonErased],
  migrations: [dataKeys],
};
