import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type Loose } from '@bureau/testing';
import { fillLibrary, type TestLibrary } from '../../test/library.js';
import { pdfOf } from '../../test/pages.js';
import { documentsPlugin } from '../index.js';

let library: TestLibrary;
beforeAll(async () => {
  const settings = { documents: { reading: { languages: ['eng'], niceness: 0 } } };
  const app = await createTestApp({ plugins: [hrPlugin, documentsPlugin], settings });
  library = await fillLibrary(app);
});
afterAll(() => library?.app.close());

const SEEN = `query ($id: ID!) { document(by: { id: $id }) { id state language datedOn
  correspondent { name }
  fields { nodes { name value state confidence foundValue page } }
  latest { id pageCount textSource pages { nodes { number text } }
    readings { nodes { state pagesRead pageCount unreadableBecause } }
    barcodes { totalCount }
    pageImages { nodes { number source confidence width thumbnail { id mediaType }
      preview { id } } } } } }`;

const seen = async (id: string, as = library.clerk): Promise<Loose> =>
  (await as.data(SEEN, { id })).document;
const valueOf = (document: Loose, name: string) =>
  document.fields.nodes.find((field: Loose) => field.name === name);

const bill = (number: string) => `Nordwind Office Supplies Ltd
Bill of the ${Number(number.slice(-2))} March 2026 for you
Our case ${number}
Total amount due 120.00 GBP
Please pay to GB82 WEST 1234 5698 7654 32`;

async function read(text: string, input: Record<string, unknown> = {}): Promise<Loose> {
  const { document } = await library.paper(text, input);
  await library.app.work();
  return seen(document.id);
}

test('a text that comes in is read, and facts are found in it', async () => {
  const document = await read(bill('7-14'));
  expect(document).toMatchObject({ state: 'TEXT_READY', language: 'en', correspondent: null });
  expect(document.latest).toMatchObject({ pageCount: 1, textSource: 'NATIVE' });
  expect(document.latest.readings.nodes).toEqual([
    { state: 'READ', pagesRead: 1, pageCount: 1, unreadableBecause: null },
  ]);
  expect(valueOf(document, 'TOTAL')).toMatchObject({ value: '120.00', state: 'FOUND', page: 1 });
  expect(valueOf(document, 'IBAN').value).toBe('GB82WEST12345698765432');
  expect(valueOf(document, 'DOCUMENT_NUMBER')).toBeUndefined();
});

test('a correction is logged, and learned for the next paper of the sender', async () => {
  const { done, refused, app } = library;
  await done('correspondentCreate', { name: 'Nordwind' }, 'correspondent { id }');
  const first = await read(bill('7-15'), { title: 'First' });
  const correct = (name: string, value: string) =>
    done(
      'documentFieldCorrect',
      { documentId: first.id, name, value },
      'extractedField { value state foundValue confidence } extractionRule { anchor value }',
    );
  const total = await correct('TOTAL', '120.00');
  expect(total.extractedField).toMatchObject({ state: 'CONFIRMED', foundValue: null });
  // Its sender was found by the name already.
  expect(first.correspondent).toEqual({ name: 'Nordwind' });
  const number = await correct('DOCUMENT_NUMBER', '7-15');
  expect(number).toMatchObject({
    extractedField: { state: 'CORRECTED', value: '7-15' },
    extractionRule: { anchor: 'Our case', value: null },
  });
  await correct('SUPPLIER', 'Nordwind');
  const next = await read(bill('9-21').replace('Nordwind', 'Nrdwind'), { title: 'Badly read' });
  // Known by its account, which no other sender has.
  expect(next.correspondent).toEqual({ name: 'Nordwind' });
  expect(valueOf(next, 'DOCUMENT_NUMBER').value).toBe('9-21');
  const wrong = { documentId: first.id, name: 'IBAN', value: 'GB00WEST12345698765432' };
  expect(await refused('documentFieldCorrect', wrong)).toEqual(['DOCUMENTS_FIELD_VALUE']);
  const trail = await app.sql(
    `select count(*)::int as count from core.audit_entry where operation = 'documentFieldCorrect'`,
  );
  expect(trail[0]!.count).toBeGreaterThanOrEqual(3);
});

test('what somebody has confirmed stays when a version is read again', async () => {
  const { done } = library;
  const document = await read(bill('7-16'), { title: 'Again' });
  await done(
    'documentFieldCorrect',
    { documentId: document.id, name: 'TOTAL', value: '99.00' },
    'extractedField { id }',
  );
  const { latest } = document;
  await done('documentVersionRead', { id: latest.id }, 'documentVersion { id textSource }');
  await library.app.work();
  const after = await seen(document.id);
  expect(valueOf(after, 'TOTAL')).toMatchObject({ value: '99.00', foundValue: '120.00' });
  expect(after.latest.pages.nodes).toHaveLength(1);
  expect(after.latest.readings.nodes[0].state).toBe('READ');
});

test('a PDF gets a picture of each page, which only those see who see the document', async () => {
  const { app, clerk } = library;
  const lines = ['Invoice number 2026-0417', 'of Nordwind Office Supplies Ltd, London'];
  const pdf = await pdfOf([{ lines }, { lines: ['Page two of the invoice that we send to you'] }]);
  const as = { purpose: 'documents.original', name: 'invoice.pdf', mediaType: 'application/pdf' };
  const upload = await app.upload(clerk, Buffer.from(pdf), as);
  const { fileUploadFinish } = await clerk.data(
    'mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) { file { id } } }',
    { id: upload },
  );
  const fileId = fileUploadFinish.file.id;
  const { document } = await library.done('documentCreate', { fileId });
  await app.work();
  const read = await seen(document.id);
  expect(read.latest).toMatchObject({ pageCount: 2, textSource: 'NATIVE' });
  const { nodes } = read.latest.pageImages;
  expect(nodes).toMatchObject([
    { number: 1, source: 'NATIVE', width: 595, thumbnail: { mediaType: 'image/webp' } },
    { number: 2 },
  ]);
  expect(valueOf(read, 'DOCUMENT_NUMBER').value).toBe('2026-0417');
  const stranger = await app.member('employee');
  const file = 'query ($id: ID!) { file(by: { id: $id }) { id } }';
  for (const { id } of [nodes[0].thumbnail, nodes[1].preview]) {
    expect((await clerk.data(file, { id })).file).toEqual({ id });
    expect((await stranger.data(file, { id })).file).toBeNull();
  }
  expect(await seen(document.id, stranger)).toBeNull();
  const all = `{ extractedFields { totalCount } documentReadings { totalCount }
    documentBarcodes { totalCount } }`;
  expect(await stranger.data(all)).toEqual({
    extractedFields: { totalCount: 0 },
    documentReadings: { totalCount: 0 },
    documentBarcodes: { totalCount: 0 },
  });
});
