import type { Loose, TestClient } from '@bureau/testing';
import fc from 'fast-check';
import { createLibrary, type TestLibrary } from '../../test/library.js';
import {
  referenceCounts,
  type ReferenceClause,
  type ReferencePaper,
  referenceSearch,
} from '../../test/reference-search.js';

const WORDS = [
  ...['invoice', 'invoices', 'paying', 'payment', 'the', 'of', 'contracts', 'Größe', 'grosse'],
  ...['Rechnung', 'Rechnungen', 'über', 'und', 'café', 'Straße', '4711', 'lamp', 'lamps'],
];
const CONFIGS: Record<string, string> = { en: 'english', de: 'german', xx: 'simple' };
const LEVELS = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET'];
const PAPERS = 24;

let library: TestLibrary;
let papers: (ReferencePaper & { level: string })[];
let stems: Map<string, string[]>;
let readers: { client: TestClient; levels: string[] }[];

/** The same papers in each run. */
function drawn(seed: number, most: number): number {
  return ((Math.imul(seed + 1, 2_654_435_761) >>> 7) ^ (seed * 97)) % most;
}
const text = (seed: number, length: number) =>
  Array.from({ length }, (_, at) => WORDS[drawn(seed * 31 + at * 7, WORDS.length)]).join(' ');

beforeAll(async () => {
  library = await createLibrary();
  const { app, done, file } = library;
  const owner = await app.member('owner');
  const named = async (field: string, name: string, select: string) =>
    (await done(field, field === 'documentTypeCreate' ? { code: name, name } : { name }, select))[
      field.replace('Create', '')
    ].id as string;
  const types = [
    await named('documentTypeCreate', 'A', 'documentType { id }'),
    await named('documentTypeCreate', 'B', 'documentType { id }'),
  ];
  const tags = [
    await named('documentTagCreate', 'red', 'documentTag { id }'),
    await named('documentTagCreate', 'blue', 'documentTag { id }'),
  ];
  const fileId = await file('one file for all of them');
  const drafts = Array.from({ length: PAPERS }, (_, at) => ({
    language: Object.keys(CONFIGS)[at % 3]!,
    title: text(at, 2 + (at % 3)),
    text: text(at + 100, 4 + drawn(at, 9)),
    type: at % 4 === 0 ? null : types[at % 2]!,
    tags: tags.filter((_tag, which) => (at >> which) % 2 === 0),
    year: at % 5 === 0 ? null : 2020 + (at % 3),
    level: LEVELS[drawn(at + 500, 4)]!,
  }));
  const ids: string[] = [];
  for (const draft of drafts) {
    const { language, title, type, year, level } = draft;
    const facts = { typeId: type, tagIds: draft.tags, classification: level };
    const datedOn = year === null ? null : `${year}-05-01`;
    const input = { fileId, title, language, datedOn, ...facts };
    const { documentCreate } = await owner.data(CREATE, { input });
    const documentId = documentCreate.document.id as string;
    await owner.data(READ, { input: { documentId, pages: [draft.text] } });
    ids.push(documentId);
  }
  papers = drafts.map((draft, at) => ({
    ...draft,
    id: ids[at]!,
    config: CONFIGS[draft.language]!,
    state: 'TEXT_READY',
  }));
  stems = await stemsOf();
  readers = [
    { client: owner, levels: LEVELS },
    { client: library.clerk, levels: LEVELS.slice(0, 3) },
    { client: app.as({ role: 'documentReader' }), levels: LEVELS.slice(0, 2) },
  ];
});
afterAll(() => library?.app.close());

const CREATE = `mutation ($input: DocumentCreateInput!) {
  documentCreate(input: $input) { document { id } } }`;
const READ = `mutation ($input: DocumentTextSetInput!) {
  documentTextSet(input: $input) { document { id } } }`;

/** Stems are PostgreSQL's; what is done with them is not. */
async function stemsOf(): Promise<Map<string, string[]>> {
  const plain = WORDS.flatMap((word) =>
    word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').split(' '),
  );
  const begins = plain.flatMap((word) => [word, ...[3, 4, 5].map((to) => word.slice(0, to))]);
  const rows = await library.app.sql<{ config: string; word: string; lexemes: string[] }>(
    `select c as config, w as word, tsvector_to_array(to_tsvector(c::regconfig, w)) as lexemes
       from unnest($1::text[]) c, unnest($2::text[]) w`,
    [Object.values(CONFIGS), [...new Set(begins)]],
  );
  return new Map(rows.map(({ config, word, lexemes }) => [`${config} ${word}`, lexemes]));
}

