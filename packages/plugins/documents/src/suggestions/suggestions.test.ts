import type { Loose, TestClient } from '@bureau/testing';
import { createLibrary, type TestLibrary } from '../../test/library.js';
import { idIn, runEach } from '../seed/run-each.js';

let now = new Date('2026-03-10T12:00:00Z');
let library: TestLibrary;
const ids: Record<string, string> = {};

beforeAll(async () => {
  library = await createLibrary({ clock: () => now });
  const { done } = library;
  const make = async (field: string, input: object, record: string) =>
    (await done(field, { ...input }, `${record} { id }`))[record].id;
  const type = { code: 'LEASE', name: 'Tenancy' };
  ids['lease'] = await make('documentTypeCreate', type, 'documentType');
  const other = { code: 'MINUTES', name: 'Minutes' };
  ids['minutes'] = await make('documentTypeCreate', other, 'documentType');
  ids['folder'] = await make('folderCreate', { name: 'Rooms' }, 'folder');
  ids['tag'] = await make('documentTagCreate', { name: 'harbour' }, 'documentTag');
});
afterAll(() => library?.app.close());

const LEASE = 'The landlord lets the tenant rooms against a monthly rent';
const NOTE = 'The committee met and adopted the agenda of the session';

const SUGGESTIONS = `query ($id: ID!) { document(by: { id: $id }) {
  type { id } folder { id } tags { nodes { tag { id } } } classification
  suggestions(orderBy: [{ field: CONFIDENCE, direction: DESC }]) { nodes {
    id kind confidence reason words state type { id } folder { id } tag { id } } } } }`;

async function seen(id: string, as: TestClient = library.clerk): Promise<Loose> {
  return (await as.data(SUGGESTIONS, { id })).document;
}

async function written(title: string, text: string, input: object = {}): Promise<string> {
  const { document } = await library.done('documentWrite', {
    title,
    text,
    language: 'en',
    ...input,
  });
  return document.id;
}

/** Papers that people have filed; two requests for all of them. */
async function filed(count: number, text: string, input: object): Promise<void> {
  const run = library.clerk.data.bind(library.clerk);
  const papers = await runEach(run, {
    field: 'documentWrite',
    inputs: Array.from({ length: count }, (_, at) => ({
      ...{ title: `Filed ${at}`, text: `${text} ${'abcdefghij'[at]}x`, language: 'en' },
      ...input,
    })),
    select: 'document { id }',
  });
  await runEach(run, {
    ...{ field: 'documentFile', type: 'DocumentStepInput', select: 'document { id }' },
    inputs: papers.map((paper) => ({ documentId: idIn(paper, 'document') })),
  });
}

const by = (document: Loose, kind: string) =>
  document.suggestions.nodes.filter((one: Loose) => one.kind === kind);
const decide = async (verb: 'Accept' | 'Reject', id: string): Promise<Loose> => {
  const { data } = await library.clerk.query(
    `mutation ($id: ID!) { documentSuggestion${verb}(input: { id: $id }) {
      documentSuggestion { state decidedBy { id } } document { type { id } tags { nodes { id } } }
      userErrors { code } } }`,
    { id },
  );
  return data[`documentSuggestion${verb}`];
};

test('a paper is ordered as papers like it were, and people decide', async () => {
  await filed(4, LEASE, { typeId: ids['lease'], folderId: ids['folder'], tagIds: [ids['tag']] });
  await filed(4, NOTE, { typeId: ids['minutes'] });
  const id = await written('Scan', `${LEASE} at the quay`);
  await library.app.work();
  const document = await seen(id);
  const [type] = by(document, 'TYPE');
  expect(type).toMatchObject({ reason: 'ALIKE', state: 'OPEN', type: { id: ids['lease'] } });
  expect(type.words.length).toBeGreaterThan(1);
  expect(Number(type.confidence)).toBeGreaterThan(0.5);
  expect(by(document, 'FOLDER')[0].folder.id).toBe(ids['folder']);
  expect(by(document, 'TAG')[0].tag.id).toBe(ids['tag']);
  // Four papers are too few to order one without asking.
  expect(document).toMatchObject({ type: null, folder: null, tags: { nodes: [] } });
  const accepted = await decide('Accept', type.id);
  expect(accepted.documentSuggestion).toMatchObject({ state: 'ACCEPTED' });
  expect(accepted.document.type.id).toBe(ids['lease']);
  expect((await decide('Reject', type.id)).userErrors).toEqual([
    { code: 'DOCUMENTS_SUGGESTION_STATE' },
  ]);
  // Filing without the tag says that it was wrong.
  await library.done('documentFile', { documentId: id });
  const after = await seen(id);
  expect(by(after, 'TAG')[0].state).toBe('REJECTED');
  expect(by(after, 'FOLDER')[0].state).toBe('OPEN');
});

