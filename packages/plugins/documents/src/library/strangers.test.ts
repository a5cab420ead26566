import type { Loose, TestClient } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';

let library: TestLibrary;
let owner: TestClient;
/** Reads documents and holds no more. */
let stranger: TestClient;
/** A member with a person, whom lists may name. */
let listed: TestClient;
let personId: string;
let secret: string;
let secretVersion: string;
let secretFile: string;
let tagId: string;

const WORD = 'zinnober';

beforeAll(async () => {
  library = await createLibrary();
  const { app, done, file } = library;
  owner = await app.member('owner');
  stranger = await app.member('documentClerk');
  const person = await owner.data(
    'mutation { personCreate(input: { givenName: "Ada", familyName: "King" }) { person { id } } }',
  );
  personId = person.personCreate.person.id;
  const plain = await app.member('documentClerk');
  const userId = plain.principal.userId!;
  listed = app.as({ role: 'documentClerk', personId, userId });
  const { documentTag } = await done('documentTagCreate', { name: 'deal' }, 'documentTag { id }');
  tagId = documentTag.id;
  const fileId = await file(`The ${WORD} plan`, 'plan.txt');
  const made = await owner.data(
    `mutation ($input: DocumentCreateInput!) { documentCreate(input: $input) {
      document { id latest { id file { id } } } } }`,
    { input: { fileId, title: `Plan ${WORD}`, classification: 'SECRET', tagIds: [tagId] } },
  );
  ({ id: secret } = made.documentCreate.document);
  secretVersion = made.documentCreate.document.latest.id;
  secretFile = fileId;
  await owner.data(
    `mutation ($input: DocumentTextSetInput!) {
      documentTextSet(input: $input) { document { id } } }`,
    { input: { documentId: secret, pages: [`The ${WORD} plan`], language: 'en' } },
  );
  await library.paper('Nothing that anybody hides', { tagIds: [tagId] });
});
afterAll(() => library?.app.close());

/** Every way to a document, with what it tells. */
const PATHS: Record<string, [document: string, nothing: Loose]> = {
  look: ['query ($id: ID!) { document(by: { id: $id }) { id } }', { document: null }],
  version: [
    'query ($version: ID!) { documentVersion(by: { id: $version }) { sha256 } }',
    { documentVersion: null },
  ],
  node: ['query ($id: ID!) { node(id: $id) { id } }', { node: null }],
  list: [
    `{ documents(search: "${WORD}") { totalCount nodes { id } } }`,
    { documents: { totalCount: 0, nodes: [] } },
  ],
  hash: [
    `query ($sha: String!) { documentVersions(where: { sha256: { eq: $sha } }) { totalCount } }`,
    { documentVersions: { totalCount: 0 } },
  ],
  bytes: [
    `query ($sha: String!) { documents(where: { versions: { some: { sha256: { eq: $sha } } } }) {
      totalCount } }`,
    { documents: { totalCount: 0 } },
  ],
  sum: [
    `{ documentVersions(where: { document: { title: { contains: "${WORD}" } } }) {
      aggregate { size { sum } } } }`,
    { documentVersions: { aggregate: { size: { sum: null } } } },
  ],
  tag: [
    `query ($tag: ID!) { documentTag(by: { id: $tag }) { name } documents(where: {
      tags: { some: { tag: { id: { eq: $tag } } } }, title: { contains: "${WORD}" } }) {
      totalCount } }`,
    { documentTag: { name: 'deal' }, documents: { totalCount: 0 } },
  ],
  search: [
    `{ documentSearch(text: "${WORD}") { totalCount nodes { rank document { id }
      highlights { text } } facets { tags { count } types { count } states { count }
      years { count } correspondents { count } } } }`,
    {
      documentSearch: {
        ...{ totalCount: 0, nodes: [] },
        facets: { tags: [], types: [], states: [], years: [], correspondents: [] },
      },
    },
  ],
  misspelt: [
    `{ documentSearch(text: "zinober~") { totalCount } }`,
    { documentSearch: { totalCount: 0 } },
  ],
  file: ['query ($file: ID!) { file(by: { id: $file }) { downloadUrl } }', { file: null }],
};

const variables = async () => {
  const [row] = await library.app.sql<{ sha256: string }>(
    'select sha256 from documents.document_version where document_id = $1',
    [library.app.uuid(secret)],
  );
  return { id: secret, version: secretVersion, sha: row!.sha256, tag: tagId, file: secretFile };
};

