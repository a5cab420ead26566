import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encryptBlob } from './blob-cipher.js';
import { contentOf } from './blobs.js';
import type { FileStore } from './file-store.js';
import { createS3FileStore } from './s3-file-store.js';

interface ObjectServer {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}

// Its package has no types.
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => ObjectServer;

const folder = mkdtempSync(path.join(tmpdir(), 'bureau-s3-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: folder,
  configureBuckets: [{ name: 'bureau', configs: [] }],
});
const organizationId = '00000000-0000-7000-8000-00000000000a';
const key = (last: string) => ({ organizationId, id: `00000000-0000-7000-8000-0000000000${last}` });
let files: FileStore;
let endpoint: string;

const options = () => ({
  endpoint,
  bucket: 'bureau',
  region: 'us-east-1',
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
});

beforeAll(async () => {
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${port}`;
  files = createS3FileStore(options());
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function* pieces(bytes: Uint8Array, size = 60_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const MIB = 1024 * 1024;

test.each([
  ['a small object', '01', 5],
  ['exactly one part', '02', 8 * MIB],
  ['three parts', '03', 17 * MIB + 3],
])('%s comes back, whole and in ranges', async (_name, id, size) => {
  const bytes = randomBytes(size);
  await files.write(key(id), pieces(bytes));
  expect((await all(files.read(key(id)))).equals(bytes)).toBe(true);
  const range = { start: 2, end: size - 1 };
  expect((await all(files.read(key(id), range))).equals(bytes.subarray(2, -1))).toBe(true);
  const behind = { start: size + 10, end: size + 20 };
  expect(await all(files.read(key(id), behind))).toHaveLength(0);
});

test('what is not there is ENOENT, and removing it is no error', async () => {
  await files.write(key('04'), pieces(randomBytes(9)));
  await files.remove(key('04'));
  await files.remove(key('04'));
  await expect(all(files.read(key('04')))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([1 * MIB, 20 * MIB])('nothing stays of %d bytes that are broken off', async (size) => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield* pieces(randomBytes(size));
    throw new Error('cut off');
  }
  await expect(files.write(key('05'), broken())).rejects.toThrow('cut off');
  await expect(all(files.read(key('05')))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a wrong key is refused, without showing its secret', async () => {
  const secretAccessKey = 'not-the-secret';
  const wrong = createS3FileStore({ ...options(), accessKeyId: 'OTHER', secretAccessKey });
  const failure = await wrong
    .write(key('06'), pieces(randomBytes(9)))
    .catch((error: unknown) => String(error));
  expect(failure).toContain('answered 403');
  expect(failure).not.toContain(secretAccessKey);
});

test('encrypted bytes are read by range; the store never has plain ones', async () => {
  const blob = { ...key('07'), key: randomBytes(32) };
  const plain = Buffer.from('Nordwind Instruments\n'.repeat(20_000));
  await files.write(blob, encryptBlob(blob, pieces(plain)));
  const content = contentOf(files, blob, plain.length);
  const part = await all(content.read({ start: 100_000, end: 300_000 }));
  expect(part.equals(plain.subarray(100_000, 300_000))).toBe(true);
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  expect(written.length).toBeGreaterThan(3);
  expect(written.some((bytes) => bytes.includes('Nordwind'))).toBe(false);
});
