import { ask } from '../candidates.js';
import type { ServerProcess } from '../children.js';
import { postBytes } from '../driver.js';
import { graphql } from '../items/work-item.js';
import { ratiosOf } from '../read-items.js';
import type { ItemResult } from '../results.js';
import { type Contender, inTurns, overHttp, type RoundPlan, shotsInTurn } from '../rounds.js';
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
}

const DAY = '2026-05-17';
const YEAR = '2026-01-01';
const BEFORE = '2025-12-31';
const CONNECTIONS = 2;

/** Sums by account up to a day. */
const upTo = (day: string, where = 'true'): string => `
  select account_id, sum(base_debit) as debit, sum(base_credit) as credit from (
    select account_id, base_debit, base_credit from accounting.balance
     where ends_on <= '${day}' and ${where}
    union all
    select account_id, greatest(base_amount, 0), greatest(-base_amount, 0) from accounting.line
     where posted_on <= '${day}' and posted_on > coalesce((select max(ends_on)
       from accounting.period where ends_on <= '${day}'), '-infinity') and ${where}) parts
   group by account_id`;

const scanTo = (day: string, where = 'true'): string => `
  select account_id, sum(greatest(base_amount, 0)) as debit,
    sum(greatest(-base_amount, 0)) as credit
   from accounting.line where posted_on <= '${day}' and ${where} group by account_id`;

const BUSY = "account_id = (select id from accounting.account where code = 'A0001')";

/** Opening, movement and closing by account, with the account. */
const balanceOf = (sums: (day: string) => string): string => `
  select a.code, a.name, o.debit - o.credit as opening, c.debit - coalesce(o.debit, 0) as debit,
    c.credit - coalesce(o.credit, 0) as credit, c.debit - c.credit as closing
  from (${sums(DAY)}) c
  left join (${sums(BEFORE)}) o using (account_id)
  join accounting.account a on a.id = c.account_id order by a.code`;

const ITEMS: readonly ReportItem[] = [
  {
    key: 'trialBalance',
    title: 'Trial balance in the middle of a month',
    query: `{ trialBalance(from: "${YEAR}", to: "${DAY}") { totalDebit totalCredit
      rows { account { code name } opening debit credit closing } } }`,
    statements: balanceOf(upTo),
    scan: balanceOf(scanTo),
    goals: { statements: 0.7, scan: 6 },
  },
  {
    key: 'busyAccount',
    title: 'Balance of a busy account in the middle of a month',
    query: `{ accountBalance(accountCode: "A0001", asOf: "${DAY}") { baseBalance } }`,
    statements: upTo(DAY, BUSY),
    scan: scanTo(DAY, BUSY),
    goals: { scan: 20 },
  },
  {
    key: 'balanceSheet',
    title: 'Balance sheet in the middle of a month',
    query: `{ balanceSheet(asOf: "${DAY}") { lines { label amounts } } }`,
    statements: balanceOf(upTo),
    goals: { statements: 0.7 },
  },
  {
    key: 'incomeStatement',
    title: 'Income statement of the year so far',
    query: `{ incomeStatement(from: "${YEAR}", to: "${DAY}") { lines { label amounts } } }`,
    statements: balanceOf(upTo),
    goals: { statements: 0.7 },
  },
];

/** Statements as of a day: the API, its own SQL, and the sum over all lines. */
export async function* runReportItems(at: ReportsAt): AsyncGenerator<ItemResult> {
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
    yield { key, title, connections: CONNECTIONS, candidates, ratios, goals };
  }
}

async function apiContender(item: ReportItem, { process, tokens }: ReportsAt): Promise<Contender> {
  const call = graphql(item.query);
  const headers = { authorization: `Bearer ${tokens.benchmark}` };
  const { bytes } = await ask({ process, headers }, call);
  const request = postBytes({ port: process.port, ...call, headers });
  return overHttp('bureau', process, shotsInTurn([request], [bytes]));
}
