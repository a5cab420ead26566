import fc from 'fast-check';
import {
  bytesOf,
  CAMT_02,
  CAMT_08,
  gather,
  MT940_DUTCH,
  MT940_GERMAN,
  OFX_1,
  OFX_2,
} from '../../test/bank-samples.js';
import { journalSample } from '../../test/journal-sample.js';
import { JournalFault } from '../plain-text-journal/journal.js';
import { readJournal } from '../plain-text-journal/read-journal.js';
import { readBankFile } from './read-bank-file.js';
import { BankFileFault } from './statement.js';

/** Pieces that break things: ends, brackets, signs, other alphabets, bytes that are no text. */
const pieces = fc.constantFrom(
  '<',
  '>',
  '&',
  ';',
  ':',
  '"',
  '\n',
  '',
  ' ',
  '-',
  '0',
  '\u0000',
  'ÿ',
  '😀',
);
const damages = fc.array(
  fc.record({ at: fc.nat(100_000), cut: fc.integer({ min: 0, max: 12 }), piece: pieces }),
  { minLength: 1, maxLength: 4 },
);

function damaged(text: string, changes: { at: number; cut: number; piece: string }[]): Buffer {
  let result = text;
  for (const { at, cut, piece } of changes) {
    const place = at % (result.length + 1);
    result = result.slice(0, place) + piece + result.slice(place + cut);
  }
  return Buffer.from(result, changes.length % 2 === 0 ? 'utf8' : 'latin1');
}

/** The error of reading, unless it is a fault with a code and a line of the file. */
async function surprise(reading: Promise<unknown>): Promise<unknown> {
  try {
    await reading;
    return undefined;
  } catch (error) {
    const isFault = error instanceof BankFileFault || error instanceof JournalFault;
    return isFault && error.line >= 1 ? undefined : error;
  }
}

test.each([
  ['CAMT.053.001.02', CAMT_02],
  ['CAMT.053.001.08', CAMT_08],
  ['MT940, German', MT940_GERMAN],
  ['MT940, Dutch', MT940_DUTCH],
  ['OFX 1', OFX_1],
  ['OFX 2', OFX_2],
])('a damaged file is read or refused with a fault, never another error: %s', async (_, text) => {
  await fc.assert(
    fc.asyncProperty(damages, fc.constantFrom(5, 100_000), async (changes, size) => {
      const bytes = damaged(text, changes);
      expect(await surprise(gather(readBankFile(bytesOf(bytes, size))))).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test('a damaged journal is read or refused with a fault, never another error', async () => {
  const text = journalSample({ transactions: 30, isShuffled: false, seed: 3 });
  await fc.assert(
    fc.asyncProperty(damages, async (changes) => {
      const bytes = damaged(text, changes);
      expect(await surprise(gather(readJournal(bytesOf(bytes, 4096))))).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

const LONG = 60_000;

test.each([
  ['a word', `; ${'a'.repeat(LONG)}`],
  ['a comment of words', `2026-01-01 x  ; ${'a '.repeat(LONG / 2)}`],
  ['a comment of one word', `2026-01-01 x  ; ${'a'.repeat(LONG)}`],
  ['an account', `2026-01-01\n  ${'a '.repeat(LONG / 2)}  1\n  b`],
  ['spaces', `2026-01-01\n  a${' '.repeat(LONG)}1 X ${' '.repeat(5)}\n  b`],
  ['digits', `2026-01-01\n  a  ${'1'.repeat(LONG)}\n  b`],
  ['groups', `2026-01-01\n  a  ${'1 '.repeat(LONG / 2)}\n  b`],
  ['brackets', `2026-01-01\n  ${'['.repeat(LONG)}  1\n  b`],
])('a line of 60,000 characters is read or refused: %s', async (_, text) => {
  const surprised = await surprise(gather(readJournal(bytesOf(text, 65_536))));
  expect(surprised).toBeUndefined();
});
