import { buffer } from 'node:stream/consumers';
import { openDownload } from '@bureau/core';
import type { Loose } from '@bureau/testing';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { createLibrary, type TestLibrary } from '../../test/library.js';

let library: TestLibrary;
let outside: TestLibrary['clerk'];
beforeAll(async () => {
  library = await createLibrary();
  const other = await library.app.otherOrganization();
  outside = other.as({ permissions: [] });
});
afterAll(() => library?.app.close());

const OPEN = `mutation ($input: ShareLinkOpenInput!) {
  shareLinkOpen(input: $input) { name downloadUrl userErrors { code } } }`;

async function open(token: string, password?: string): Promise<Loose> {
  const { data, errors } = await outside.query(OPEN, { input: { token, password } });
  expect(errors).toEqual([]);
  return data.shareLinkOpen;
}

const REFUSED = {
  ...{ name: null, downloadUrl: null },
  userErrors: [{ code: 'DOCUMENTS_SHARE_REFUSED' }],
};

async function fetched(downloadUrl: string): Promise<Buffer> {
  const token = downloadUrl.slice(downloadUrl.lastIndexOf('/') + 1);
  const file = await openDownload(library.app.runtime, token);
  return buffer(file!.read({ start: 0, end: file!.size }, 'test'));
}

async function paperOf(fileId: string, input: Record<string, unknown> = {}) {
  const select = 'document { id latest { id } }';
  const { document } = await library.done('documentCreate', { fileId, ...input }, select);
  return { documentId: document.id as string, versionId: document.latest.id as string };
}

async function shared(versionId: string, input: Record<string, unknown> = {}): Promise<Loose> {
  const wish = { versionId, recipient: 'Nordwind Ltd', ...input };
  return library.done('shareLinkCreate', wish, 'token shareLink { id expiresAt opens }');
}

const usesOf = async (documentId: string) => {
  const { document } = await library.clerk.data(
    `query ($id: ID!) { document(by: { id: $id }) {
      uses(orderBy: [{ field: CREATED_AT, direction: ASC }]) { nodes { kind } } } }`,
    { id: documentId },
  );
  return document.uses.nodes.map(({ kind }: Loose) => kind);
};

test('a link gives the bytes of one version to whoever has it, as often as it says', async () => {
  const { documentId, versionId } = await paperOf(await library.file('For Nordwind'));
  const { token } = await shared(versionId, { maxOpens: 2 });
  const first = await open(token);
  expect(first).toMatchObject({ name: 'paper.txt', userErrors: [] });
  expect((await fetched(first.downloadUrl)).toString()).toBe('For Nordwind');
  expect((await open(token)).userErrors).toEqual([]);
  expect(await open(token)).toEqual(REFUSED);
  expect(await usesOf(documentId)).toEqual(['LINK_OPENED', 'LINK_OPENED', 'LINK_REFUSED']);
});

test('what ended, was taken back, thrown away or never made is refused alike', async () => {
  const { app, done } = library;
  const { documentId, versionId } = await paperOf(await library.file('Refused alike'));
  const { token, shareLink } = await shared(versionId);
  const broken = `${token.slice(0, -2)}AA`;
  const elsewhere = `AAAA${token.slice(4)}`;
  for (const text of [broken, elsewhere, 'x', '']) expect(await open(text)).toEqual(REFUSED);
  await app.sql(`update documents.share_link set expires_at = now() where id = $1`, [
    app.uuid(shareLink.id),
  ]);
  expect(await open(token)).toEqual(REFUSED);
  const second = await shared(versionId);
  await done('shareLinkRevoke', { id: second.shareLink.id }, 'shareLink { revokedAt }');
  expect(await open(second.token)).toEqual(REFUSED);
  const third = await shared(versionId);
  await done('documentTrash', { documentId });
  expect(await open(third.token)).toEqual(REFUSED);
  await done('documentRestore', { documentId });
  expect((await open(third.token)).userErrors).toEqual([]);
  const refused = library.refused('shareLinkRevoke', { id: second.shareLink.id });
  expect(await refused).toEqual(['DOCUMENTS_SHARE_REVOKED']);
});