async function answer(client: TestClient, document: string) {
  const all: Record<string, unknown> = await variables();
  const names = [...document.matchAll(/\$(\w+):/g)].map(([, name = '']) => name);
  const { data, errors } = await client.query(
    document,
    Object.fromEntries(names.map((name) => [name, all[name]])),
  );
  return { data, errors };
}

test.each(Object.entries(PATHS))(
  'a stranger learns nothing by %s',
  async (_name, [path, nothing]) => {
    expect(await answer(stranger, path)).toEqual({ data: nothing, errors: [] });
    // The path is one: whoever may see the document is told.
    expect((await answer(owner, path)).data).not.toEqual(nothing);
  },
);

// Milliseconds would tell of the machine: what a stranger could time is work, and it is the same.
test('#29 what is hidden costs the same statements as what is not there', async () => {
  const { app } = library;
  const all: Record<string, unknown> = await variables();
  const none = '0192f3a0-0000-7000-8000-000000000000';
  const missing: Record<string, unknown> = {
    ...{ id: app.id('Document', none), version: app.id('DocumentVersion', none) },
    ...{ sha: '0'.repeat(64), tag: all['tag'], file: app.id('File', none) },
  };
  const ways: [string, string][] = Object.entries(PATHS).map(([name, [path]]) => [name, path]);
  ways.push(['thumbnail', THUMBNAIL]);
  for (const [name, path] of ways) {
    const used = [...path.matchAll(/\$(\w+):/g)].map(([, key = '']) => key);
    const workOf = (values: Record<string, unknown>) =>
      app.statements(() =>
        stranger.query(path, Object.fromEntries(used.map((key) => [key, values[key]]))),
      );
    expect([name, await workOf(all)]).toEqual([name, await workOf(missing)]);
  }
});

const THUMBNAIL = `query ($version: ID!) { pageImages(where: {
  documentVersion: { id: { eq: $version } } }) { nodes { thumbnail { downloadUrl } } } }`;

const STEPS: [string, () => Record<string, unknown>][] = [
  ['documentUpdate', () => ({ documentId: secret, title: 'x' })],
  ['documentFile', () => ({ documentId: secret })],
  ['documentVersionReview', () => ({ id: secretVersion })],
  ['documentVersionCreate', () => ({ documentId: secret, baseNumber: 9, fileId: secretFile })],
];

test('a stranger changes nothing, and is told that nothing is there', async () => {
  const { app, refused } = library;
  const missing = { documentId: app.id('Document', '0192f3a0-0000-7000-8000-000000000000') };
  const none = await refused('documentFile', missing, stranger);
  for (const [field, input] of STEPS) {
    expect([field, await refused(field, input(), stranger)]).toEqual([field, none]);
  }
});

test('the same bytes tell a stranger of no other document', async () => {
  const { app } = library;
  const as = { purpose: 'documents.original', name: 'mine.txt', mediaType: 'text/plain' };
  const upload = await app.upload(stranger, `The ${WORD} plan`, as);
  const { fileUploadFinish } = await stranger.data(
    `mutation ($id: ID!) { fileUploadFinish(input: { uploadId: $id }) { file { id } } }`,
    { id: upload },
  );
  const made = await stranger.data(
    `mutation ($input: DocumentCreateInput!) {
      documentCreate(input: $input) { document { id } duplicates { id } } }`,
    { input: { fileId: fileUploadFinish.file.id, title: 'Mine' } },
  );
  expect(made.documentCreate.duplicates).toEqual([]);
  expect(
    (await owner.data(PATHS['bytes']![0], { sha: (await variables()).sha })).documents,
  ).toEqual({
    totalCount: 2,
  });
  await owner.data(
    'mutation ($input: DocumentStepInput!) { documentTrash(input: $input) { document { id } } }',
    { input: { documentId: made.documentCreate.document.id } },
  );
});

const SET = `mutation ($input: DocumentAccessSetInput!) {
  documentAccessSet(input: $input) { document { isRestricted } userErrors { code } } }`;

