import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type Loose } from '@bureau/testing';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { fillLibrary, type TestLibrary } from '../../test/library.js';
import { pdfOf } from '../../test/pages.js';
import { documentsPlugin } from '../index.js';
import { partsBetween } from './split-parts.js';

let library: TestLibrary;
beforeAll(async () => {
  const settings = { documents: { reading: { languages: ['eng'], niceness: 0 } } };
  const app = await createTestApp({ plugins: [hrPlugin, documentsPlugin], settings });
  library = await fillLibrary(app);
});
afterAll(() => library?.app.close());

/** Words enough for the text layer of a page to count. */
const page = (word: string) => ({ lines: [`This is the page with the word ${word} on it.`] });

async function sent(bytes: Uint8Array, mediaType = 'application/pdf'): Promise<string> {
  const { app, clerk, done } = library;
  const as = { purpose: 'documents.original', name: 'scan', mediaType };
  const upload = await app.upload(clerk, bytes, as);
  const { fileUploadFinish } = await clerk.data(
    'mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) { file { id } } }',
    { id: upload },
  );
  const input = {
    fileId: fileUploadFinish.file.id,
    title: 'Stack',
    classification: 'CONFIDENTIAL',
  };
  const { document } = await done('documentCreate', input);
  await app.work();
  return document.id;
}

const OFFSPRING = `query ($id: ID!) { document(by: { id: $id }) {
  latest { barcodes { nodes { text page } } }
  offspring { nodes { kind firstPage lastPage document { id title classification isRestricted
    state latest { pageCount pages { nodes { text } } } } } } } }`;
const offspringOf = async (id: string): Promise<Loose> =>
  (await library.clerk.data(OFFSPRING, { id })).document;
const words = ({ document }: Loose) =>
  document.latest.pages.nodes.map(({ text }: Loose) => /word (\w+)/.exec(text)?.[1]);

/** A sheet with the barcode that divides papers. */
async function sheet(target: PDFDocument): Promise<void> {
  const wasmBinary = readFileSync(
    createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'),
  );
  prepareZXingModule({ overrides: { wasmBinary } } as never);
  const { image } = await writeBarcode('SEPARATOR', { format: 'QRCode', scale: 6 });
  const png = await sharp(Buffer.from(await image!.arrayBuffer()))
    .png()
    .toBuffer();
  const picture = await target.embedPng(png);
  const at = target.addPage([300, 300]);
  at.drawText('Separator sheet: what follows is another paper', { x: 10, y: 280, size: 10 });
  at.drawImage(picture, { x: 60, y: 60, width: 180, height: 180 });
}

test('a scan is split at its separator sheets; the parts keep origin and secrecy', async () => {
  const target = await PDFDocument.create();
  const source = await PDFDocument.load(await pdfOf(['one', 'two', 'three'].map(page)));
  const [one, two, three] = await target.copyPages(source, [0, 1, 2]);
  target.addPage(one);
  target.addPage(two);
  await sheet(target);
  target.addPage(three);
  const id = await sent(await target.save());
  expect((await offspringOf(id)).latest.barcodes.nodes).toEqual([{ text: 'SEPARATOR', page: 3 }]);
  await library.done('documentSplit', { documentId: id }, 'job { id }');
  await library.app.work();
  const { nodes } = (await offspringOf(id)).offspring;
  expect(nodes).toMatchObject([
    { kind: 'SPLIT', firstPage: 1, lastPage: 2, document: { title: 'Stack (1)' } },
    { kind: 'SPLIT', firstPage: 4, lastPage: 4, document: { classification: 'CONFIDENTIAL' } },
  ]);
  expect(nodes.map(words)).toEqual([['one', 'two'], ['three']]);
});

test('papers are put together in their order', async () => {
  const { done, refused, app } = library;
  const first = await sent(await pdfOf([page('four'), page('five')]));
  const second = await sent(await pdfOf([page('six')]));
  const merge = { documentIds: [first, second], title: 'Both' };
  await done('documentMerge', merge, 'job { id }');
  await app.work();
  const { nodes } = (await offspringOf(second)).offspring;
  expect(nodes).toMatchObject([{ kind: 'MERGE', document: { title: 'Both' } }]);
  expect(words(nodes[0])).toEqual(['four', 'five', 'six']);
  const twice = { documentIds: [first, first], title: 'Twice' };
  expect(await refused('documentMerge', twice)).toEqual(['DOCUMENTS_SCAN_MERGE']);
});

test('parts that are not there, and files that have none, are refused', async () => {
  const { refused, paper } = library;
  const id = await sent(await pdfOf([page('seven'), page('eight')]));
  const split = (parts: object[] | null) => refused('documentSplit', { documentId: id, parts });
  expect(await split(null)).toEqual(['DOCUMENTS_SCAN_ONE_PART']);
  expect(await split([{ first: 1, last: 3 }])).toEqual(['DOCUMENTS_SCAN_PAGES']);
  expect(await split([{ first: 2, last: 1 }])).toEqual(['DOCUMENTS_SCAN_PAGES']);
  const overlap = [
    { first: 1, last: 2 },
    { first: 2, last: 2 },
  ];
  expect(await split(overlap)).toEqual(['DOCUMENTS_SCAN_PAGES']);
  const text = (await paper('A text has no pages to split')).document.id;
  expect(await refused('documentSplit', { documentId: text })).toEqual(['DOCUMENTS_SCAN_TYPE']);
});

test('sheets at the ends and one after another leave no empty parts', () => {
  expect(partsBetween([1, 4, 5, 8], 8)).toEqual([
    { first: 2, last: 3 },
    { first: 6, last: 7 },
  ]);
  expect(partsBetween([], 3)).toEqual([{ first: 1, last: 3 }]);
});
