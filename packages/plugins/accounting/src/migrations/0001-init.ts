import type { Migration } from '@bureau/core';
import { currency, currencyComments, currencyDown } from './init/currency.js';
import { guards, guardsDown } from './init/guards.js';
import { judgeEntries, judgeEntriesDown } from './init/judge-entries.js';
import { judge, judgeDown } from './init/judge.js';
import { ledger, ledgerComments, ledgerDown } from './init/ledger.js';
import { postEntries, postEntriesDown } from './init/post-entries.js';
import { post, postDown } from './init/post.js';
import { proof, proofComments, proofDown } from './init/proof.js';
import { seal, sealDown } from './init/seal.js';
import { setup, setupComments, setupDown } from './init/setup.js';
import { years, yearsComments, yearsDown } from './init/years.js';

const tables = [currency, setup, years, ledger, proof];
const functions = [guards, judge, judgeEntries, seal, post, postEntries];
const comments = [currencyComments, setupComments, yearsComments, ledgerComments, proofComments];
const down = [
  ...[postEntriesDown, postDown, sealDown, judgeEntriesDown, judgeDown, guardsDown],
  ...[proofDown, ledgerDown, yearsDown, setupDown, currencyDown],
];

/** Tables of this plugin and the functions that guard them. Frozen: a change is a new migration. */
export const init: Migration = {
  name: '0001-init',
  up: [...tables, ...functions, ...comments].join('\n'),
  down: down.join('\n'),
};
