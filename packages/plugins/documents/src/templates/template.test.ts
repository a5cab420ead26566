import { assetsPlugin } from '@bureau/plugin-assets';
import { hrPlugin } from '@bureau/plugin-hr';
import { createTestApp, type Loose, type TestApp } from '@bureau/testing';
import { extractText, getDocumentProxy } from 'unpdf';
import { fillLibrary, type TestLibrary } from '../../test/library.js';
import { documentsPlugin } from '../plugin.js';

let app: TestApp;
let library: TestLibrary;

beforeAll(async () => {
  app = await createTestApp({ plugins: [hrPlugin, assetsPlugin, documentsPlugin] });
  library = await fillLibrary(app);
});
afterAll(() => app?.close());

const CREATED = 'documentTemplate { id version } documentTemplateVersion { id number state }';

let made = 0;
/** A template whose first version is published. */
async function published(input: object): Promise<{ id: string; versionId: string }> {
  const code = `T-${(made += 1)}`;
  const given = { code, name: `Template ${made}`, kind: 'LETTER', ...input };
  const created = await library.done('documentTemplateCreate', given, CREATED);
  const versionId = created.documentTemplateVersion.id;
  await publish(versionId);
  return { id: created.documentTemplate.id, versionId };
}

const publish = (id: string) =>
  library.done('documentTemplateVersionPublish', { id }, 'documentTemplateVersion { state }');

/** The text of the latest version of a document. */
async function textOf(documentId: string): Promise<string> {
  const { document } = await app.owner.data(
    `query ($id: ID!) { document(by: { id: $id }) { latest { file { downloadUrl } } } }`,
    { id: documentId },
  );
  const { url } = await app.http();
  const answer = await fetch(new URL(document.latest.file.downloadUrl, url));
  const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
  return (await extractText(pdf, { mergePages: true })).text;
}

test('values fill the words that come with the platform', async () => {
  const { id } = await published({ kind: 'OFFER_LETTER', locale: 'en-GB' });
  const values = {
    ...{ name: 'Ada | Lovelace', position: 'Engineer', startsOn: '2026-05-01' },
    ...{ answerBy: '2026-03-31', salary: { amount: '72000.00', currency: 'EUR' } },
  };
  const { document } = await library.done(
    'documentFromTemplate',
    { templateId: id, values, title: 'Offer to Ada' },
    'document { id title state language datedOn latest { number mediaType comment } }',
  );
  expect(document).toMatchObject({
    ...{ title: 'Offer to Ada', state: 'RECEIVED', language: 'en' },
    latest: { number: 1, mediaType: 'application/pdf', comment: 'Template T-1, version 1' },
  });
  const text = await textOf(document.id);
  for (const words of ['Dear Ada | Lovelace', '1 May 2026', '72,000.00 EUR', 'Company acme']) {
    expect(text).toContain(words);
  }
});

test('all starters can be saved; a missing value is named', async () => {
  for (const kind of ['EMPLOYMENT_CONTRACT', 'PAYSLIP', 'LETTER']) await published({ kind });
  const { id } = await published({ kind: 'PAYSLIP' });
  const input = { templateId: id, values: { period: '2026-03', name: 'Ada' } };
  const { data } = await library.clerk.query(
    `mutation ($input: DocumentFromTemplateInput!) { documentFromTemplate(input: $input) {
      document { id } userErrors { code message } } }`,
    { input },
  );
  expect(data.documentFromTemplate).toMatchObject({
    document: null,
    userErrors: [
      {
        code: 'DOCUMENTS_TEMPLATE_FAULT',
        message: expect.stringContaining('undefined variable: values.number, line:3'),
      },
    ],
  });
});

test.each([
  [{ body: '{{ employee.name }}' }, 'DOCUMENTS_TEMPLATE_NAME'],
  [{ body: '{% for x in %}' }, 'DOCUMENTS_TEMPLATE_FAULT'],
  [{ body: 'x', query: '{ nothing { id } }' }, 'DOCUMENTS_TEMPLATE_QUERY'],
  [{ body: 'x', query: 'mutation { __typename }' }, 'DOCUMENTS_TEMPLATE_QUERY'],
  [{ locale: 'no language' }, 'DOCUMENTS_TEMPLATE_LOCALE'],
  [{ code: ' ' }, 'DOCUMENTS_TEMPLATE_TEXT'],
])('a template that cannot be filled is not saved: %j', async (input, code) => {
  const given = { code: `B-${(made += 1)}`, name: 'Bad', kind: 'LETTER', ...input };
  expect(await library.refused('documentTemplateCreate', given)).toEqual([code]);
});

const PERSON = `query ($id: ID!) { person(by: { id: $id }) { displayName } }`;

