import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import {
  BlobDamaged,
  type BlobKey,
  CHUNK,
  decryptBlob,
  encryptBlob,
  isBlobHeader,
  sealedRange,
  sealedSize,
} from './blob-cipher.js';
import type { ByteRange } from './file-store.js';

const ORGANIZATION = '00000000-0000-7000-8000-00000000000a';
const blob: BlobKey = {
  organizationId: ORGANIZATION,
  id: '00000000-0000-7000-8000-0000000000b1',
  key: randomBytes(32),
};

async function* pieces(bytes: Uint8Array, size = 10_007): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

const encrypted = (plain: Uint8Array) => all(encryptBlob(blob, pieces(plain)));

function decrypted(
  object: Buffer,
  size: number,
  {
    range: wanted = { start: 0, end: size },
    key = blob,
  }: { range?: ByteRange; key?: BlobKey } = {},
): Promise<Buffer> {
  const { start, end } = sealedRange(wanted);
  return all(decryptBlob(key, { size, range: wanted }, pieces(object.subarray(start, end))));
}

const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17];
const three = randomBytes(3 * CHUNK + 17);
const SEALED = CHUNK + 16;

test.each(SIZES)('%d bytes come back as they were', async (size) => {
  const plain = randomBytes(size);
  const object = await encrypted(plain);
  expect(object).toHaveLength(sealedSize(size));
  expect(isBlobHeader(object)).toBe(true);
  expect((await decrypted(object, size)).equals(plain)).toBe(true);
});

test('any range is the same part of the bytes', async () => {
  const object = await encrypted(three);
  const place = fc.integer({ min: 0, max: three.length - 1 });
  await fc.assert(
    fc.asyncProperty(place, place, async (a, b) => {
      const range = { start: Math.min(a, b), end: Math.max(a, b) + 1 };
      const part = await decrypted(object, three.length, { range });
      expect(part.equals(three.subarray(range.start, range.end))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

/** What somebody does who can write to the store. */
const ATTACKS: Record<string, (object: Buffer) => Buffer> = {
  'a flipped bit': (object) => Object.assign(Buffer.from(object), { 70_000: object[70_000]! ^ 1 }),
  'the last chunk cut off': (object) => object.subarray(0, 4 + 3 * SEALED),
  'cut in a chunk': (object) => object.subarray(0, object.length - 5),
  'all cut off': (object) => object.subarray(0, 4),
  'two chunks exchanged': (object) =>
    Buffer.concat([
      object.subarray(0, 4),
      object.subarray(4 + SEALED, 4 + 2 * SEALED),
      object.subarray(4, 4 + SEALED),
      object.subarray(4 + 2 * SEALED),
    ]),
  'a chunk twice': (object) =>
    Buffer.concat([object.subarray(0, 4 + SEALED), object.subarray(4)]).subarray(0, object.length),
};

test.each(Object.entries(ATTACKS))('%s is found', async (_name, attack) => {
  const object = attack(await encrypted(three));
  await expect(decrypted(object, three.length)).rejects.toThrow(BlobDamaged);
});

test('a shorter size in the row does not make a cut file whole', async () => {
  const object = (await encrypted(three)).subarray(0, 4 + 3 * SEALED);
  await expect(decrypted(object, 3 * CHUNK)).rejects.toThrow(BlobDamaged);
});

test('appended bytes never come out', async () => {
  const object = Buffer.concat([await encrypted(three), await encrypted(three)]);
  const out = decrypted(object, three.length).catch((error: unknown) => error);
  expect([true, 'BlobDamaged']).toContain(await out.then(nameOrSame));
});

function nameOrSame(outcome: unknown): unknown {
  return Buffer.isBuffer(outcome) ? outcome.equals(three) : (outcome as Error).constructor.name;
}

test('bytes open under their own key, organization and id only', async () => {
  const object = await encrypted(three);
  const others = [
    { ...blob, key: randomBytes(32) },
    { ...blob, id: ORGANIZATION },
    { ...blob, organizationId: blob.id },
  ];
  for (const other of others) {
    await expect(decrypted(object, three.length, { key: other })).rejects.toThrow(BlobDamaged);
  }
});
