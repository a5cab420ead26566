import { gzipSync } from 'node:zlib';
import { chunksOf, createDepot, type Depot } from '../../test/depot.js';
import { zipOf } from '../../test/zip.js';
import { filePurpose } from './file-purpose.js';
import { mediaTypeOf } from './media-type.js';
import { takeBytes } from './take-bytes.js';

let depot: Depot;

beforeAll(async () => {
  depot = await createDepot();
});
afterAll(() => depot.close());

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function take(bytes: Buffer, mediaType = 'application/zip', mismatch?: 'STORE') {
  const facts = { id: 'depot.any', description: 'Any.', mediaTypes: ['*'], maxSize: 1e9 };
  const purpose = filePurpose({ ...facts, mismatch });
  const organizationId = depot.organizations.acme;
  const announced = { organizationId, purpose, mediaType, size: bytes.length };
  return takeBytes(depot.runtime, chunksOf(bytes, 50_000), announced);
}

const refused = (fault: string) => expect.objectContaining({ name: 'IntakeRefused', fault });
const text = Buffer.from('Nordwind Instruments\n');
const zeros = Buffer.alloc(20_000_000);

test('an archive is told by its entries', async () => {
  const zip = zipOf([
    { name: 'a.txt', bytes: text },
    { name: 'empty/', bytes: Buffer.alloc(0) },
  ]);
  expect(await take(zip)).toMatchObject({ mediaType: 'application/zip' });
  const parts = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml'];
  const docx = zipOf(parts.map((name) => ({ name, bytes: text })));
  expect(await take(docx, DOCX)).toMatchObject({ mediaType: DOCX });
  await expect(take(zip, DOCX)).rejects.toEqual(refused('TYPE'));
  await expect(take(docx, 'application/zip')).rejects.toEqual(refused('TYPE'));
  expect(await take(docx, 'application/zip', 'STORE')).toMatchObject({ mediaType: DOCX });
});

test('an OpenDocument file is told by its first entry, if it has its content', async () => {
  const odt = 'application/vnd.oasis.opendocument.text';
  const begun = (says: string) =>
    Buffer.concat([
      Buffer.from([0x50, 0x4b, 3, 4, ...Buffer.alloc(26)]),
      Buffer.from(`mimetype${says}PK\u0003\u0004`),
    ]);
  const typeOf = (says: string, entries: string[]) =>
    mediaTypeOf({ head: begun(says), isText: false, announced: odt, entries });
  expect(await typeOf(odt, ['mimetype', 'content.xml'])).toBe(odt);
  expect(await typeOf(odt, ['mimetype', 'other.xml'])).toBe('application/zip');
  expect(await typeOf('text/html', ['mimetype', 'content.xml'])).toBe('application/zip');
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}`, bytes: text }));

test.each([
  ['a ZIP with too dense an entry', () => zipOf([{ name: 'a', bytes: zeros }])],
  ['one that lies about it', () => zipOf([{ name: 'a', bytes: zeros, claims: 100 }])],
  ['one that claims more', () => zipOf([{ name: 'a', bytes: text, claims: 2_000_000_000 }])],
  [
    'entries that share their bytes',
    () => zipOf([...many(1), ...many(50).map((entry) => ({ ...entry, shares: true }))]),
  ],
  ['too many entries', () => zipOf(many(2_001))],
  ['one cut off', () => zipOf(many(5)).subarray(0, -30)],
  ['one with an entry that is not there', () => zipOf(many(3)).fill(0, 40, 120)],
  ['a gzip bomb', () => gzipSync(zeros)],
  ['a gzip that does not unpack', () => gzipSync(text).fill(7, 12)],
])('#45 %s is refused, and nothing stays', async (_name, make) => {
  const bytes = make();
  const type = bytes[0] === 0x1f ? 'application/gzip' : 'application/zip';
  await expect(take(bytes, type)).rejects.toEqual(refused('ARCHIVE'));
  const left = "select state from core.blob where state <> 'REMOVING'";
  const before = (await depot.sql(left)).length;
  await expect(take(bytes, type)).rejects.toEqual(refused('ARCHIVE'));
  expect(await depot.sql(left)).toHaveLength(before);
});

test('gzip that is none of that is taken', async () => {
  expect(await take(gzipSync(text), 'application/gzip')).toMatchObject({
    mediaType: 'application/gzip',
  });
});

test('an announced hash is compared', async () => {
  const organizationId = depot.organizations.acme;
  const purpose = filePurpose({
    id: 'depot.text',
    description: 'Text.',
    mediaTypes: ['text/plain'],
    maxSize: 100,
  });
  const announced = { organizationId, purpose, mediaType: 'text/plain', size: text.length };
  const wrong = takeBytes(depot.runtime, chunksOf(text), { ...announced, sha256: '0'.repeat(64) });
  await expect(wrong).rejects.toEqual(refused('SHA256'));
  const { sha256 } = await takeBytes(depot.runtime, chunksOf(text), announced);
  const right = await takeBytes(depot.runtime, chunksOf(text), { ...announced, sha256 });
  expect(right.sha256).toBe(sha256);
});
