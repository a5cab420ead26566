import { bureauEnvironment } from '../candidates.js';
import { runTask, startBureau } from '../children.js';
import type { BenchDatabase } from '../database.js';
import { itemLines } from '../read-items.js';
import type { ItemResult } from '../results.js';
import type { RoundPlan } from '../rounds.js';
import { runPostingItems } from './posting-items.js';
import type { Books, BooksInput } from './prepare-books.js';
import { runReportItems } from './report-items.js';

/** Reports and postings of one organization with so many lines, on a server of their own. */
export async function measureLedger(
  database: BenchDatabase,
  how: { lines: number; plan: RoundPlan; log: (...lines: string[]) => void },
): Promise<ItemResult[]> {
  const { lines, plan, log } = how;
  const started = Date.now();
  const input: BooksInput = { ownerUrl: database.urls.owner, lines };
  const books = await runTask<Books>('ledger/prepare-books.js', { PREPARE: JSON.stringify(input) });
  log(`${lines} lines of books in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  const process = await startBureau(bureauEnvironment(database));
  const { organizationId, tokens } = books;
  const at = { process, organizationId, tokens, plan: longer(plan) };
  const results: ItemResult[] = [];
  const keep = (item: ItemResult): void => {
    results.push(item);
    log(...itemLines(item), '');
  };
  for await (const item of runReportItems({ ...at, url: database.urls.reader })) keep(item);
  for await (const item of runPostingItems({ ...at, url: database.urls.app })) keep(item);
  await process.stop();
  return results;
}

/** Functions are planned once on each connection: short rounds would measure that. */
function longer(plan: RoundPlan): RoundPlan {
  const { warmUpMs, roundMs } = plan;
  return { ...plan, warmUpMs: Math.max(warmUpMs, 4_000), roundMs: Math.max(roundMs, 3_000) };
}