test('whoever gets the address of a file is in the log of its document', async () => {
  const { documentId } = await paperOf(await library.file('Looked at'));
  const read = `query ($id: ID!) { document(by: { id: $id }) { latest { file {
    downloadUrl again: downloadUrl(expiresIn: 60) } }
    versions { nodes { file { downloadUrl } } } } }`;
  const { document } = await library.clerk.data(read, { id: documentId });
  expect((await fetched(document.latest.file.downloadUrl)).toString()).toBe('Looked at');
  expect(await usesOf(documentId)).toEqual(['DOWNLOADED']);
  await library.clerk.data(read.replaceAll(/(again: )?downloadUrl(\(.*?\))?/g, 'name'), {
    id: documentId,
  });
  const stranger = await library.app.member('employee');
  expect((await stranger.data(read, { id: documentId })).document).toBeNull();
  expect(await usesOf(documentId)).toEqual(['DOWNLOADED']);
});

test('five wrong passwords lock a link, for the right one too', async () => {
  const { app } = library;
  const fileId = await library.file('Guarded');
  const { versionId } = await paperOf(fileId, { classification: 'CONFIDENTIAL' });
  expect(await library.refused('shareLinkCreate', { versionId, recipient: 'N' })).toEqual([
    'DOCUMENTS_SHARE_PASSWORD',
  ]);
  const { token, shareLink } = await shared(versionId, { password: 'correct horse' });
  expect((await open(token, 'correct horse')).userErrors).toEqual([]);
  for (let tries = 0; tries < 5; tries += 1) expect(await open(token, 'guess')).toEqual(REFUSED);
  expect(await open(token, 'correct horse')).toEqual(REFUSED);
  await app.sql('update documents.share_link set locked_until = now() where id = $1', [
    app.uuid(shareLink.id),
  ]);
  expect((await open(token, 'correct horse')).userErrors).toEqual([]);
});

test('what is not to be shared, or not so, is refused with its own code', async () => {
  const { versionId } = await paperOf(await library.file('Limits'));
  const wish = { versionId, recipient: 'N' };
  const code = (input: Record<string, unknown>) =>
    library.refused('shareLinkCreate', { ...wish, ...input });
  expect(await code({ recipient: ' ' })).toEqual(['DOCUMENTS_SHARE_RECIPIENT']);
  expect(await code({ maxOpens: 0 })).toEqual(['DOCUMENTS_SHARE_OPENS']);
  expect(await code({ password: 'short' })).toEqual(['DOCUMENTS_SHARE_PASSWORD']);
  expect(await code({ expiresAt: '2001-01-01T00:00:00Z' })).toEqual(['DOCUMENTS_SHARE_TERM']);
  const reader = library.app.as({ role: 'documentReader' });
  expect(await library.refused('shareLinkCreate', wish, reader)).toEqual(['FORBIDDEN']);
});

test('pages carry who got them; the original stays as it is', async () => {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 400]).drawText('Offer');
  const bytes = await pdf.save();
  const fileId = await library.bytes(bytes, 'offer.pdf', 'application/pdf');
  const { documentId, versionId } = await paperOf(fileId);
  const copy = await fetched((await open((await shared(versionId)).token)).downloadUrl);
  expect(copy.equals(Buffer.from(bytes))).toBe(false);
  const { getDocumentProxy, extractText } = await import('unpdf');
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(copy)), {
    mergePages: true,
  });
  expect(text).toContain('Nordwind Ltd');
  const plain = await library.done('documentDownload', { versionId }, 'downloadUrl');
  expect((await fetched(plain.downloadUrl)).equals(Buffer.from(bytes))).toBe(true);
  const stamped = await library.done(
    'documentDownload',
    { versionId, isWatermarked: true },
    'downloadUrl',
  );
  expect((await fetched(stamped.downloadUrl)).length).toBeGreaterThan(bytes.length);
  expect(await usesOf(documentId)).toEqual(['LINK_OPENED', 'DOWNLOADED', 'DOWNLOADED']);
});

test('pictures carry it too; what is no picture is refused and not given away', async () => {
  // As the thread that reads papers does, for the whole process.
  sharp.block({ operation: ['VipsForeignLoadSvg'] });
  const white = { width: 120, height: 80, channels: 3 as const, background: '#ffffff' };
  const png = await sharp({ create: white }).png().toBuffer();
  const fileId = await library.bytes(png, 'scan.png', 'image/png');
  const { versionId } = await paperOf(fileId);
  const copy = await fetched((await open((await shared(versionId)).token)).downloadUrl);
  const { dominant } = await sharp(copy).stats();
  expect(copy.equals(png)).toBe(false);
  expect(dominant.r).toBeGreaterThan(200);
  const lie = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_000, 'x')]);
  const broken = await library.bytes(lie, 'broken.pdf', 'application/pdf');
  const { token } = await shared((await paperOf(broken)).versionId);
  expect((await open(token)).userErrors).toEqual([{ code: 'DOCUMENTS_WATERMARK' }]);
});
