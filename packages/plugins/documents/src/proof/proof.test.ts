import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Loose } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';
import { tar, tarSize } from './tar.js';

const folder = mkdtempSync(path.join(tmpdir(), 'bureau-bundle-'));
let library: TestLibrary;

beforeAll(async () => {
  library = await createLibrary();
});
afterAll(async () => {
  await library?.app.close();
  rmSync(folder, { recursive: true });
});

const VERIFY = `mutation ($documentId: ID!) { documentVerify(input: { documentId: $documentId }) {
  document { title }
  checks { integrity foundSha256 position headHash version { number sha256 } }
  userErrors { code } } }`;

async function verified(documentId: string): Promise<Loose> {
  const { documentVerify } = await library.clerk.data(VERIFY, { documentId });
  return documentVerify;
}

/** The blob of the latest version, and all bytes of the store that are its own. */
async function stored(documentId: string) {
  const { app } = library;
  const [row] = await app.sql<{ id: string }>(
    `select f.blob_id as id from documents.document_version v join core.file f on f.id = v.file_id
      where v.document_id = $1 and v.ends_at is null`,
    [app.uuid(documentId)],
  );
  const key = { organizationId: app.organizationId, id: row?.id ?? '' };
  const chunks: Uint8Array[] = [];
  for await (const chunk of store().read(key)) chunks.push(chunk);
  return { key, bytes: Buffer.concat(chunks) };
}

