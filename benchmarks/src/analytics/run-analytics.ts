import { askedContender } from '../asked-contender.js';
import { bureauEnvironment } from '../candidates.js';
import { runTask, type ServerProcess, startBureau } from '../children.js';
import type { BenchDatabase } from '../database.js';
import { graphql } from '../items/work-item.js';
import { FIRST_YEAR, YEARS } from '../ledger/books.js';
import type { Books, BooksInput } from '../ledger/prepare-books.js';
import { sqlContender } from '../ledger/sql-contender.js';
import { itemLines, ratiosOf } from '../read-items.js';
import { figureLines } from '../report/lines.js';
import type { Figure, ItemResult } from '../results.js';
import { type Contender, inTurns, type Measured, ratio, type RoundPlan } from '../rounds.js';

const FROM = `${FIRST_YEAR}-01-01`;
const TO = `${FIRST_YEAR + YEARS - 1}-12-31`;
const CONNECTIONS = 2;

/** A card of a dashboard: what was earned and spent, month by month, over all years. */
const card = (where: string): string => `{ metrics(query: {
  measures: ["accounting.revenue", "accounting.cost"], ${where}
  period: { from: "${FROM}", to: "${TO}" }, timeGrain: MONTH
}) { origins { rollup } rows { cells { value } } } }`;

/** A condition that every line meets and that the roll-up does not carry. */
const ROWS = 'where: [{ dimension: "accounting.currency", in: ["EUR"] }],';

/** The same from the lines, as one would write it for this question alone. */
const BY_HAND = `
  select date_trunc('month', l.posted_on)::date as month,
    sum(-l.base_amount) filter (where a.subtype = 'REVENUE') as revenue,
    sum(l.base_amount) filter (where a.type = 'EXPENSE') as cost
  from accounting.line l
  join accounting.account a on a.organization_id = l.organization_id and a.id = l.account_id
  join accounting.entry e on e.organization_id = l.organization_id and e.id = l.entry_id
  left join accounting.entry o on o.organization_id = e.organization_id and o.id = e.reverses_id
  where l.posted_on between '${FROM}' and '${TO}' and l.currency = 'EUR'
    and (a.subtype = 'REVENUE' or a.type = 'EXPENSE')
    and e.kind <> 'CLOSING' and o.kind is distinct from 'CLOSING'
  group by 1 order by 1`;

/** Cards over the lines of one organization: from sums that are kept, and from the lines. */
export async function measureAnalytics(
  database: BenchDatabase,
  how: { lines: number; plan: RoundPlan; log: (...lines: string[]) => void },
): Promise<{ items: ItemResult[]; figures: Figure[] }> {
  const { lines, plan, log } = how;
  const input: BooksInput = { ownerUrl: database.urls.owner, lines };
  const books = await runTask<Books>('ledger/prepare-books.js', { PREPARE: JSON.stringify(input) });
  const process = await startBureau(bureauEnvironment(database));
  const at = { process, token: books.tokens.benchmark };
  const byHand = await sqlContender('statements', {
    url: database.urls.reader,
    organizationId: books.organizationId,
    text: BY_HAND,
    connections: CONNECTIONS,
    isPrepared: false,
  });
  const contenders = [
    await apiContender('bureau', card(''), at),
    await apiContender('rows', card(ROWS), at),
    byHand,
  ];
  const candidates = await inTurns(contenders, { ...plan, connections: CONNECTIONS });
  await byHand.process.stop();
  await process.stop();
  const title = `Revenue and cost by month of ${lines} lines`;
  const ratios = ratiosOf(candidates);
  const item: ItemResult = {
    ...{ key: 'metricCard', title, connections: CONNECTIONS, candidates, ratios, goals: {} },
  };
  const figures = figuresOf(candidates);
  log(...itemLines(item), ...figureLines(figures), '');
  return { items: [item], figures };
}

function figuresOf([kept, rows, byHand]: readonly Measured[]): Figure[] {
  if (!kept || !rows || !byHand) return [];
  return [
    {
      key: 'metricCardRollup',
      title: 'A card from a roll-up against the same from the lines',
      value: ratio(kept, rows),
      unit: 'times',
      goal: { atLeast: 20 },
    },
    {
      key: 'metricCardP99',
      title: 'A card from a roll-up, 99 of 100 answers',
      value: kept.p99,
      unit: 'ms',
      goal: { atMost: 50 },
    },
    {
      key: 'metricCardRows',
      title: 'Time of a card from the lines against a statement written by hand',
      value: ratio(byHand, rows),
      unit: 'times',
      goal: { atMost: 1.3 },
    },
  ];
}

function apiContender(
  name: string,
  query: string,
  { process, token }: { process: ServerProcess; token: string },
): Promise<Contender> {
  const headers = { authorization: `Bearer ${token}` };
  return askedContender(name, { process, headers }, [graphql(query)]);
}
