export { type Database, openDatabase, type OpenDatabaseOptions } from './connect.js';
export {
  destroyEmbedded,
  type EmbeddedDatabase,
  type EmbeddedOptions,
  openEmbedded,
} from './embedded.js';
export { DatabaseStartError } from './errors.js';
export { identityOf, isAlive, ownIdentity, type ProcessIdentity } from './process-identity.js';
export { createDatabase, createRoles, dropDatabase, ensureRoles, extensions } from './roles.js';
export { type DatabaseUrls, deriveUrls, roleNames, type RoleUrls, withDatabase } from './urls.js';
export { withoutLeakproof } from './leakproof.js';