test('what was rejected does not come again; rules that were wrong say less', async () => {
  const first = await written('Minutes of May', 'Nothing else is known of it at all');
  await library.app.work();
  const [told] = by(await seen(first), 'TYPE');
  expect(told).toMatchObject({ reason: 'NAME_IN_TITLE', confidence: '0.8000' });
  await decide('Reject', told.id);
  const pages = { documentId: first, pages: ['Quite another text of nobody'], language: 'en' };
  await library.done('documentTextSet', pages);
  await library.app.work();
  expect(by(await seen(first), 'TYPE').map(({ state }: Loose) => state)).toEqual(['REJECTED']);
  const second = await written('Minutes of June', 'Nothing else is known of it at all');
  await library.app.work();
  const [weaker] = by(await seen(second), 'TYPE');
  expect(Number(weaker.confidence)).toBeCloseTo(0.8 * (2 / 3), 3);
});

test('what is sure enough is taken without asking only from the set confidence on', async () => {
  const save = (input: object) => library.refused('documentSettingsSave', { ...input });
  expect(await save({ applyFrom: '0.4' })).toEqual(['DOCUMENTS_SETTINGS_CONFIDENCE']);
  expect(await save({ suggestFrom: '1.5' })).toEqual(['DOCUMENTS_SETTINGS_CONFIDENCE']);
  expect(await save({ trashDays: 0 })).toEqual(['DOCUMENTS_SETTINGS_TRASH']);
  expect(await save({ applyFrom: '0.7' })).toEqual([]);
  const id = await written('Scan', `${LEASE} at the pier`, { classification: 'CONFIDENTIAL' });
  await library.app.work();
  const document = await seen(id);
  expect(document).toMatchObject({ type: { id: ids['lease'] }, classification: 'CONFIDENTIAL' });
  const [type] = by(document, 'TYPE');
  expect(type.state).toBe('APPLIED');
  const rejected = await decide('Reject', type.id);
  expect(rejected.document.type).toBeNull();
  expect(await save({ applyFrom: null })).toEqual([]);
  const { documentSettings } = await library.clerk.data(
    '{ documentSettings { trashDays suggestFrom applyFrom } }',
  );
  expect(documentSettings).toEqual({ trashDays: 30, suggestFrom: '0.50', applyFrom: null });
});

test('#23 what is more secret teaches nothing about other papers', async () => {
  const { done } = library;
  const plan = 'The merger with the falcon syndicate is announced in autumn';
  const hidden = (await done('folderCreate', { name: 'Closed' }, 'folder { id }')).folder.id;
  const input = { folderId: hidden, classification: 'CONFIDENTIAL' };
  await filed(5, plan, input);
  const open = await written('Question', `${plan} they say`);
  const secret = await written('Answer', `${plan} we say`, { classification: 'CONFIDENTIAL' });
  await library.app.work();
  expect(by(await seen(open), 'FOLDER')).toEqual([]);
  expect(by(await seen(secret), 'FOLDER')[0].folder.id).toBe(hidden);
  const clerk = await library.app.member('documentClerk');
  const all =
    '{ documentSuggestions(where: { kind: { eq: FOLDER } }) { nodes { folder { id } } } }';
  const { documentSuggestions } = await clerk.data(all);
  expect(JSON.stringify(documentSuggestions)).not.toContain(hidden);
  const reader = await library.app.member('documentReader');
  const { errors } = await reader.query(all);
  expect(errors[0].extensions.code).toBe('FORBIDDEN');
});

test('the trash is kept as long as was set; a purge takes suggestions too', async () => {
  await library.done('documentSettingsSave', { trashDays: 3 }, 'documentSettings { trashDays }');
  const documentId = await written('Minutes to go', 'Short and soon forgotten by everybody');
  await library.app.work();
  expect(by(await seen(documentId), 'TYPE')).toHaveLength(1);
  await library.done('documentTrash', { documentId });
  const state = async () =>
    (
      await library.clerk.data('query ($id: ID!) { document(by: { id: $id }) { state } }', {
        id: documentId,
      })
    ).document.state;
  now = new Date('2026-03-13T11:00:00Z');
  await library.app.work();
  expect(await state()).toBe('TRASH');
  now = new Date('2026-03-14T12:00:00Z');
  await library.app.work();
  expect(await state()).toBe('PURGED');
  expect((await seen(documentId)).suggestions.nodes).toEqual([]);
  now = new Date('2026-03-10T12:00:00Z');
});
