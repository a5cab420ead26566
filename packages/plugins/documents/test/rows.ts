import type { TestLibrary } from './library.js';

/** A row of each record type; each area adds its own here. */
export async function fillRows({ app, done, paper }: TestLibrary): Promise<void> {
  const { documentType } = await done(
    'documentTypeCreate',
    { code: 'CON', name: 'Contract' },
    'documentType { id }',
  );
  const { documentTag } = await done('documentTagCreate', { name: 'kept' }, 'documentTag { id }');
  const { folder } = await done('folderCreate', { name: 'Top' }, 'folder { id }');
  await done('correspondentCreate', { name: 'Southwind' }, 'correspondent { id }');
  const { document } = await paper('A contract', {
    ...{ typeId: documentType.id, folderId: folder.id, tagIds: [documentTag.id] },
  });
  const documentId = document.id;
  await done('documentTextSet', { documentId, pages: ['A contract'], language: 'en' });
  const { personCreate } = await app.owner.data(
    'mutation { personCreate(input: { givenName: "Ada", familyName: "K" }) { person { id } } }',
  );
  const entries = [{ personId: personCreate.person.id, level: 'MANAGE' }];
  await done('documentAccessSet', { documentId, entries });
}