test('a record is read with the rights of whoever asks, and a new version waits', async () => {
  const { personCreate } = await app.owner.data(
    'mutation { personCreate(input: { givenName: "Ada", familyName: "K" }) { person { id } } }',
  );
  const personId = personCreate.person.id;
  const { id } = await published({ body: 'Dear {{ person.displayName }}', query: PERSON });
  const input = { templateId: id, recordId: personId, personId };
  const { document } = await library.done('documentFromTemplate', input);
  expect(await textOf(document.id)).toContain('Dear Ada K');
  const next = await library.done(
    'documentTemplateVersionCreate',
    { templateId: id, body: 'Hello {{ person.displayName }}' },
    'documentTemplateVersion { id number state query }',
  );
  expect(next.documentTemplateVersion).toMatchObject({ number: 2, state: 'DRAFT', query: PERSON });
  const before = await library.done('documentFromTemplate', input);
  expect(await textOf(before.document.id)).toContain('Dear');
  await publish(next.documentTemplateVersion.id);
  const after = await library.done('documentFromTemplate', input);
  expect(await textOf(after.document.id)).toContain('Hello');
  expect(await library.refused('documentFromTemplate', { templateId: id })).toEqual([
    'DOCUMENTS_TEMPLATE_RECORD',
  ]);
  const absent = { ...input, recordId: app.id('Person', app.organizationId) };
  expect(await library.refused('documentFromTemplate', absent)).toEqual([
    'DOCUMENTS_TEMPLATE_ABSENT',
  ]);
  const blind = app.as({
    permissions: [
      ...['documents.template.read', 'documents.document.write', 'documents.document.read'],
    ],
  });
  const { errors, data } = await blind.query(
    `mutation ($input: DocumentFromTemplateInput!) { documentFromTemplate(input: $input) {
      document { id } userErrors { code } } }`,
    { input: { templateId: id, recordId: personId } },
  );
  const codes = [
    ...errors.map(({ extensions }: Loose) => extensions.code),
    ...(data?.documentFromTemplate?.userErrors ?? []).map(({ code }: Loose) => code),
  ];
  expect(codes).toEqual(['FORBIDDEN']);
});

test('whoever takes an asset finds the form to sign, where the organization wants it', async () => {
  const { id } = await published({ kind: 'HANDOVER_FORM', name: 'Hand-over' });
  const second = await published({ kind: 'HANDOVER_FORM' });
  await library.done(
    'documentTemplateUpdate',
    { id, isAutomatic: true },
    'documentTemplate { isAutomatic }',
  );
  expect(
    await library.refused('documentTemplateUpdate', { id: second.id, isAutomatic: true }),
  ).toEqual(['DOCUMENTS_TEMPLATE_HANDOVER']);
  const { employeeId, assetId } = await checkedOut();
  await app.work();
  const { employee } = await app.owner.data(
    `query ($id: ID!) { employee(by: { id: $id }) { displayName
      person { documents { nodes { id title } } } } }`,
    { id: employeeId },
  );
  const [form] = employee.person.documents.nodes;
  expect(form.title).toBe('Hand-over LAP-1');
  const text = await textOf(form.id);
  for (const words of ['Hand-over of LAP-1', employee.displayName, 'SN-77']) {
    expect(text).toContain(words);
  }
  expect(assetId).toMatch(/^ast_/);
});

/** An employee who took a laptop. */
async function checkedOut(): Promise<{ employeeId: string; assetId: string }> {
  const { owner } = app;
  const run = async (name: string, input: object, select: string) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} { id } } }`;
    return (await owner.data(text, { input }))[name][select].id;
  };
  const company = { code: 'AG', name: 'AG', country: 'DE', currency: 'EUR' };
  const legalEntityId = await run('legalEntityCreate', company, 'legalEntity');
  const unitId = await run('orgUnitCreate', { code: 'IT', name: 'IT' }, 'orgUnit');
  const place = { code: 'HAM', name: 'Hamburg', timeZone: 'Europe/Berlin', country: 'DE' };
  const siteId = await run('siteCreate', place, 'site');
  const employeeId = await run(
    'employeeHire',
    {
      number: 'E-1',
      person: { givenName: 'Grace', familyName: 'Hopper' },
      employment: {
        ...{ startsOn: '2020-01-01', legalEntityId },
        job: { position: 'Engineer', unitId, siteId },
      },
    },
    'employee',
  );
  const categoryId = await run('categoryCreate', { code: 'L', name: 'Laptops' }, 'category');
  const model = { code: 'L1', name: 'Laptop 1', categoryId, manufacturer: 'Lenz' };
  const modelId = await run('assetModelCreate', model, 'assetModel');
  const asset = { tag: 'LAP-1', serialNumber: 'SN-77', modelId, siteId };
  const assetId = await run('assetCreate', asset, 'asset');
  await run('assetCheckOut', { assetId, employeeId }, 'asset');
  return { employeeId, assetId };
}
