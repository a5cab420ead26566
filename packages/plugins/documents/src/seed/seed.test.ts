import { seedDemo } from '@bureau/core';
import { createLibrary, type TestLibrary } from '../../test/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await createLibrary();
});
afterAll(() => library?.app.close());

test('the demo company has papers that read like its own and are found', async () => {
  const { app, clerk } = library;
  await seedDemo(app.runtime, app.organizationId);
  const { documents, documentSearch } = await clerk.data(`{
    documents { totalCount }
    documentSearch(text: "kundigungsfrist OR \\"lens blanks\\"") {
      totalCount nodes { document { title } highlights(first: 1) { text } }
      facets { correspondents { correspondent { name } count } years { year count } } } }`);
  expect(documents.totalCount).toBeGreaterThanOrEqual(12);
  expect(documentSearch.totalCount).toBe(4);
  expect(documentSearch.facets).toEqual({
    correspondents: [
      { correspondent: { name: 'Precision Glass Works Ltd' }, count: 3 },
      { correspondent: { name: 'Hafen Immobilien GmbH' }, count: 1 },
    ],
    years: [
      { year: 2026, count: 3 },
      { year: 2024, count: 1 },
    ],
  });
  const { documents: filed } = await clerk.data(
    '{ documents(where: { state: { eq: TEXT_READY } }) { nodes { title } } }',
  );
  expect(filed.nodes).toHaveLength(2);
  const { contractsExpiring, retentionPolicies, legalHolds, shareLinks, documentTemplates } =
    await clerk.data(`{
      contractsExpiring(before: "2027-01-01", first: 5) { decideBy contract {
        title value { amount } documents(first: 3) { nodes { document { title } } }
        parties(first: 3) { nodes { party { name } } } } }
      retentionPolicies { nodes { code } } shareLinks { totalCount }
      legalHolds { nodes { state documents { totalCount } } }
      documentTemplates { nodes { kind } } }`);
  expect(contractsExpiring).toContainEqual({
    decideBy: '2026-12-31',
    contract: {
      title: 'Lease of the Hamburg office',
      value: { amount: '8200.00' },
      documents: { nodes: [{ document: { title: 'Lease of the Hamburg office' } }] },
      parties: { nodes: [{ party: { name: 'Hafen Immobilien GmbH' } }] },
    },
  });
  expect(retentionPolicies.nodes).toHaveLength(3);
  expect(legalHolds.nodes).toEqual([{ state: 'OPEN', documents: { totalCount: 3 } }]);
  expect(shareLinks.totalCount).toBe(1);
  expect(documentTemplates.nodes).toHaveLength(2);
});
