import fc from 'fast-check';
import type { RowPlace } from '../context/row-frames.js';
import { uuidv7 } from '../model/ids.js';
import type { Codec } from '../model/record-type.js';
import { decode } from './decode.js';
import { cellWrite, Unwritable, writeNull, written } from './json-writer.js';
import { Row } from './row.js';

/** What is written from bytes is what JSON.stringify makes of the values of `decode`. */

/** One cell as a row of the database, and as one of an array of JSON as PostgreSQL writes it. */
function places(text: string): RowPlace[] {
  const body = Buffer.from(text);
  const head = Buffer.alloc(6);
  head.writeUInt16BE(1);
  head.writeInt32BE(body.length, 2);
  const json = Buffer.from(` [${JSON.stringify(text)}, null]`);
  const chunks = Buffer.from(`[[${JSON.stringify(text)}], [null]]`);
  return [
    { bytes: Buffer.concat([head, body]), at: 0, form: 'message' },
    { bytes: json, at: 1, form: 'json' },
    { bytes: chunks, at: 0, form: 'chunks' },
  ];
}

function writtenCell(codec: Codec, text: string, values: readonly string[] = []): string[] {
  const write = cellWrite(codec, { prefix: 'smp', values: new Set(values) });
  return places(text).map((place) => {
    const row = new Row().to(place);
    return written(() => write(row, 0)).json.toString();
  });
}

const instants = fc
  .tuple(
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([date, micros]) => {
    const [day = '', time = ''] = date.toISOString().split('T');
    const fraction = String(micros).padStart(6, '0').replace(/0+$/, '');
    return `${day} ${time.slice(0, 8)}${fraction === '' ? '' : `.${fraction}`}+00`;
  });
const arrays = fc
  .array(fc.string({ unit: 'grapheme' }))
  .map((items) => `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
// PostgreSQL holds no U+0000.
const texts = fc
  .string({ unit: 'grapheme', maxLength: 100 })
  .map((text) => text.replaceAll('\0', ''));

const CELLS: readonly [Codec, fc.Arbitrary<string>][] = [
  ['text', texts],
  ['text', fc.string({ unit: 'binary-ascii' }).map((text) => text.replaceAll('\0', ''))],
  ['id', fc.uuid()],
  ['id', fc.constant('').map(() => uuidv7())],
  ['integer', fc.integer().map(String)],
  ['float', fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)],
  ['boolean', fc.constantFrom('t', 'f', 'true', 'false')],
  ['instant', instants],
  ['instant', fc.constantFrom('infinity', '-infinity')],
  ['json', fc.jsonValue().map((value) => JSON.stringify(value))],
  ['textArray', arrays],
  ['date', fc.constantFrom('2026-03-31', '0001-01-01')],
  ['decimal', fc.constantFrom('0.00', '-12345678901234567890.1234')],
];

test.each(CELLS)('a cell of %s', (codec, cells) => {
  fc.assert(
    fc.property(cells, (text) => {
      const value = JSON.stringify(decode(codec, text, 'smp'));
      expect(writtenCell(codec, text)).toEqual([value, value, value]);
    }),
    { numRuns: 100 },
  );
});

test('a value of an enum needs a name, and a number must be one', () => {
  expect(writtenCell('enum', 'OPEN', ['CLOSED', 'OPEN'])).toEqual(Array(3).fill('"OPEN"'));
  expect(() => writtenCell('enum', 'OPENED', ['OPEN'])).toThrow(Unwritable);
  expect(() => writtenCell('float', 'NaN')).toThrow(Unwritable);
});

test('cells of JSON that are arrays or null, and texts with brackets and quotes in them', () => {
  const inner = [
    ['a "b"', '[', null],
    [']\\', '{}', 'ü'],
  ];
  const bytes = Buffer.from(JSON.stringify(['x', inner, null]));
  const row = new Row().to({ bytes, at: 0, form: 'json' });
  expect([row.isNull(0), row.isNull(1), row.isNull(2)]).toEqual([false, false, true]);
  expect([row.text(0), JSON.parse(row.text(1) ?? ''), row.text(2)]).toEqual(['x', inner, null]);
  const below = new Row();
  const texts = row.rowsIn(1, 'json').map((place) => {
    below.to(place);
    return [below.text(0), below.text(1), below.text(2)];
  });
  expect(texts).toEqual(inner);
  expect(row.rowsIn(2, 'json')).toEqual([]);
});

test('an answer may be larger than the room that it began with', () => {
  const row = new Row().to(places('ä'.repeat(10_000))[0] as RowPlace);
  const write = cellWrite('text', { prefix: '', values: new Set() });
  const { json } = written(() => {
    for (let count = 0; count < 300; count++) write(row, 0);
  });
  expect(json.toString()).toBe(`"${'ä'.repeat(10_000)}"`.repeat(300));
  expect(written(writeNull).json.toString()).toBe('null');
});
