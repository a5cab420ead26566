import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  compose,
  createExecutor,
  createLocalFileStore,
  createOrganization,
  createRuntime,
  definePlugin,
  type FileStore,
  filePurpose,
  migrate,
  type Runtime,
  systemCaller,
} from '@bureau/core';
import pg from 'pg';
import {
  createDatabase,
  deriveUrls,
  dropDatabase,
  ensureRoles,
  withDatabase,
} from '../database/index.js';
import { createLogger } from '../log.js';
import { downloadRoute } from './downloads.js';
import { createHttpServer, type HttpServer } from './server.js';
import type { Route } from './route.js';
import { uploadRoute } from './uploads.js';

const logger = createLogger({ level: 'silent' });
const serverUrl = process.env['BUREAU_TEST_OWNER_URL'] ?? '';
const name = `uploads_${randomUUID().replaceAll('-', '')}`;
const folder = mkdtempSync(path.join(tmpdir(), 'bureau-uploads-'));
const boxPlugin = definePlugin({
  id: 'box',
  version: '0.1.0',
  api: '^1.0',
  description: 'Takes files of any type.',
  files: [
    filePurpose({
      id: 'box.any',
      description: 'Anything.',
      mediaTypes: ['*'],
      maxSize: 100_000_000,
      mismatch: 'STORE',
    }),
  ],
});
const composition = compose({ plugins: [{ plugin: boxPlugin }] });
/** Milliseconds by which the clock of the platform is ahead. */
let ahead = 0;
/** Told of what the store takes and gives, in bytes. */
let watch: { taken(bytes: number): void; given(bytes: number): void } | undefined;

let organizationId: string;
let runtime: Runtime;
let http: HttpServer;
let url: string;

beforeAll(async () => {
  await createDatabase(serverUrl, name);
  const ownerUrl = withDatabase(serverUrl, name);
  const app = new URL(ownerUrl);
  app.username = process.env['BUREAU_TEST_APP_USER'] ?? '';
  app.password = process.env['BUREAU_TEST_APP_PASSWORD'] ?? '';
  await ensureRoles(ownerUrl, deriveUrls(app.href));
  const definitions = composition.plugins.map(({ definition }) => definition);
  await migrate(ownerUrl, definitions);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { roles } = composition;
  organizationId = await createOrganization(owner, { name: 'Acme', slug: 'acme', roles });
  await owner.end();
  runtime = createRuntime(composition, {
    appUrl: app.href,
    rootKey: randomBytes(32),
    log: logger,
    poolSize: 2,
    clock: () => new Date(Date.now() + ahead),
    files: watchedStore(createLocalFileStore(folder)),
  });
  http = serverWith(uploadRoute(runtime), downloadRoute(runtime));
  ({ url } = await http.listen());
});

function serverWith(...routes: Route[]): HttpServer {
  return createHttpServer({
    port: 0,
    host: '127.0.0.1',
    // Waits for a body as whoever answers one does.
    graphql: async (request, response) => {
      for await (const _chunk of request);
      response.end();
    },
    ready: () => Promise.resolve({ ok: true, checks: {} }),
    routes,
    logger,
    timeouts: { headers: 10_000, request: 400 },
  });
}

afterAll(async () => {
  await http.close(0);
  await runtime.close();
  await dropDatabase(serverUrl, name);
  rmSync(folder, { recursive: true });
});

function watchedStore(store: FileStore): FileStore {
  async function* watched(source: AsyncIterable<Uint8Array>, way: 'taken' | 'given') {
    for await (const chunk of source) {
      watch?.[way](chunk.length);
      yield chunk;
    }
  }
  return {
    ...store,
    write: (key, source) => store.write(key, watched(source, 'taken')),
    read: (key, range) => watched(store.read(key, range), 'given'),
  };
}

const CREATE = `mutation ($size: Int!, $purpose: String!) { fileUploadCreate(input: {
  purpose: $purpose, name: "a.csv", mediaType: "text/csv", size: $size
}) { upload { id } url } }`;
const FINISH = `mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) {
  file { sha256 downloadUrl(expiresIn: 60) } } }`;

interface Slot {
  upload: { id: string };
  url: string;
}

async function run(document: string, variables: Record<string, unknown>) {
  const execute = createExecutor(runtime);
  const caller = systemCaller(composition, organizationId, 'test');
  const { data, errors } = await execute({ document, variables, caller });
  if (errors?.[0]) throw errors[0];
  return data as Record<string, never>;
}

async function slot(size: number, purpose = 'core.import'): Promise<Slot> {
  return (await run(CREATE, { size, purpose }))['fileUploadCreate'];
}

async function put(address: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(url + address, { method: 'PUT', body, headers });
  const answer = JSON.parse(await response.text());
  return { status: response.status, ...answer, code: answer.errors?.[0].extensions.code };
}

const stored = () => {
  const own = path.join(folder, organizationId);
  return existsSync(own) ? readdirSync(own) : [];
};

