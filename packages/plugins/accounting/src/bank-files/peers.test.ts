import fc from 'fast-check';
import { XMLBuilder } from 'fast-xml-parser';
import { parse } from 'ofx-js';
import { bytesOf, gather, OFX_1, OFX_2 } from '../../test/bank-samples.js';
import { readOfx } from './ofx.js';
import type { BankFileLine } from './statement.js';
import { elementFrom, type XmlElement } from './xml-tree.js';
import { xmlEvents } from './xml-events.js';

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
      const events = xmlEvents(bytesOf(builder.build([toBuild(drawn)]) as string, size));
      const first = await events.next();
      if (first.done || first.value.kind !== 'OPEN') throw new Error('no element');
      const element = await elementFrom(first.value, events);
      expect((await events.next()).done).toBe(true);
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
