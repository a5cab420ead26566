import { createCompany, type TestCompany } from '../test/company.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany();
  const field = (input: object) =>
    company.app.owner.data(
      `mutation($input: CustomFieldCreateInput!) { customFieldCreate(input: $input) {
        customField { id } userErrors { code message } } }`,
      { input: { recordType: 'Asset', ...input } },
    );
  await field({ key: 'nextInspectionOn', label: 'Next inspection', type: 'DATE' });
  const options = ['Nickel', 'Lithium'];
  await field({ key: 'battery', label: 'Battery', type: 'CHOICE', options, isRequired: true });
});
afterAll(() => company?.close());

const READ = `query($where: AssetFilter) { assets(where: $where,
  orderBy: [{ attribute: "nextInspectionOn", direction: DESC }]) {
  nodes { tag externalRefs { system id } attributes { key value } } } }`;
const read = async (where: object) => (await company.app.owner.data(READ, { where })).assets.nodes;

test('rows of a file carry custom fields by key or label, and ids of other systems', async () => {
  const importer = await company.app.member('owner');
  const file = [
    'tag,model_code,site_code,attributes.battery,Next Inspection,externalRef.cmms',
    'C-1,L1,HAM,lithium,2026-05-01,M-1',
    'C-2,L1,HAM,Nickel,,',
    'C-3,L1,HAM,Lead,,M-3',
    'C-4,L1,HAM,Nickel,2026-09-01,M-1',
    'C-5,L1,HAM,,,',
  ];
  const uploadId = await company.app.upload(importer, file.join('\n'));
  const { assetImport } = await importer.data(
    `mutation($input: ImportInput!) { assetImport(input: $input) {
      job { id } userErrors { code message } } }`,
    { input: { uploadId, onError: 'REJECT_FAILED' } },
  );
  await company.app.work();
  const { job } = await importer.data(
    'query ($id: ID!) { job(by: { id: $id }) { state faults { nodes { line column code } } } }',
    assetImport.job,
  );
  expect(job).toEqual({
    state: 'SUCCEEDED',
    faults: {
      nodes: expect.arrayContaining([
        { line: 4, column: 'attributes.battery', code: 'CORE_IMPORT_BAD_VALUE' },
        { line: 5, column: 'externalRef.cmms', code: 'CORE_EXTERNAL_REF_TAKEN' },
        { line: 6, column: 'attributes.battery', code: 'CORE_IMPORT_REQUIRED' },
      ]),
    },
  });
  expect(await read({ tag: { startsWith: 'C-' } })).toEqual([
    {
      tag: 'C-2',
      externalRefs: [],
      attributes: [
        { key: 'battery', value: 'Nickel' },
        { key: 'nextInspectionOn', value: null },
      ],
    },
    {
      tag: 'C-1',
      externalRefs: [{ system: 'cmms', id: 'M-1' }],
      attributes: [
        { key: 'battery', value: 'Lithium' },
        { key: 'nextInspectionOn', value: '2026-05-01' },
      ],
    },
  ]);
  const { importTemplate } = await importer.data('{ importTemplate(kind: "asset") { header } }');
  expect(importTemplate.header).toContain(',attributes.battery,attributes.nextInspectionOn');
});

test('one statement for definitions, none where custom fields are not touched', async () => {
  const { app } = company;
  await app.owner.data(READ, { where: {} });
  await app.expectSql(2, () => app.owner.data(READ, { where: {} }));
  await app.expectSql(1, () => app.owner.data('{ assets { nodes { tag externalRefs { id } } } }'));
});
