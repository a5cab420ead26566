import fc from 'fast-check';
import { FrameCutter, textsOf, type RowPlace } from './row-frames.js';

/** A message of the database as it goes over the wire. */
function message(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 'latin1');
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function dataRow(cells: readonly (string | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16BE(cells.length);
  const parts = cells.map((cell) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(cell === null ? -1 : Buffer.byteLength(cell));
    return Buffer.concat([length, Buffer.from(cell ?? '')]);
  });
  return message('D', Buffer.concat([count, ...parts]));
}

type Message = { row: (string | null)[] } | { other: string };

const cells = fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 40 })), { maxLength: 5 });
const messages = fc.array(
  fc.oneof(
    cells.map((row): Message => ({ row })),
    fc.string({ maxLength: 30 }).map((other): Message => ({ other })),
  ),
  { maxLength: 12 },
);

/** The bytes in pieces of these sizes, over and over. */
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    found.push(bytes.subarray(at, at + size));
    at += size;
  }
  return found;
}

describe('messages of the database', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 4 });

  test('rows and others arrive whole and in order, however the bytes are cut', () => {
    fc.assert(
      fc.property(messages, sizes, (sent, cuts) => {
        const got: Message[] = [];
        const rows: RowPlace[] = [];
        const cutter = new FrameCutter(
          (bytes) => {
            for (let at = 0; at < bytes.length;) {
              const next = at + 1 + bytes.readUInt32BE(at + 1);
              got.push({ other: bytes.toString('utf8', at + 5, next) });
              at = next;
            }
          },
          () => ({
            takeRow: (bytes, at) => {
              rows.push({ bytes, at, form: 'message' });
              got.push({ row: [] });
            },
          }),
        );
        const bytes = sent.map((one) =>
          'row' in one ? dataRow(one.row) : message('N', Buffer.from(one.other)),
        );
        for (const piece of pieces(Buffer.concat(bytes), cuts)) cutter.read(piece);
        // Rows are read when all have come: nothing of theirs may have been written over.
        let next = 0;
        const whole = got.map((one) =>
          'row' in one ? { row: textsOf(rows[next++] as RowPlace) } : one,
        );
        expect(whole).toEqual(sent);
      }),
      { numRuns: 200 },
    );
  });

  test('without a taker rows go where all others go', () => {
    const passed: Buffer[] = [];
    const cutter = new FrameCutter(
      (bytes) => passed.push(bytes),
      () => undefined,
    );
    const bytes = Buffer.concat([dataRow(['a', null]), message('C', Buffer.from('SELECT 1'))]);
    for (const piece of pieces(bytes, [3])) cutter.read(piece);
    expect(Buffer.concat(passed)).toEqual(bytes);
  });
});