test('bytes go to the address of their slot, once', async () => {
  const text = 'tag,name\nÄ,ö\n'.repeat(20_000);
  const { upload, url: address } = await slot(Buffer.byteLength(text));
  expect(address).toMatch(/^\/uploads\/[\w-]{43}$/);
  const answer = await put(address, text);
  expect(answer).toMatchObject({
    status: 201,
    upload: { id: upload.id, size: Buffer.byteLength(text) },
  });
  expect(answer.upload.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(stored()).toHaveLength(1);
  expect(await put(address, text)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
});

test('what does not fit is refused, and nothing stays', async () => {
  const before = stored();
  const longer = await slot(3);
  expect(await put(longer.url, 'abcd')).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  const binary = await slot(4);
  expect(await put(binary.url, Buffer.from([1, 0, 2, 3]))).toMatchObject({ status: 415 });
  expect(await put('/uploads/none', 'abcd')).toMatchObject({ status: 404 });
  expect(stored()).toEqual(before);
});

test('a large body that nobody wants gets its answer', async () => {
  const { url: address } = await slot(10);
  expect(await put(address, 'x'.repeat(6_000_000))).toMatchObject({ status: 400 });
});

test('a compressed or unmeasured body is refused before the address is used up', async () => {
  const { url: address } = await slot(4);
  const gzip = { 'content-encoding': 'gzip' };
  expect(await put(address, 'abcd', gzip)).toMatchObject({ status: 415 });
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest(url + address, { method: 'PUT' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.write('ab'); // two writes: sent in chunks, without a length
    request.end('cd');
  });
  expect(status).toBe(411);
  expect(await put(address, 'abcd')).toMatchObject({ status: 201 });
});

test('nothing stays of a body that is broken off', async () => {
  const before = stored();
  const { url: address } = await slot(1_000);
  const request = httpRequest(url + address, {
    method: 'PUT',
    headers: { 'content-length': '1000' },
  });
  request.on('error', () => undefined);
  request.write('x'.repeat(500));
  while (stored().length === before.length) await sleep(20);
  expect(stored().filter((file) => file.endsWith('.part'))).toHaveLength(1);
  request.destroy();
  while (stored().length > before.length) await sleep(20);
  expect(stored()).toEqual(before);
});

const PACE = { floorMs: 400, bytesPerSecond: 1_000_000, mostMs: 60_000 };

/** Begins a body of 1,000 bytes; `ended` tells the status, or how the connection ended. */
function begin(address: string, method: string) {
  const headers = { 'content-length': '1000' };
  const request = httpRequest(address, { method, headers });
  const ended = new Promise<number | string | undefined>((resolve) => {
    request.on('response', (response) => resolve(response.resume().statusCode));
    request.on('error', ({ message }) => resolve(message));
  });
  request.write('x'.repeat(500));
  return { ended, end: () => request.end('x'.repeat(500)) };
}

test('#84 a slow upload has its own time, another body that of every request', async () => {
  const { url: address } = await slot(1_000);
  const upload = begin(url + address, 'PUT');
  const other = begin(`${url}/graphql`, 'POST');
  expect(await other.ended).toBe(408);
  upload.end();
  expect(await upload.ended).toBe(201);
});

test('#84 an upload that stands still is cut off, and nothing stays of it', async () => {
  const before = stored();
  const strict = serverWith(uploadRoute(runtime, PACE));
  const { url: other } = await strict.listen();
  const { url: address } = await slot(1_000);
  expect(await begin(other + address, 'PUT').ended).toBe(408);
  while (stored().length > before.length) await sleep(20);
  expect(stored()).toEqual(before);
  await strict.close(0);
});

test('#30 the address of a file ends with its time', async () => {
  const { upload, url: address } = await slot(4, 'box.any');
  await put(address, 'abcd');
  const file = (await run(FINISH, { id: upload.id }))['fileUploadFinish']['file'];
  const read = async () => (await fetch(url + file['downloadUrl'])).status;
  expect(await read()).toBe(200);
  ahead = 62_000;
  expect(await read()).toBe(404);
  ahead = 0;
});

/** Sends so many bytes, made on the way; tells of each piece. Resolves to the status. */
function putStream(address: string, length: number, sent: (bytes: number) => void) {
  const piece = randomBytes(65_536);
  return new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'content-length': String(length) };
    const request = httpRequest(url + address, { method: 'PUT', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
    let left = length;
    const write = (): void => {
      while (left > 0) {
        left -= piece.length;
        sent(piece.length);
        if (!request.write(piece)) return void request.once('drain', write);
      }
      request.end();
    };
    write();
  });
}

/** How many bytes are on their way, at most: gone in and not yet come out. */
class Flow {
  most = 0;
  private now = 0;
  add(bytes: number): void {
    this.now += bytes;
    this.most = Math.max(this.most, this.now);
  }
}

// A figure of the process's memory would say as much about the garbage of everything else in it.
test('64 MB go in and out, and are never gathered in between', async () => {
  const length = 64 * 1024 * 1024;
  const [inward, outward] = [new Flow(), new Flow()];
  watch = { taken: (bytes) => inward.add(-bytes), given: (bytes) => outward.add(bytes) };
  const { upload, url: address } = await slot(length, 'box.any');
  expect(await putStream(address, length, (bytes) => inward.add(bytes))).toBe(201);
  const file = (await run(FINISH, { id: upload.id }))['fileUploadFinish']['file'];
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of (await fetch(url + file['downloadUrl'])).body ?? []) {
    hash.update(chunk);
    size += chunk.length;
    outward.add(-chunk.length);
  }
  watch = undefined;
  expect([size, hash.digest('hex')]).toEqual([length, file['sha256']]);
  // Sockets hold a few megabytes; who gathers has all 64 at once.
  expect([inward.most < length / 2, outward.most < length / 2]).toEqual([true, true]);
});
