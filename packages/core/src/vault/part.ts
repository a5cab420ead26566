import { permissionsOf } from '../authz/permissions.js';
import type { JobDefinition } from '../jobs/job-definition.js';
import type { PluginPart } from '../plugin/part.js';
import { dataKeys } from '../schema/migrations/0080-data-keys.js';
import { fileKeys } from '../schema/migrations/0270-file-keys.js';
import { vaultErrors } from './errors.js';
import { PersonErased } from './events.js';
import { fileKeysReplace, KEY_REPLACE } from './file-key-replace.js';
import { FileKeyResolver } from './file-key.resolver.js';
import { PersonEraseResolver } from './person-erase.resolver.js';
import { secretService, Secrets } from './secrets.js';

/** Keys of what is secret about people, and their end. */
export const vaultPart: PluginPart = {
  resolvers: [PersonEraseResolver, FileKeyResolver],
  services: [{ token: Secrets, create: secretService }],
  permissions: permissionsOf('core', {
    'person.erase': 'Destroy what is known about a person, for good.',
    'key.replace': 'Replace the key that seals the keys of files.',
  }),
  rules: { Mutation: { personErase: 'core.person.erase', fileKeyReplace: KEY_REPLACE } },
  errors: vaultErrors.table,
  events: [PersonErased],
  jobs: [fileKeysReplace as JobDefinition],
  migrations: [dataKeys, fileKeys],
};
