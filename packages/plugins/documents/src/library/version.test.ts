import { buffer } from 'node:stream/consumers';
import { openDownload } from '@bureau/core';
import type { Loose, TestClient } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';

let library: TestLibrary;
/** Publishes what others sent. */
let publisher: TestClient;
beforeAll(async () => {
  library = await createLibrary();
  publisher = await library.app.member('owner');
});
afterAll(() => library?.app.close());

const VERSIONS = `query ($id: ID!) { document(by: { id: $id }) {
  latest { number state } published { number }
  versions(orderBy: [{ field: NUMBER, direction: ASC }]) { nodes { id number state comment sha256
    file { downloadUrl } } } } }`;

const versionsOf = async (id: string): Promise<Loose> =>
  (await library.clerk.data(VERSIONS, { id })).document;

async function bytesOf(downloadUrl: string): Promise<string> {
  const token = downloadUrl.slice(downloadUrl.lastIndexOf('/') + 1);
  const file = await openDownload(library.app.runtime, token);
  return (await buffer(file!.read({ start: 0, end: file!.size }, 'test'))).toString();
}

async function step(client: TestClient, field: string, id: string): Promise<Loose> {
  const document = `mutation ($input: DocumentVersionInput!) {
    ${field}(input: $input) { documentVersion { state } userErrors { code } } }`;
  return (await client.data(document, { input: { id } }))[field];
}

test('versions count up, and the old ones stay as they were, byte by byte', async () => {
  const { paper, file, done, refused } = library;
  const { document } = await paper('The first text');
  const documentId = document.id;
  const send = async (text: string, baseNumber: number) => ({
    ...{ documentId, baseNumber, comment: `from ${baseNumber}` },
    fileId: await file(text),
  });
  const select = 'documentVersion { number }';
  await done('documentVersionCreate', await send('The second text', 1), select);
  // Somebody who began with the first one would undo what the second one did.
  expect(await refused('documentVersionCreate', await send('Mine', 1))).toEqual([
    'DOCUMENTS_VERSION_BASE',
  ]);
  expect(await refused('documentVersionCreate', await send('The second text', 2))).toEqual([
    'DOCUMENTS_VERSION_SAME',
  ]);
  const [first] = (await versionsOf(documentId)).versions.nodes;
  await done('documentVersionRestore', { id: first.id, baseNumber: 2 }, select);
  const { versions, latest } = await versionsOf(documentId);
  expect(latest).toEqual({ number: 3, state: 'DRAFT' });
  const texts = versions.nodes.map(({ file: { downloadUrl } }: Loose) => bytesOf(downloadUrl));
  const words = ['The first text', 'The second text', 'The first text'];
  expect(await Promise.all(texts)).toEqual(words);
  expect(versions.nodes[2].sha256).toBe(versions.nodes[0].sha256);
});

test('a version is reviewed and published by somebody else, one at a time', async () => {
  const { paper, file, done, refused } = library;
  const { document } = await paper('A policy');
  const { versions } = await versionsOf(document.id);
  const { id } = versions.nodes[0];
  expect(await refused('documentVersionPublish', { id })).toEqual(['DOCUMENTS_REVIEW_OWN']);
  expect(await refused('documentVersionPublish', { id }, publisher)).toEqual([
    'DOCUMENTS_VERSION_STATE',
  ]);
  await done('documentVersionReview', { id }, 'documentVersion { id }');
  await step(publisher, 'documentVersionSendBack', id);
  await done('documentVersionReview', { id }, 'documentVersion { id }');
  const published = await step(publisher, 'documentVersionPublish', id);
  expect(published.documentVersion.state).toBe('PUBLISHED');
  const input = { documentId: document.id, baseNumber: 1, fileId: await file('A policy, better') };
  const second = await done('documentVersionCreate', input, 'documentVersion { id }');
  const next = second.documentVersion.id;
  expect(await versionsOf(document.id)).toMatchObject({
    ...{ latest: { number: 2 }, published: { number: 1 } },
  });
  await done('documentVersionReview', { id: next }, 'documentVersion { id }');
  await step(publisher, 'documentVersionPublish', next);
  const after = await versionsOf(document.id);
  expect(after).toMatchObject({ latest: { number: 2 }, published: { number: 2 } });
  expect(after.versions.nodes.map(({ state }: Loose) => state)).toEqual([
    'SUPERSEDED',
    'PUBLISHED',
  ]);
  expect(await refused('documentVersionReview', { id })).toEqual(['DOCUMENTS_VERSION_STATE']);
});

test('of many who send at once from the same base, one comes through', async () => {
  const { paper, file, refused } = library;
  const { document } = await paper('Raced for');
  const inputs = [];
  for (let number = 0; number < 8; number += 1) {
    const fileId = await file(`Raced for by ${number}`);
    inputs.push({ documentId: document.id, baseNumber: 1, fileId });
  }
  const codes = await Promise.all(inputs.map((input) => refused('documentVersionCreate', input)));
  expect(codes.filter((code) => code.length === 0)).toHaveLength(1);
  expect(codes.flat()).toEqual(Array.from({ length: 7 }, () => 'DOCUMENTS_VERSION_BASE'));
  expect((await versionsOf(document.id)).versions.nodes).toHaveLength(2);
});

test('the database itself refuses other bytes for a version', async () => {
  const { paper, app, file } = library;
  const { document } = await paper('Stands');
  const other = app.uuid(await file('Something else'));
  const server = await app.asRole('bureau_app', app.organizationId);
  for (const change of ["sha256 = repeat('0', 64)", 'number = 7', `file_id = '${other}'`]) {
    const sql = `update documents.document_version set ${change} where document_id = $1`;
    await expect(server.query(sql, [app.uuid(document.id)])).rejects.toMatchObject({
      message: 'DOCUMENTS_VERSION_STANDS',
    });
  }
});
