import type { SeedContext } from '@bureau/core';
import { CORRESPONDENTS, type DemoPaper, FOLDERS, PAPERS, TAGS, TYPES } from './papers.js';

type Run = SeedContext['run'];
type Ids = ReadonlyMap<string, string>;

/** The papers of the demo company, by what they are ordered; deterministic. */
export async function seed({ run }: SeedContext): Promise<void> {
  const types = await made(run, 'documentType', { of: TYPES, by: 'code' });
  const tags = await made(run, 'documentTag', { of: named(TAGS), by: 'name' });
  const folders = await made(run, 'folder', { of: named(FOLDERS), by: 'name' });
  const correspondents = await made(run, 'correspondent', {
    ...{ of: named(CORRESPONDENTS), by: 'name' },
  });
  const inputs = PAPERS.map((paper) => inputOf(paper, { types, tags, folders, correspondents }));
  const written = await each(run, { field: 'documentWrite', inputs, select: 'document { id }' });
  const ids = written.map((payload) => (payload['document'] as { id: string }).id);
  const filed = ids.filter((_id, at) => !PAPERS[at]?.isNew).map((documentId) => ({ documentId }));
  const steps = { field: 'documentFile', type: 'DocumentStepInput', select: 'document { id }' };
  await each(run, { ...steps, inputs: filed });
}

const named = (names: readonly string[]) => names.map((name) => ({ name }));

/** Ids of new records by a key of their input. */
async function made(
  run: Run,
  record: string,
  { of, by }: { of: readonly object[]; by: string },
): Promise<Ids> {
  const wish = { field: `${record}Create`, inputs: of, select: `${record} { id ${by} }` };
  const payloads = await each(run, wish);
  return new Map(
    payloads.map((payload) => {
      const one = payload[record] as Record<string, string>;
      return [one[by] ?? '', one['id'] ?? ''];
    }),
  );
}

interface Wish {
  field: string;
  /** Name of the input's type; default: that of the field. */
  type?: string;
  inputs: readonly object[];
  select: string;
}

/** One mutation for each input, all of them in one request. */
async function each(
  run: Run,
  { field, type, inputs, select }: Wish,
): Promise<Record<string, unknown>[]> {
  const name = type ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const heads = inputs.map((_, at) => `$i${at}: ${name}!`);
  const fields = inputs.map(
    (_, at) => `p${at}: ${field}(input: $i${at}) { ${select} userErrors { code message } }`,
  );
  const document = `mutation (${heads.join(', ')}) { ${fields.join('\n')} }`;
  const variables = Object.fromEntries(inputs.map((input, at) => [`i${at}`, input]));
  const data = await run(document, variables);
  return inputs.map((_, at) => data[`p${at}`] as Record<string, unknown>);
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
