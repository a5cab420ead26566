import { ask, bureauEnvironment } from '../candidates.js';
import { runTask, startBureau } from '../children.js';
import type { BenchDatabase } from '../database.js';
import { graphql } from '../items/work-item.js';
import type { Figure } from '../results.js';
import { percentile, rounded } from '../statistics.js';
import type { Library, LibraryInput } from './prepare-library.js';

const SEARCH = `query ($text: String!, $where: DocumentFilter) {
  documentSearch(text: $text, where: $where, first: 25) {
    totalCount
    nodes { rank document { id title datedOn type { name } } }
    facets { types { type { id name } count } tags { tag { id name } count } years { year count }
      correspondents { correspondent { id name } count } states { state count } } } }`;

/** What people look for: places of words by frequency; rare words are asked for more often. */
const RARE = [3_000, 4_500, 7_000, 9_000, 12_000, 15_000, 18_000];
const COMMON = [60, 120, 250, 400, 900];

function wishes(): { text: string; where?: unknown }[] {
  const rare = RARE.map((word) => `w${word}`);
  const common = COMMON.map((word) => `w${word}`);
  return [
    ...rare.map((text) => ({ text })),
    ...common.map((text) => ({ text })),
    ...common.map((text, at) => ({ text: `${text} ${common[(at + 1) % common.length]}` })),
    ...rare.map((text) => ({ text: `${text.slice(0, 4)}*` })),
    ...common.map((text, at) => ({ text: `"${text} w${2 + at}"` })),
    ...rare.map((text, at) => ({ text: `${text} OR ${common[at % common.length]}` })),
    ...common.map((text) => ({ text: `title:${text}` })),
    ...common.map((text) => ({ text, where: { datedOn: { gte: '2024-01-01' } } })),
    { text: 'w3' },
    { text: '', where: { datedOn: { gte: '2026-06-01' } } },
  ];
}

/** Searches with facets and rights over so many documents, one after the other. */
export async function measureDocuments(
  database: BenchDatabase,
  how: { documents: number; searches: number; log: (...lines: string[]) => void },
): Promise<Figure[]> {
  const { documents, searches, log } = how;
  const started = Date.now();
  const input: LibraryInput = { ownerUrl: database.urls.owner, documents };
  const prepared = { PREPARE: JSON.stringify(input) };
  const { token } = await runTask<Library>('documents/prepare-library.js', prepared);
  log(`${documents} documents in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  const process = await startBureau(bureauEnvironment(database));
  const at = { process, headers: { authorization: `Bearer ${token}` } };
  const all = wishes();
  const times: { text: string; milliseconds: number }[] = [];
  for (let turn = -all.length; turn < searches; turn += 1) {
    const wish = all[(turn + all.length) % all.length] ?? { text: '' };
    const before = performance.now();
    await ask(at, graphql(SEARCH, wish));
    // The first time of each is for plans and caches.
    if (turn >= 0) times.push({ text: wish.text, milliseconds: performance.now() - before });
  }
  await process.stop();
  const slowest = [...times].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  for (const { text, milliseconds } of slowest) log(`  ${milliseconds.toFixed(0)} ms  ${text}`);
  return figuresOf(
    documents,
    times.map(({ milliseconds }) => milliseconds),
  );
}

function figuresOf(documents: number, times: readonly number[]): Figure[] {
  const sorted = Float64Array.from(times).sort();
  const title = `Search of ${documents} documents with facets and rights`;
  const of = (share: number) => rounded(percentile(sorted, share), 3);
  return [
    { key: 'documentSearchP50', title: `${title}, median`, value: of(0.5), unit: 'ms' },
    {
      ...{ key: 'documentSearchP95', title: `${title}, p95`, value: of(0.95), unit: 'ms' },
      goal: { atMost: 150 },
    },
  ];
}
