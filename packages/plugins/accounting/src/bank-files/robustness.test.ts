import fc from 'fast-check';
import { XMLBuilder } from 'fast-xml-parser';
import { parse } from 'ofx-js';
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
import { readOfx } from './ofx.js';
import { readBankFile } from './read-bank-file.js';
import { BankFileFault, type BankFileLine } from './statement.js';
import { XmlReader } from './xml-events.js';
import { elementFrom, type XmlElement } from './xml-tree.js';

describe('damaged files', () => {
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
});

describe('beside other readers', () => {
  /** A tree of names, attributes and texts; a leaf is a text. */
  interface Tree {
    name: string;
    attribute: string | undefined;
    content: string | Tree[];
  }

  const name = fc.constantFrom('a', 'Ntry', 'x-1', 'ns:b', 'Größe');
  /** Text as a bank writes it: no control characters, nothing but spaces at an end. */
  const text = fc
    .string({ unit: fc.constantFrom('<', '&', '>', '"', "'", 'é', '😀', '1', ' ', ']') })
    .map((raw) => raw.trim());
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.record({
      name,
      attribute: fc.option(text, { nil: undefined }),
      content: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        text,
        fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      ),
    }),
  }));

  /** In the order that fast-xml-parser keeps. */
  function toBuild({ name: tag, attribute, content }: Tree): Record<string, unknown> {
    const children = typeof content === 'string' ? [{ '#text': content }] : content.map(toBuild);
    const attributes = attribute === undefined ? {} : { ':@': { '@_of': attribute } };
    return { [tag]: children, ...attributes };
  }

  function found({ name: tag, attributes, text: own, children }: XmlElement): Tree {
    const content = children.length > 0 ? children.map(found) : own;
    return { name: tag, attribute: attributes.get('of'), content };
  }

  const withoutPrefix = (of: Tree): Tree => ({
    ...of,
    name: of.name.replace(/^ns:/, ''),
    content: typeof of.content === 'string' ? of.content : of.content.map(withoutPrefix),
  });

  test('what fast-xml-parser writes is read as it was meant, in pieces of any size', async () => {
    const builder = new XMLBuilder({ preserveOrder: true, ignoreAttributes: false });
    await fc.assert(
      fc.asyncProperty(tree, fc.integer({ min: 1, max: 64 }), async (drawn, size) => {
        const events = new XmlReader(bytesOf(builder.build([toBuild(drawn)]) as string, size));
        const first = await events.next();
        if (first?.kind !== 'OPEN') throw new Error('no element');
        const element = await elementFrom(first, events);
        expect(await events.next()).toBeUndefined();
        expect(found(element)).toEqual(withoutPrefix(drawn));
      }),
      { numRuns: 150 },
    );
  });

  /** Every transaction in what ofx-js gives, wherever it stands. */
  function transactionsOf(value: unknown): Record<string, unknown>[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      key === 'STMTTRN' ? [inner].flat() : transactionsOf(inner),
    ) as Record<string, unknown>[];
  }

  test.each([
    ['OFX 1', OFX_1],
    ['OFX 2', OFX_2],
  ])('ofx-js finds the same transactions: %s', async (_, file) => {
    const parts = await gather(readOfx(bytesOf(file)));
    const lines = parts.filter((part): part is BankFileLine => part.kind === 'LINE');
    // It knows no element without a value and without an end.
    const theirs = transactionsOf(await parse(file.replace('<MEMO></STMTTRN>', '</STMTTRN>')));
    expect(theirs).not.toEqual([]);
    expect(lines.map(({ bankId, code }) => [bankId, code])).toEqual(
      theirs.map(({ FITID, TRNTYPE }) => [FITID, TRNTYPE]),
    );
    expect(lines.map(({ amount }) => Number(amount))).toEqual(
      theirs.map(({ TRNAMT }) => Number(String(TRNAMT).replace(',', '.'))),
    );
  });
});