const SEARCH = `query ($text: String!, $where: DocumentFilter) {
  documentSearch(text: $text, where: $where, first: 50) {
    totalCount nodes { rank document { id } }
    facets { types { type { id } count } tags { tag { id } count } years { year count }
      states { state count } } } }`;

const word = fc.constantFrom(...WORDS);
const clause = fc.record({
  words: fc.oneof(fc.tuple(word), fc.tuple(word, word), fc.tuple(word, word, word)),
  shape: fc.constantFrom('plain', 'plain', 'prefix', 'title'),
  isExcluded: fc.boolean(),
});
const wish = fc.record({
  clauses: fc.array(clause, { minLength: 1, maxLength: 3 }),
  year: fc.option(fc.constantFrom(2020, 2021, 2022)),
  reader: fc.nat(2),
});

function asTyped(clauses: readonly ReferenceClause[]): string {
  return clauses
    .map(({ words, isPrefix, inTitle, isExcluded }) => {
      const term = words.length > 1 ? `"${words.join(' ')}"` : `${words[0]}${isPrefix ? '*' : ''}`;
      return `${isExcluded ? '-' : ''}${inTitle ? 'title:' : ''}${term}`;
    })
    .join(' ');
}

test('finds and counts what a plain program finds that looks at each paper', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(wish, async ({ clauses, year, reader }) => {
      const wanted = clauses.map(({ words, shape, isExcluded }, at) => ({
        words: shape === 'prefix' ? [words[0].slice(0, 4)] : words,
        isPrefix: shape === 'prefix',
        inTitle: shape === 'title',
        isExcluded: isExcluded && at > 0,
      }));
      const { client, levels } = readers[reader]!;
      const where =
        year === null ? null : { datedOn: { gte: `${year}-01-01`, lt: `${year + 1}-01-01` } };
      const { documentSearch } = await client.data(SEARCH, { text: asTyped(wanted), where });
      const seen = papers.filter(
        (paper) => levels.includes(paper.level) && (year === null || paper.year === year),
      );
      const expected = referenceSearch(seen, wanted, (config, one) => {
        const known = stems.get(`${config} ${one}`);
        if (!known) throw new Error(`No stem of ${one}.`);
        return known;
      });
      const ids = documentSearch.nodes.map(({ document }: Loose) => document.id);
      expect([...ids].sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(documentSearch.totalCount).toBe(expected.length);
      const { facets } = documentSearch;
      const counts = (rows: Loose[], key: (row: Loose) => string) =>
        Object.fromEntries(rows.map((row) => [key(row), row.count]));
      expect({
        types: counts(facets.types, ({ type }) => type.id),
        tags: counts(facets.tags, ({ tag }) => tag.id),
        years: counts(facets.years, (row) => row.year),
        states: counts(facets.states, (row) => row.state),
      }).toEqual({
        types: referenceCounts(expected.map(({ type }) => type)),
        tags: referenceCounts(expected.flatMap(({ tags }) => [...tags])),
        years: referenceCounts(expected.map((paper) => paper.year)),
        states: referenceCounts(expected.map(({ state }) => state)),
      });
      const ranks = documentSearch.nodes.map(({ rank }: Loose) => rank);
      expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
      found += expected.length;
    }),
    { numRuns: 80, seed: 7 },
  );
  // Searches that find nothing would prove little.
  expect(found).toBeGreaterThan(100);
});

// Rows with their lexemes in them made each search read four times as many blocks.
test('the lexemes of a letter stand outside of its row, also after a change', async () => {
  const letter = Array.from({ length: 90 }, (_, at) => `word${at * 37}`).join(' ');
  const { document } = await library.paper(letter, { title: 'A letter' });
  const { id } = document;
  await library.done('documentTextSet', { documentId: id, pages: [letter], language: 'en' });
  const isOutside = async () => {
    const [row] = await library.app.sql<{ outside: boolean; size: number }>(
      `select pg_column_toast_chunk_id(search_vector) is not null as outside,
         pg_column_size(search_vector) as size from documents.document where id = $1`,
      [library.app.uuid(id)],
    );
    return row;
  };
  const size = expect.any(Number) as number;
  expect(await isOutside()).toEqual({ outside: true, size });
  await library.done('documentUpdate', { documentId: id, title: 'A letter with another title' });
  const after = await isOutside();
  expect(after).toEqual({ outside: true, size });
  // Below the size from which PostgreSQL does so by itself.
  expect(after!.size).toBeLessThan(2_000);
});
