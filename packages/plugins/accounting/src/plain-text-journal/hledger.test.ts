import { readFileSync } from 'node:fs';
import { bytesOf } from '../../test/bank-samples.js';
import { hasHledger, hledgerMonthBalances } from '../../test/hledger.js';
import { journalSample } from '../../test/journal-sample.js';
import { monthBalances } from './month-balances.js';
import { readJournal } from './read-journal.js';

const whereInstalled = hasHledger ? test : test.skip;
const ours = (journal: string) => monthBalances(readJournal(bytesOf(journal, 65_536)));

/** `BUREAU_JOURNAL=books.journal npm test -- hledger` compares a file of one's own. */
const ownFile = process.env['BUREAU_JOURNAL'];
const ownJournals = ownFile === undefined ? [] : [[ownFile, readFileSync(ownFile, 'utf8')]];

whereInstalled.each([
  ['in order, assertions', journalSample({ transactions: 2500, isShuffled: false, seed: 7 })],
  ['out of order, own days', journalSample({ transactions: 2500, isShuffled: true, seed: 11 })],
  ...ownJournals,
])('each month has the balances of hledger: %s', async (_, journal = '') => {
  const [found, expected] = await Promise.all([ours(journal), hledgerMonthBalances(journal)]);
  expect(expected.length).toBeGreaterThan(0);
  expect(found).toEqual(expected);
});