function store() {
  const { files } = library.app.runtime;
  if (!files) throw new Error('There is a store.');
  return files;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('what was sent is what is there, and the sealed trail tells the same', async () => {
  const { app, done, file, paper } = library;
  const { document } = await paper('First words');
  const documentId = document.id;
  const input = { documentId, fileId: await file('Second words'), baseNumber: 1 };
  await done('documentVersionCreate', input, 'document { id }');
  await app.work();
  const { checks, document: shown } = await verified(documentId);
  expect(shown).toEqual({ title: 'First words' });
  expect(checks.map(({ integrity }: Loose) => integrity)).toEqual(['OK', 'OK']);
  for (const { foundSha256, version, position, headHash } of checks) {
    expect(foundSha256).toBe(version.sha256);
    expect(position).toBeGreaterThan(0);
    expect(headHash).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('a flipped byte on the disk is found by verify and by reading, and marked', async () => {
  const { app, clerk } = library;
  const { document } = await library.paper('These bytes are flipped');
  await app.work();
  const { key, bytes } = await stored(document.id);
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 20) ^ 1, flipped.length - 20);
  await store().write(key, once(flipped));
  const { checks } = await verified(document.id);
  expect(checks).toMatchObject([{ integrity: 'CHANGED', foundSha256: null }]);
  const seen = await clerk.data(
    'query ($id: ID!) { document(by: { id: $id }) { latest { file { state } } } }',
    { id: document.id },
  );
  expect(seen.document.latest.file.state).toBe('DAMAGED');
});

test('a row that somebody changed in the database does not hide behind the bytes', async () => {
  const { app } = library;
  const { document } = await library.paper('The row is forged');
  await app.work();
  const forged = 'f'.repeat(64);
  const id = app.uuid(document.id);
  await app.sql('alter table documents.document_version disable trigger user');
  await app.sql('update documents.document_version set sha256 = $2 where document_id = $1', [
    id,
    forged,
  ]);
  await app.sql('alter table documents.document_version enable trigger user');
  expect((await verified(document.id)).checks).toMatchObject([
    { integrity: 'CHANGED', version: { sha256: forged } },
  ]);
});

test('lost bytes are told; a document without the right is not there', async () => {
  const { app } = library;
  const { document } = await library.paper('These bytes are lost');
  await app.work();
  const { key } = await stored(document.id);
  await store().remove(key);
  expect((await verified(document.id)).checks).toMatchObject([{ integrity: 'CHANGED' }]);
  const stranger = await (await app.otherOrganization()).member('recordsManager');
  const { errors } = await stranger.query(VERIFY, { documentId: document.id });
  expect(errors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  const reader = await app.member('documentReader');
  const refused = await reader.query(VERIFY, { documentId: document.id });
  expect(refused.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});

test('every stored byte of documents is ciphertext', async () => {
  const { app } = library;
  const words = 'Nobody reads these words on the disk';
  const { document } = await library.paper(words);
  const { bytes } = await stored(document.id);
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('BLB1');
  const blobs = await app.sql<{ id: string }>("select id from core.blob where state = 'STORED'");
  expect(blobs.length).toBeGreaterThan(3);
  for (const { id } of blobs) {
    const chunks: Uint8Array[] = [];
    const key = { organizationId: app.organizationId, id };
    try {
      for await (const chunk of store().read(key)) chunks.push(chunk);
    } catch (error) {
      // One was removed by another test.
      expect(error).toMatchObject({ code: 'ENOENT' });
    }
    expect(Buffer.concat(chunks).includes('words')).toBe(false);
  }
});

test('#76 a document whose making breaks off leaves no row behind', async () => {
  const { app, file, refused } = library;
  const fileId = await file('Half made');
  const broken = { fileId, title: 'Half made', typeId: app.id('DocumentType', app.organizationId) };
  expect(await refused('documentCreate', broken)).toEqual(['NOT_FOUND']);
  const rows = await app.sql("select from documents.document where title = 'Half made'");
  expect(rows).toEqual([]);
  const dangling = await app.sql(
    `select from documents.document_version v left join core.file f on f.id = v.file_id
      where v.file_id is not null and f.id is null`,
  );
  expect(dangling).toEqual([]);
});

interface Bundle {
  /** Where it was unpacked. */
  at: string;
  /** Runs its script; what it prints and how it ends. */
  verify(): { text: string; status: number | null };
}

async function bundle(documentIds: string[]): Promise<Bundle> {
  const { app, clerk } = library;
  const { documentBundleCreate } = await clerk.data(
    `mutation ($ids: [ID!]!) { documentBundleCreate(input: { documentIds: $ids }) {
      job { id } userErrors { code } } }`,
    { ids: documentIds },
  );
  await app.work();
  const { job } = await clerk.data(
    'query ($id: ID!) { job(by: { id: $id }) { state result { downloadUrl } } }',
    { id: documentBundleCreate.job.id },
  );
  expect(job.state).toBe('SUCCEEDED');
  const at = mkdtempSync(path.join(folder, 'out-'));
  writeFileSync(`${at}.tar`, await bytesAt(job.result.downloadUrl));
  expect(spawnSync('tar', ['xf', `${at}.tar`, '-C', at]).status).toBe(0);
  return {
    at,
    verify: () => {
      const run = spawnSync(process.execPath, [path.join(at, 'verify.mjs')], { encoding: 'utf8' });
      return { text: run.stdout + run.stderr, status: run.status };
    },
  };
}

async function bytesAt(address: string): Promise<Buffer> {
  const http = await library.app.http();
  const answer = await fetch(new URL(address, http.url));
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

test('a bundle verifies on a bare machine, and tells what was changed in it', async () => {
  const { app, paper, done, file } = library;
  const first = (await paper('The first paper of a bundle')).document.id;
  const next = { documentId: first, fileId: await file('A later version'), baseNumber: 1 };
  await done('documentVersionCreate', next, 'document { id }');
  const other = (await paper('The other paper of a bundle')).document.id;
  await app.work();
  const whole = await bundle([first, other]);
  const good = whole.verify();
  expect(good.text).toContain('The bundle is whole.');
  expect(good.status).toBe(0);
  const manifest = JSON.parse(readFileSync(path.join(whole.at, 'manifest.json'), 'utf8'));
  const names = manifest.documents.flatMap(({ versions }: Loose) =>
    versions.map((one: Loose) => one.file),
  );
  expect(names).toHaveLength(3);
  expect(readFileSync(path.join(whole.at, names[0]), 'utf8')).toContain('paper of a bundle');
  appendFileSync(path.join(whole.at, names[0]), '!');
  const bad = whole.verify();
  expect(bad.status).toBe(1);
  expect(bad.text).toContain('1 faults.');
  // Whoever changes bytes and hash would have to forge the trail and its signature too.
  const forged = readFileSync(path.join(whole.at, 'manifest.json'), 'utf8').replaceAll(
    manifest.documents[1].versions[0].sha256,
    'e'.repeat(64),
  );
  writeFileSync(path.join(whole.at, 'manifest.json'), forged);
  expect(whole.verify().text).toContain('3 faults.');
});

test('a bundle holds only what its maker may see', async () => {
  const { app, refused, paper } = library;
  const { document } = await paper('Mine');
  expect(await refused('documentBundleCreate', { documentIds: [] })).toEqual([
    'DOCUMENTS_BUNDLE_DOCUMENTS',
  ]);
  const hidden = app.id('Document', app.organizationId);
  expect(await refused('documentBundleCreate', { documentIds: [document.id, hidden] })).toEqual([
    'DOCUMENTS_BUNDLE_DOCUMENTS',
  ]);
});

test('an archive has the size that was reckoned, and no file of another size', async () => {
  const bytes = Buffer.from('hello');
  const chunks: Uint8Array[] = [];
  const entry = { name: 'a/b.txt', size: 5, bytes: [bytes] };
  for await (const chunk of tar([entry], 0)) chunks.push(chunk);
  expect(Buffer.concat(chunks)).toHaveLength(tarSize([5]));
  const drain = async (name: string, size: number) => {
    for await (const chunk of tar([{ ...entry, name, size }], 0)) chunks.push(chunk);
  };
  await expect(drain('a.txt', 6)).rejects.toThrow(RangeError);
  await expect(drain('../a.txt', 5)).rejects.toThrow(RangeError);
});
