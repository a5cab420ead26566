import type { SeedContext } from '@bureau/core';
import { CORRESPONDENTS, type DemoPaper, FOLDERS, PAPERS, TAGS, TYPES } from './papers.js';
import { runEach } from './run-each.js';
import { seedKept, type SeededPaper } from './seed-kept.js';

type Run = SeedContext['run'];
type Ids = ReadonlyMap<string, string>;

/** The papers of the demo company, by what they are ordered, and what keeps them. */
export async function seed({ run }: SeedContext): Promise<void> {
  const types = await made(run, 'documentType', { of: TYPES, by: 'code' });
  const tags = await made(run, 'documentTag', { of: named(TAGS), by: 'name' });
  const folders = await made(run, 'folder', { of: named(FOLDERS), by: 'name' });
  const parties = await partiesOf(run);
  const known = CORRESPONDENTS.map((name) => ({ name, partyId: parties.get(name) }));
  const correspondents = await made(run, 'correspondent', { of: known, by: 'name' });
  const inputs = PAPERS.map((paper) => inputOf(paper, { types, tags, folders, correspondents }));
  const select = 'document { id title latest { id } }';
  const written = await runEach(run, { field: 'documentWrite', inputs, select });
  const papers = written.map((payload) => payload['document'] as SeededPaper);
  const filed = papers.filter((_paper, at) => !PAPERS[at]?.isNew);
  const steps = { field: 'documentFile', type: 'DocumentStepInput', select: 'document { id }' };
  await runEach(run, { ...steps, inputs: filed.map(({ id }) => ({ documentId: id })) });
  await seedKept(run, { papers, parties, types });
}

const named = (names: readonly string[]) => names.map((name) => ({ name }));

/** Those of the books, where there are some, and the others. */
async function partiesOf(run: Run): Promise<Ids> {
  const { parties } = (await run(
    'query ($names: [String!]) { parties(where: { name: { in: $names } }) { nodes { id name } } }',
    { names: CORRESPONDENTS },
  )) as { parties: { nodes: { id: string; name: string }[] } };
  const ids = new Map(parties.nodes.map(({ id, name }) => [name, id]));
  const others = CORRESPONDENTS.filter((name) => !ids.has(name));
  const of = others.map((name) => ({ name, kind: 'COMPANY', isSupplier: true }));
  return new Map([...ids, ...(await made(run, 'party', { of, by: 'name' }))]);
}

/** Ids of new records by a key of their input. */
async function made(
  run: Run,
  record: string,
  { of, by }: { of: readonly object[]; by: string },
): Promise<Ids> {
  if (of.length === 0) return new Map();
  const wish = { field: `${record}Create`, inputs: of, select: `${record} { id ${by} }` };
  const payloads = await runEach(run, wish);
  return new Map(
    payloads.map((payload) => {
      const one = payload[record] as Record<string, string>;
      return [one[by] ?? '', one['id'] ?? ''];
    }),
  );
}

type Order = Record<'types' | 'tags' | 'folders' | 'correspondents', Ids>;

function inputOf(paper: DemoPaper, { types, tags, folders, correspondents }: Order): object {
  const { title, text, datedOn, language, correspondent } = paper;
  return {
    ...{ title, text, datedOn, language },
    typeId: types.get(paper.type),
    folderId: folders.get(paper.folder),
    correspondentId: correspondent === undefined ? null : correspondents.get(correspondent),
    tagIds: paper.tags.map((tag) => tags.get(tag)),
  };
}
