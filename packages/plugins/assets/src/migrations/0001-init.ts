import type { Migration } from '@bureau/core';
import { assets, assetsComments, assetsDown } from './init/assets.js';
import { catalogue, catalogueComments, catalogueDown } from './init/catalogue.js';
import { custodyRules, custodyRulesDown } from './init/custody-rules.js';

/** The tables of this plugin. Frozen: a change is a new migration. */
export const init: Migration = {
  name: '0001-init',
  up: [catalogue, assets, custodyRules, catalogueComments, assetsComments].join('\n'),
  down: [custodyRulesDown, assetsDown, catalogueDown].join('\n'),
};
