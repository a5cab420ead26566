import { ask, bureauEnvironment } from '../candidates.js';
import { runTask, startBureau } from '../children.js';
import type { BenchDatabase } from '../database.js';
import { graphql } from '../items/work-item.js';
import type { Figure } from '../results.js';
import { percentile, rounded } from '../statistics.js';
import { plainSearch } from './plain-search.js';
import type { Library, LibraryInput } from './prepare-library.js';
import { searchWishes, type SearchWish } from './search-wishes.js';

const SEARCH = `query ($text: String!, $where: DocumentFilter) {
  documentSearch(text: $text, where: $where, first: 25) {
    totalCount
    nodes { rank document { id title datedOn type { name } } }
    facets { types { type { id name } count } tags { tag { id name } count } years { year count }
      correspondents { correspondent { id name } count } states { state count } } } }`;

/** Milliseconds of one search by the platform, and of the same one written by hand. */
interface Time {
  text: string;
  platform: number;
  plain: number;
}

/**
 * Searches with facets and rights over so many documents, one after the other; beside each the
 * same page and facets in plain SQL, where nobody asks for rights.
 */
export async function measureDocuments(
  database: BenchDatabase,
  how: { documents: number; searches: number; log: (...lines: string[]) => void },
): Promise<Figure[]> {
  const { documents, searches, log } = how;
  const started = Date.now();
  const input: LibraryInput = { ownerUrl: database.urls.owner, documents };
  const prepared = { PREPARE: JSON.stringify(input) };
  const library = await runTask<Library>('documents/prepare-library.js', prepared);
  log(`${documents} documents in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  const process = await startBureau(bureauEnvironment(database));
  const plain = await plainSearch(database.urls.app, library.organizationId);
  const at = { process, headers: { authorization: `Bearer ${library.token}` } };
  const times: Time[] = [];
  const all = searchWishes();
  for (let turn = -all.length; turn < searches; turn += 1) {
    const wish = all[(turn + all.length) % all.length] ?? { text: '', query: '' };
    const { text, where } = wish;
    const taken = await took(() => ask(at, graphql(SEARCH, { text, where })));
    const byHand = await took(() => plain.search(wish satisfies SearchWish));
    // The first time of each is for plans and caches.
    if (turn >= 0) times.push({ text, platform: taken, plain: byHand });
  }
  await plain.end();
  await process.stop();
  const slowest = [...times].sort((a, b) => b.platform - a.platform).slice(0, 5);
  for (const one of slowest) {
    log(`  ${one.platform.toFixed(0)} ms, by hand ${one.plain.toFixed(0)} ms  ${one.text}`);
  }
  return figuresOf(documents, times);
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function figuresOf(documents: number, times: readonly Time[]): Figure[] {
  const title = `Search of ${documents} documents with facets and rights`;
  const hand = `The same page and facets of ${documents} documents in plain SQL without rights`;
  const of = (who: 'platform' | 'plain', share: number) => {
    const sorted = Float64Array.from(times.map((time) => time[who])).sort();
    return rounded(percentile(sorted, share), 3);
  };
  const ms = (key: string, name: string, value: number) => ({
    ...{ key, title: name, value, unit: 'ms' },
  });
  const ratio = rounded(of('platform', 0.95) / of('plain', 0.95), 3);
  return [
    ms('documentSearchP50', `${title}, median`, of('platform', 0.5)),
    { ...ms('documentSearchP95', `${title}, p95`, of('platform', 0.95)), goal: { atMost: 150 } },
    ms('documentSearchPlainP50', `${hand}, median`, of('plain', 0.5)),
    ms('documentSearchPlainP95', `${hand}, p95`, of('plain', 0.95)),
    {
      ...{ key: 'documentSearchRatio', title: `${title}, p95 to that of plain SQL` },
      ...{ value: ratio, unit: 'times' },
    },
  ];
}
