import { randomBytes, randomUUID } from 'node:crypto';
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
import { createHttpServer, type HttpServer } from './server.js';
import { uploadRoute } from './uploads.js';

const logger = createLogger({ level: 'silent' });
const serverUrl = process.env['BUREAU_TEST_OWNER_URL'] ?? '';
const name = `uploads_${randomUUID().replaceAll('-', '')}`;
const folder = mkdtempSync(path.join(tmpdir(), 'bureau-uploads-'));
const composition = compose({ plugins: [] });

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
    files: createLocalFileStore(folder),
  });
  http = createHttpServer({
    port: 0,
    host: '127.0.0.1',
    graphql: (_request, response) => void response.end(),
    ready: () => Promise.resolve({ ok: true, checks: {} }),
    routes: [uploadRoute(runtime)],
    logger,
  });
  ({ url } = await http.listen());
});

afterAll(async () => {
  await http.close(0);
  await runtime.close();
  await dropDatabase(serverUrl, name);
  rmSync(folder, { recursive: true });
});

const CREATE = `mutation ($size: Int!) { fileUploadCreate(input: {
  purpose: "core.import", name: "a.csv", mediaType: "text/csv", size: $size
}) { upload { id } url } }`;

interface Slot {
  upload: { id: string };
  url: string;
}

async function slot(size: number): Promise<Slot> {
  const execute = createExecutor(runtime);
  const caller = systemCaller(composition, organizationId, 'test');
  const { data, errors } = await execute({ document: CREATE, variables: { size }, caller });
  if (errors?.[0]) throw errors[0];
  return data?.['fileUploadCreate'] as Slot;
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
  for (let tries = 0; tries < 100 && stored().length === before.length; tries += 1) await sleep(20);
  expect(stored().filter((file) => file.endsWith('.part'))).toHaveLength(1);
  request.destroy();
  for (let tries = 0; tries < 100 && stored().length > before.length; tries += 1) await sleep(20);
  expect(stored()).toEqual(before);
});
