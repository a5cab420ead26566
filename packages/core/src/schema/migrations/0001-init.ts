import type { Migration } from '../../plugin/definition.js';
import { access, accessDown } from './init/access.js';
import { accessComments } from './init/access-comments.js';
import { credentials, credentialsDown, rights } from './init/credentials.js';
import { grants } from './init/grants.js';
import { logins, loginsDown } from './init/logins.js';
import { structure, structureComments, structureDown } from './init/structure.js';

/**
 * Core's own tables. Frozen: a change is a new migration. The extensions stand in schema public
 * already where the database was set up by us; the lines serve a database that was not.
 */
export const init: Migration = {
  name: '0001-init',
  up: [
    'create schema if not exists core;',
    'create extension if not exists pg_trgm with schema public;',
    'create extension if not exists btree_gist with schema public;',
    structure,
    structureComments,
    access,
    accessComments,
    rights,
    credentials,
    logins,
    grants,
  ].join('\n'),
  down: [loginsDown, credentialsDown, accessDown, structureDown].join('\n'),
};
