import { createLibrary, type TestLibrary } from '../../test/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await createLibrary();
});
afterAll(() => library?.app.close());

const ONE = `query ($id: ID!) { document(by: { id: $id }) {
  title state filedAt classification type { code } folder { name } correspondent { name }
  tags { nodes { tag { name } } } latest { number sha256 file { name } }
  versions { totalCount } } }`;

test('a paper comes in, is read, filed and archived; no step is left out', async () => {
  const { done, refused, paper, clerk } = library;
  const { documentType } = await done(
    'documentTypeCreate',
    { code: 'INV', name: 'Invoice', classification: 'CONFIDENTIAL' },
    'documentType { id }',
  );
  const { documentTag } = await done('documentTagCreate', { name: 'urgent' }, 'documentTag { id }');
  const { correspondent } = await done(
    'correspondentCreate',
    { name: 'Nordwind', email: 'Billing@Nordwind.example' },
    'correspondent { id email }',
  );
  expect(correspondent.email).toBe('billing@nordwind.example');
  const { folder } = await done('folderCreate', { name: '2026' }, 'folder { id }');
  const { document } = await paper('Invoice 4711 of Nordwind', {
    ...{ typeId: documentType.id, folderId: folder.id, correspondentId: correspondent.id },
    tagIds: [documentTag.id],
  });
  expect(document).toMatchObject({ state: 'RECEIVED', version: 1, latest: { number: 1 } });
  const input = { documentId: document.id };
  expect(await refused('documentFile', input)).toEqual(['DOCUMENTS_STATE']);
  expect(await refused('documentArchive', input)).toEqual(['DOCUMENTS_STATE']);
  await done('documentTextSet', { ...input, pages: ['Invoice 4711'], language: 'en' });
  await done('documentFile', input);
  expect((await done('documentArchive', input)).document.state).toBe('ARCHIVED');
  expect(await refused('documentUpdate', { ...input, title: 'x' })).toEqual(['DOCUMENTS_STATE']);
  const seen = await clerk.data(ONE, { id: document.id });
  expect(seen.document).toMatchObject({
    title: 'Invoice 4711 of Nordwind',
    classification: 'CONFIDENTIAL',
    type: { code: 'INV' },
    folder: { name: '2026' },
    correspondent: { name: 'Nordwind' },
    tags: { nodes: [{ tag: { name: 'urgent' } }] },
    latest: { number: 1, file: { name: 'paper.txt' } },
  });
  expect(await refused('folderDelete', { id: folder.id })).toEqual(['DOCUMENTS_FOLDER_FULL']);
  expect((await done('documentTrash', input)).document.state).toBe('TRASH');
  expect((await done('documentRestore', input)).document.state).toBe('ARCHIVED');
});

test('the same bytes stand once, and the other document is told', async () => {
  const { paper, app } = library;
  const first = await paper('Twice the same paper');
  const second = await paper('Twice the same paper', { title: 'Copy' });
  expect(first.duplicates).toEqual([]);
  expect(second.duplicates).toEqual([{ id: first.document.id }]);
  const [row] = await app.sql<{ blobs: string }>(
    `select count(distinct f.blob_id)::text as blobs from documents.document_version v
      join core.file f on f.organization_id = v.organization_id and f.id = v.file_id
     where v.document_id = any($1::uuid[])`,
    [[first, second].map(({ document }) => app.uuid(document.id))],
  );
  expect(row?.blobs).toBe('1');
});

test('a folder lies in no ring, however it is closed', async () => {
  const { done, refused } = library;
  const add = async (name: string, parentId?: string) =>
    (await done('folderCreate', { name, parentId }, 'folder { id }')).folder.id;
  const top = await add('Contracts');
  const middle = await add('Sites', top);
  const low = await add('Hamburg', middle);
  expect(await refused('folderUpdate', { id: top, parentId: top })).toEqual([
    'DOCUMENTS_FOLDER_RING',
  ]);
  expect(await refused('folderUpdate', { id: top, parentId: low })).toEqual([
    'DOCUMENTS_FOLDER_RING',
  ]);
  expect(await refused('folderCreate', { name: 'Sites', parentId: top })).toEqual([
    'CORE_DUPLICATE',
  ]);
  await done('folderUpdate', { id: low, parentId: null }, 'folder { id }');
  await done('folderDelete', { id: low }, 'deletedId');
});

test('bad input is refused by its own code and path, and nothing is written', async () => {
  const { refused, app, paper, file } = library;
  const { document } = await paper('Bad input is tried on this');
  const count = async () => (await app.sql('select count(*) from documents.document'))[0];
  const before = await count();
  const input = { documentId: document.id };
  expect(await refused('documentUpdate', { ...input, title: ' ' })).toEqual(['DOCUMENTS_TITLE']);
  expect(await refused('documentUpdate', { ...input, language: 'English' })).toEqual([
    'DOCUMENTS_LANGUAGE',
  ]);
  expect(await refused('documentTextSet', { ...input, pages: [] })).toEqual(['DOCUMENTS_PAGES']);
  const again = { ...input, expectedVersion: 7, title: 'x' };
  expect(await refused('documentUpdate', again)).toEqual(['CORE_VERSION_CONFLICT']);
  const other = await app.otherOrganization();
  const foreign = await other.owner.data(
    'mutation { documentTagCreate(input: { name: "foreign" }) { documentTag { id } } }',
  );
  const tagIds = [foreign.documentTagCreate.documentTag.id];
  expect(await refused('documentCreate', { fileId: await file('x'), tagIds })).toEqual([
    'NOT_FOUND',
  ]);
  expect(await count()).toEqual(before);
});
