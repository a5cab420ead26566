import { bureauEnvironment } from '../candidates.js';
import { runTask, startBureau } from '../children.js';
import type { BenchDatabase } from '../database.js';
import { itemLines } from '../read-items.js';
import { figureLines } from '../report/lines.js';
import type { Figure, ItemResult } from '../results.js';
import type { RoundPlan } from '../rounds.js';
import { rounded } from '../statistics.js';
import type { FreshInput, FreshTimes } from './fresh-books.js';
import type { LedgerResult } from './ledger-result.js';
import { runPostingItems } from './posting-items.js';
import type { Books, BooksInput } from './prepare-books.js';
import { runReportItems } from './report-items.js';

/** Reports and postings of one organization with so many lines, on a server of their own. */
export async function measureLedger(
  database: BenchDatabase,
  how: { lines: number; plan: RoundPlan; log: (...lines: string[]) => void },
): Promise<{ items: ItemResult[]; figures: Figure[] }> {
  const { lines, plan, log } = how;
  const started = Date.now();
  const input: BooksInput = { ownerUrl: database.urls.owner, lines };
  const books = await runTask<Books>('ledger/prepare-books.js', { PREPARE: JSON.stringify(input) });
  log(`${lines} lines of books in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  const process = await startBureau(bureauEnvironment(database));
  const { organizationId, tokens } = books;
  const at = { process, organizationId, tokens, plan: longer(plan) };
  const items: ItemResult[] = [];
  const figures: Figure[] = [];
  const keep = (result: LedgerResult): void => {
    items.push(result.item);
    figures.push(...result.figures);
    log(...itemLines(result.item), ...figureLines(result.figures), '');
  };
  const { reader, app, owner } = database.urls;
  for await (const result of runReportItems({ ...at, url: reader })) keep(result);
  for await (const result of runPostingItems({ ...at, url: app, ownerUrl: owner })) keep(result);
  await process.stop();
  const fresh = await freshFigure({ ownerUrl: owner, organizationId, entries: FRESH });
  log(...figureLines([fresh]), '');
  return { items, figures: [...figures, fresh] };
}

const FRESH = 10_000;
const FRESH_GOAL = 1.5;

async function freshFigure(input: FreshInput): Promise<Figure> {
  const times = await runTask<FreshTimes>('ledger/fresh-books.js', {
    FRESH: JSON.stringify(input),
  });
  return {
    key: 'freshBooks',
    title: `${input.entries} entries in one transaction of a new organization, against large books`,
    value: rounded(times.fresh / times.settled),
    unit: 'times as long',
    goal: { atMost: FRESH_GOAL },
  };
}

/** Functions are planned once on each connection: short rounds would measure that. */
function longer(plan: RoundPlan): RoundPlan {
  const { warmUpMs, roundMs } = plan;
  return { ...plan, warmUpMs: Math.max(warmUpMs, 4_000), roundMs: Math.max(roundMs, 3_000) };
}