test('a list lets in whom it names, as far as it says, and nobody else', async () => {
  const { done, refused, paper, clerk, app } = library;
  const { document } = await paper('A paper with a list');
  const documentId = document.id;
  const see = async (client: TestClient) =>
    (await client.data('query ($id: ID!) { document(by: { id: $id }) { id } }', { id: documentId }))
      .document !== null;
  const change = (client: TestClient) =>
    refused('documentUpdate', { documentId, note: 'changed' }, client);
  expect([await see(stranger), await see(listed), await see(clerk)]).toEqual([true, true, true]);
  expect(
    await refused('documentAccessSet', { documentId, entries: [{ personId, level: 'READ' }] }),
  ).toEqual(['DOCUMENTS_ACCESS_MANAGER']);
  const roles = await owner.data('{ role(by: { key: "recordsManager" }) { id } }');
  const manager = { roleId: roles.role.id, level: 'MANAGE' };
  await done('documentAccessSet', { documentId, entries: [manager, { personId, level: 'READ' }] });
  expect([await see(stranger), await see(listed), await see(clerk)]).toEqual([false, true, true]);
  expect(await change(listed)).toEqual(['DOCUMENTS_ACCESS_LEVEL']);
  expect(await change(stranger)).toEqual(['NOT_FOUND']);
  await done('documentAccessSet', { documentId, entries: [manager, { personId, level: 'EDIT' }] });
  expect(await change(listed)).toEqual([]);
  const forbidden = await listed.query(SET, { input: { documentId, entries: [] } });
  expect(forbidden.errors[0]?.extensions).toMatchObject({ permission: 'documents.access.manage' });
  // Whoever holds the override needs no place on it.
  expect(await see(owner)).toBe(true);
  await done('documentAccessSet', { documentId, entries: [] });
  expect(await see(stranger)).toBe(true);
  expect(app.uuid(documentId)).toBeTruthy();
});

test('a unit on a list is everybody who works in it or below it today', async () => {
  const { done, paper } = library;
  const { document } = await paper('For the whole department');
  const ids = await owner.data(`mutation {
    company: legalEntityCreate(input: {code: "AG", name: "AG", country: "DE", currency: "EUR"})
      { legalEntity { id } }
    top: orgUnitCreate(input: {code: "TOP", name: "Top"}) { orgUnit { id } }
    site: siteCreate(input: {code: "HAM", name: "Hamburg", timeZone: "Europe/Berlin",
      country: "DE"}) { site { id } }
  }`);
  const below = await owner.data(
    `mutation ($id: ID!) { orgUnitCreate(input: {code: "LOW", name: "Low", parentId: $id}) {
      orgUnit { id } } }`,
    { id: ids.top.orgUnit.id },
  );
  await owner.data(
    'mutation ($input: EmployeeHireInput!) { employeeHire(input: $input) { employee { id } } }',
    {
      input: {
        personId,
        employment: {
          ...{ legalEntityId: ids.company.legalEntity.id, startsOn: '2025-01-01' },
          job: {
            ...{ position: 'Clerk', siteId: ids.site.site.id },
            unitId: below.orgUnitCreate.orgUnit.id,
          },
        },
      },
    },
  );
  const entries = [{ unitId: ids.top.orgUnit.id, level: 'MANAGE' }];
  await done('documentAccessSet', { documentId: document.id, entries });
  const look = 'query ($id: ID!) { document(by: { id: $id }) { id } }';
  expect((await listed.data(look, { id: document.id })).document).toEqual({ id: document.id });
  expect((await stranger.data(look, { id: document.id })).document).toBeNull();
});

test('nobody makes a document more secret than they may read', async () => {
  const { refused, file } = library;
  const input = { fileId: await file('x y z'), classification: 'SECRET' };
  expect(await refused('documentCreate', input)).toEqual(['DOCUMENTS_CLASSIFICATION']);
});

test('the trail and the feed tell a stranger nothing of a hidden document', async () => {
  const { app } = library;
  await app.caughtUp();
  const feed = app.as({ permissions: ['core.event.read', 'documents.document.read'] });
  const { changes } = await feed.data('{ changes(first: 100) { nodes { recordId } } }');
  const told = changes.nodes.map(({ recordId }: Loose) => recordId);
  expect(told).not.toContain(secret);
  const auditor = app.as({ permissions: ['core.audit.read', 'documents.document.read'] });
  const { auditTrail } = await auditor.data(
    `{ auditTrail(first: 100) { nodes { recordType changes { field after isHidden } } } }`,
  );
  expect(JSON.stringify(auditTrail)).not.toContain(WORD);
});
