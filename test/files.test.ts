import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { definePlugin, filePurpose } from '@bureau/core';
import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type TestApp } from '@bureau/testing';
import { addFile, finish, sendFile } from './file-client.js';
import { type Access, send } from './import-client.js';

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
      maxSize: 300_000_000,
      mismatch: 'STORE',
    }),
  ],
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er' +
    'kJggg==',
  'base64',
);
/** No two tests share bytes: equal ones are kept once. */
let made = 0;
const png = () => Buffer.concat([PNG, Buffer.from(`${(made += 1)}`)]);

let app: TestApp;
let keeper: Access;
let assetId: string;

const as = async (role: string): Promise<Access> => {
  const { url } = await app.http();
  return { url, token: await app.token(role) };
};

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin, boxPlugin] });
  keeper = await as('assetManager');
  const { categoryCreate } = await app.owner.data(
    'mutation { categoryCreate(input: { code: "LAP", name: "Laptop" }) { category { id } } }',
  );
  const { assetModelCreate } = await app.owner.data(
    `mutation ($id: ID!) { assetModelCreate(input: { code: "T14", name: "T14",
      categoryId: $id }) { assetModel { id } } }`,
    { id: categoryCreate.category.id },
  );
  const { assetCreate } = await app.owner.data(
    `mutation ($id: ID!) { assetCreate(input: { tag: "P-1", modelId: $id }) { asset { id } } }`,
    { id: assetModelCreate.assetModel.id },
  );
  assetId = assetCreate.asset.id;
});
afterAll(() => app.close());

const SET = `mutation ($assetId: ID!, $fileId: ID) {
  assetPhotoSet(input: { assetId: $assetId, fileId: $fileId }) {
    asset { photo { id name } } userErrors { code } } }`;
const SEE = 'query ($id: ID!) { file(by: { id: $id }) { id state downloadUrl } }';
const see = async (access: Access, id: string) => (await send(access, SEE, { id })).file;
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(keeper.url + path, { headers });

test('who may see the asset may see its photo; nobody else may', async () => {
  const file = await addFile(keeper, { bytes: png(), name: 'T14 front.png' });
  const viewer = await as('viewer');
  const employee = await as('employee');
  expect(await see(viewer, file.id)).toBeNull();
  const { assetPhotoSet } = await send(keeper, SET, { assetId, fileId: file.id });
  expect(assetPhotoSet.asset.photo).toEqual({ id: file.id, name: 'T14 front.png' });
  expect(await see(viewer, file.id)).toMatchObject({ id: file.id, state: 'STORED' });
  expect(await see(employee, file.id)).toBeNull();
  await send(keeper, SET, { assetId, fileId: null });
  expect(await see(viewer, file.id)).toBeNull();
  expect(await see(keeper, file.id)).not.toBeNull();
});

test('#30 a file of another organization is the same as a missing one', async () => {
  const file = await addFile(keeper, { bytes: png() });
  const other = await app.otherOrganization();
  const stranger = { url: keeper.url, token: await other.token('owner') };
  expect(await see(stranger, file.id)).toBeNull();
  const missing = send(stranger, SET, { assetId, fileId: file.id });
  await expect(missing).rejects.toThrow('NOT_FOUND');
});

test('a file belongs to its purpose, and is not deleted under a record', async () => {
  const any = await addFile(keeper, { bytes: png(), purpose: 'box.any' });
  await expect(send(keeper, SET, { assetId, fileId: any.id })).rejects.toThrow('CORE_FILE_PURPOSE');
  const file = await addFile(keeper, { bytes: png() });
  await send(keeper, SET, { assetId, fileId: file.id });
  const drop = (id: string) =>
    send(
      keeper,
      `mutation ($id: ID!) {
        fileDelete(input: { fileId: $id }) { deletedId userErrors { code } } }`,
      { id },
    );
  await expect(drop(file.id)).rejects.toThrow('CORE_FILE_ATTACHED');
  const { downloadUrl } = any;
  expect((await get(downloadUrl)).status).toBe(200);
  expect((await drop(any.id)).fileDelete.deletedId).toBe(any.id);
  expect((await get(downloadUrl)).status).toBe(404);
});

