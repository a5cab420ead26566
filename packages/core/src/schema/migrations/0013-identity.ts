import type { Migration } from '../../plugin/definition.js';
import { before } from './identity/before.js';
import { functions, functionsDown } from './identity/functions.js';
import { credentialColumns, secondFactor, tablesDown } from './identity/tables.js';

/** How somebody proved who they are, second factors, limits on guesses, key rotation. */
export const identity: Migration = {
  name: '0013-identity',
  up: [credentialColumns, secondFactor, functions].join('\n'),
  down: [functionsDown, tablesDown, before].join('\n'),
};
