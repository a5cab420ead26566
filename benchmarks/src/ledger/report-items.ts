import { askedContender } from '../asked-contender.js';
import type { ServerProcess } from '../children.js';
import { graphql } from '../items/work-item.js';
import { ratiosOf } from '../read-items.js';
import type { Figure, ItemResult } from '../results.js';
import { type Contender, inTurns, type Measured, ratio, type RoundPlan } from '../rounds.js';
import type { LedgerResult } from './ledger-result.js';
import type { Books } from './prepare-books.js';
import { sqlContender } from './sql-contender.js';

/** Where the reports are asked for. */
export interface ReportsAt {
  process: ServerProcess;
  tokens: Books['tokens'];
  organizationId: string;
  /** URL of the reading role. */
  url: string;
  plan: RoundPlan;
}

interface ReportItem {
  key: string;
  title: string;
  query: string;
  /** What it takes to know the same from month balances and the days behind them. */
  statements: string;
  /** The same from lines alone. */
  scan?: string;
  goals: ItemResult['goals'];
  /** How many times faster the statements have to be than the scan. */
  sqlGoal?: number;
}

const DAY = '2026-05-17';
const YEAR = '2026-01-01';
const BEFORE = '2025-12-31';
const CONNECTIONS = 2;

/** What stood before the year, and what moved since, by account. */
const MOVED = `sum(debit - credit) filter (where is_early) as opening,
    sum(debit) filter (where not is_early) as debit,
    sum(credit) filter (where not is_early) as credit, sum(debit - credit) as closing`;

/** Lines as parts of sums. */
const lineParts = (where: string): string => `
  select l.account_id, greatest(l.base_amount, 0) as debit, greatest(-l.base_amount, 0) as credit,
    l.posted_on <= '${BEFORE}' as is_early
   from accounting.line l where l.posted_on <= '${DAY}' and ${where}`;

/** Balances of the months that have ended, and the lines of the days behind them. */
const balanceParts = (where: string): string => `
  select b.account_id, b.base_debit as debit, b.base_credit as credit,
    b.ends_on <= '${BEFORE}' as is_early
   from accounting.balance b where b.ends_on <= (${ENDED}) and ${where}
  union all ${lineParts(`l.posted_on > (${ENDED}) and ${where}`)}`;

const ENDED = `select coalesce(max(ends_on), '-infinity') from accounting.period
  where ends_on <= '${DAY}'`;

/** Opening, movement and closing by account, with the account. */
const rowsOf = (parts: string): string => `
  select a.code, a.name, s.* from (
    select account_id, ${MOVED} from (${parts}) parts group by account_id) s
  join accounting.account a on a.id = s.account_id order by a.code`;

const BUSY = "account_id = (select id from accounting.account where code = 'A0001')";
const sumOf = (parts: string): string => `select sum(debit - credit) from (${parts}) parts`;

const ITEMS: readonly ReportItem[] = [
  {
    key: 'trialBalance',
    title: 'Trial balance in the middle of a month',
    query: `{ trialBalance(from: "${YEAR}", to: "${DAY}") { totalDebit totalCredit
      rows { account { code name } opening debit credit closing } } }`,
    statements: rowsOf(balanceParts('true')),
    scan: rowsOf(lineParts('true')),
    goals: { statements: 0.7, scan: 6 },
    sqlGoal: 8,
  },
  {
    key: 'busyAccount',
    title: 'Balance of a busy account in the middle of a month',
    query: `{ accountBalance(accountCode: "A0001", asOf: "${DAY}") { baseBalance } }`,
    statements: sumOf(balanceParts(BUSY)),
    scan: sumOf(lineParts(BUSY)),
    goals: { scan: 20 },
    sqlGoal: 20,
  },
  {
    key: 'balanceSheet',
    title: 'Balance sheet in the middle of a month',
    query: `{ balanceSheet(asOf: "${DAY}") { lines { label amounts } } }`,
    statements: rowsOf(balanceParts('true')),
    goals: { statements: 0.7 },
  },
  {
    key: 'incomeStatement',
    title: 'Income statement of the year so far',
    query: `{ incomeStatement(from: "${YEAR}", to: "${DAY}") { lines { label amounts } } }`,
    statements: rowsOf(balanceParts('true')),
    goals: { statements: 0.7 },
  },
];

/** Statements as of a day: the API, its own SQL, and the sum over all lines. */
export async function* runReportItems(at: ReportsAt): AsyncGenerator<LedgerResult> {
  for (const item of ITEMS) {
    const contenders = [await apiContender(item, at)];
    const { statements, scan } = item;
    for (const [name, text] of Object.entries({ statements, scan })) {
      if (text === undefined) continue;
      const loop = { ...at, text, connections: CONNECTIONS, isPrepared: false };
      contenders.push(await sqlContender(name, loop));
    }
    const candidates = await inTurns(contenders, { ...at.plan, connections: CONNECTIONS });
    await Promise.all(contenders.slice(1).map(({ process }) => process.stop()));
    const { key, title, goals } = item;
    const ratios = ratiosOf(candidates);
    const result = { key, title, connections: CONNECTIONS, candidates, ratios, goals };
    yield { item: result, figures: sqlFigures(item, candidates) };
  }
}

function sqlFigures(item: ReportItem, [, own, scan]: readonly Measured[]): Figure[] {
  if (!own || !scan || item.sqlGoal === undefined) return [];
  return [
    {
      key: `${item.key}Sql`,
      title: `${item.title}: its SQL against the sum over all lines`,
      value: ratio(own, scan),
      unit: 'times',
      goal: { atLeast: item.sqlGoal },
    },
  ];
}

function apiContender({ query }: ReportItem, { process, tokens }: ReportsAt): Promise<Contender> {
  const headers = { authorization: `Bearer ${tokens.benchmark}` };
  return askedContender('bureau', { process, headers }, [graphql(query)]);
}