test('a download is an attachment that runs nothing, and answers ranges', async () => {
  const bytes = Buffer.concat([png(), randomBytes(200_000)]);
  const { downloadUrl, sha256 } = await addFile(keeper, { bytes, name: 'Ä "front".png' });
  const whole = await get(downloadUrl);
  const encoded = '%C3%84%20%22front%22.png';
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(bytes.length),
    'content-disposition': `attachment; filename="_ _front_.png"; filename*=UTF-8''${encoded}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'private, no-cache',
    etag: `"${sha256}"`,
  });
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
  const part = await get(downloadUrl, { range: 'bytes=65530-131080' });
  expect([part.status, part.headers.get('content-range')]).toEqual([
    206,
    `bytes 65530-131080/${bytes.length}`,
  ]);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(65_530, 131_081))).toBe(true);
  const tail = await get(downloadUrl, { range: 'bytes=-7' });
  expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.subarray(-7))).toBe(true);
  expect((await get(downloadUrl, { range: `bytes=${bytes.length}-` })).status).toBe(416);
  expect((await get(downloadUrl, { 'if-none-match': `"${sha256}"` })).status).toBe(304);
});

test('#30 an address is bound to organization, file and time', async () => {
  const { downloadUrl } = await addFile(keeper, { bytes: png() });
  for (const at of [12, 30, 50, 56, 80]) {
    const changed = `${downloadUrl.slice(0, at)}${downloadUrl[at] === 'A' ? 'B' : 'A'}`;
    const forged = changed + downloadUrl.slice(at + 1);
    expect([at, (await get(forged)).status]).toEqual([at, 404]);
  }
});

const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>';

test.each([
  ['SVG with a script', Buffer.from(SVG)],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ')],
  ['nothing known', randomBytes(500)],
])('#46 type lie: %s is not taken for a photo, and nothing stays', async (_name, bytes) => {
  const count = () => app.sql(`select id from core.blob where state = 'STORED'`);
  const before = await count();
  const { status, uploadId } = await sendFile(keeper, { bytes });
  expect(status).toBe(415);
  await expect(finish(keeper, uploadId)).rejects.toThrow('CORE_UPLOAD_NOT_STORED');
  expect(await count()).toEqual(before);
});

test('#46 what runs in a browser is kept under its own type and only ever downloaded', async () => {
  const any = { mediaType: 'text/plain', purpose: 'box.any' };
  const svg = await addFile(keeper, { ...any, bytes: Buffer.from(SVG) });
  expect(svg.mediaType).toBe('image/svg+xml');
  const polyglot = Buffer.concat([png(), Buffer.from('<script>alert(1)</script>')]);
  const image = await addFile(keeper, { bytes: polyglot });
  expect(image.mediaType).toBe('image/png');
  for (const { downloadUrl } of [svg, image]) {
    const { headers } = await get(downloadUrl);
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; /);
  }
});

test.each([
  ['../../etc/passwd.png', 'passwd.png'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['invoice\u202Egnp.exe', 'invoicegnp.exe'],
  ['..', 'file'],
])('#46 the name %j is data', async (name, shown) => {
  const file = await addFile(keeper, { bytes: png(), name });
  expect(file.name).toBe(name);
  const { headers } = await get(file.downloadUrl);
  expect(headers.get('content-disposition')).toContain(`filename="${shown}"`);
});

test.each(['a\0.png', 'x'.repeat(4_096), '\r\nset-cookie: a=b'])(
  '#46 a name with control characters or of 4 kB is refused: %#',
  async (name) => {
    await expect(sendFile(keeper, { bytes: png(), name })).rejects.toThrow('CORE_UPLOAD_NAME');
  },
);

test('#44 nothing that a document names is ever fetched', async () => {
  const called: string[] = [];
  const trap = createServer((request, response) => {
    called.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  // The trap is one: whoever did fetch would be seen.
  await (await fetch(`${url}/probe`)).text();
  const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/
    relationships"><Relationship Id="rId1" TargetMode="External" Target="${url}/template.dotm"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
    </Relationships>`;
  const documents: [string, string, string][] = [
    [
      'a.svg',
      'image/svg+xml',
      `<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}/svg"/></svg>`,
    ],
    ['b.xml', 'application/xml', `<!DOCTYPE x [<!ENTITY e SYSTEM "${url}/xxe">]><x>&e;</x>`],
    ['c.html', 'text/html', `<img src="${url}/img"><link rel="stylesheet" href="${url}/css">`],
    ['d.pdf', 'application/pdf', `%PDF-1.7\n1 0 obj<</S/URI/URI(${url}/pdf)/F(${url}/f)>>endobj`],
    ['e.xml.rels', 'application/xml', relations],
  ];
  try {
    for (const [name, mediaType, text] of documents) {
      const bytes = Buffer.from(text);
      const file = await addFile(keeper, { bytes, name, mediaType, purpose: 'box.any' });
      const download = await get(file.downloadUrl);
      expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
    }
    await app.work();
    expect(called).toEqual(['/probe']);
  } finally {
    trap.closeAllConnections();
    await new Promise((resolve) => trap.close(resolve));
  }
});

test('a byte that was flipped in the store cuts the download and marks the file', async () => {
  const bytes = Buffer.concat([png(), randomBytes(300_000)]);
  const { id, downloadUrl } = await addFile(keeper, { bytes });
  const [row] = await app.sql<{ blob_id: string }>('select blob_id from core.file where id = $1', [
    app.uuid(id),
  ]);
  const blob = { organizationId: app.organizationId, id: row?.blob_id ?? '' };
  const { files } = app.runtime;
  const chunks: Uint8Array[] = [];
  for await (const chunk of files?.read(blob) ?? []) chunks.push(chunk);
  const object = Buffer.concat(chunks);
  expect(object.includes(bytes.subarray(0, 60))).toBe(false);
  object[200_000] = (object[200_000] ?? 0) ^ 1;
  await files?.write(blob, [object] as never);
  const answer = await get(downloadUrl);
  await expect(answer.arrayBuffer()).rejects.toThrow();
  while ((await see(keeper, id)).state === 'STORED') await sleep(50);
  expect(await see(keeper, id)).toMatchObject({ state: 'DAMAGED' });
  expect((await get(downloadUrl)).status).toBe(404);
  // Sent again, it is stored anew.
  const again = await addFile(keeper, { bytes });
  expect((await get(again.downloadUrl)).status).toBe(200);
});
