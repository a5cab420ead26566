import fc from 'fast-check';
import { chunksOf } from '../../test/depot.js';
import { cellsOf, csvRecords, type CsvRecord, DELIMITERS, delimiterOf } from './csv-records.js';

async function recordsOf(bytes: Buffer, size = 7): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(chunksOf(bytes, size))) records.push(record);
  return records;
}

const cell = fc.string({ unit: fc.constantFrom('a', 'ü', ' ', '"', ',', ';', '\n', '\r\n', '€') });
// A row of one blank cell is a blank line.
const row = fc.array(cell, { minLength: 2, maxLength: 4 });
const table = fc.array(row, { minLength: 1, maxLength: 8 });

/** RFC 4180 section 2: quoted where something in it asks for it. */
const written = (cells: string[], delimiter: string) =>
  cells
    .map((text) => (/["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    .join(delimiter);

test('what is written as CSV is read back, whatever the borders of chunks', async () => {
  const shapes = fc.record({
    rows: table,
    delimiter: fc.constantFrom(...DELIMITERS),
    end: fc.constantFrom('\n', '\r\n'),
    isMarked: fc.boolean(),
    size: fc.integer({ min: 1, max: 20 }),
  });
  // A row of nothing but white space and delimiters that are white space is a blank line.
  const isKept = ({ rows, delimiter }: { rows: string[][]; delimiter: string }) =>
    rows.every((cells) => written(cells, delimiter).trim() !== '');
  await fc.assert(
    fc.asyncProperty(shapes.filter(isKept), async ({ rows, delimiter, end, isMarked, size }) => {
      const text = rows.map((cells) => written(cells, delimiter) + end).join('');
      const bytes = Buffer.from(isMarked ? `\ufeff${text}` : text);
      const records = await recordsOf(bytes, size);
      expect(records.map((record) => cellsOf(record.bytes, delimiter))).toEqual(rows);
      let line = 1;
      for (const { start, end: stop, bytes: content, line: found } of records) {
        expect(bytes.subarray(start, stop)).toEqual(content);
        expect(found).toBe(line);
        line += content.toString().split('\n').length - 1;
      }
    }),
    { numRuns: 300 },
  );
});

test('blank lines are left out and counted', async () => {
  const records = await recordsOf(Buffer.from('\r\n a,b\r\n\r\n  \n"c\r\nd",e\n\nf,g'));
  expect(records.map(({ line, bytes }) => [line, bytes.toString()])).toEqual([
    [2, ' a,b\r\n'],
    [5, '"c\r\nd",e\n'],
    [8, 'f,g'],
  ]);
});

test.each(['a,b"c', '"a"b,c', '"a', 'a\rb"', '"a""'])('quotes that do not match: %j', (text) => {
  expect(cellsOf(Buffer.from(text), ',')).toBeUndefined();
});

test.each([
  ['a;b;c', ';'],
  ['a\tb', '\t'],
  ['a,"b;c;d"', ','],
  ['alone', ','],
])('the delimiter of %j', (header, delimiter) => {
  expect(delimiterOf(Buffer.from(header))).toBe(delimiter);
});

test('a record without end is given up early', async () => {
  const endless = Buffer.from(`a,b\n"${'x'.repeat(200_000)}`);
  await expect(recordsOf(endless, 1_000)).rejects.toMatchObject({ line: 2 });
});
