import type { ServerProcess } from '../children.js';
import { type Answer, postBytes, type Shot } from '../driver.js';
import { ratiosOf } from '../read-items.js';
import type { ItemResult } from '../results.js';
import { type Contender, inTurns, overHttp, type RoundPlan } from '../rounds.js';
import { ACCOUNTS } from './books.js';
import type { Books } from './prepare-books.js';
import { sqlContender } from './sql-contender.js';

/** Where entries are posted. */
export interface PostingAt {
  process: ServerProcess;
  tokens: Books['tokens'];
  organizationId: string;
  /** URL of the role of the server. */
  url: string;
  plan: RoundPlan;
}

interface PostingItem {
  key: string;
  title: string;
  lines: number;
  /** Entries of one call. */
  entries: number;
  connections: number;
  goal: number;
}

const ITEMS: readonly PostingItem[] = [
  { key: 'post2', title: 'Post two lines', lines: 2, entries: 1, connections: 32, goal: 1.5 },
  { key: 'post20', title: 'Post 20 lines', lines: 20, entries: 1, connections: 32, goal: 1 },
  {
    key: 'postAlone',
    title: 'Post two lines, alone',
    lines: 2,
    entries: 1,
    connections: 1,
    goal: 0.5,
  },
  {
    key: 'postBatch',
    title: 'Post 1,000 entries',
    lines: 2,
    entries: 1_000,
    connections: 1,
    goal: 0.8,
  },
];

const POST = `mutation Post($input: JournalEntryPostInput!, $key: String!) {
  journalEntryPost(input: $input) @idempotent(key: $key) {
    journalEntry { id reference } userErrors { code message } } }`.replaceAll(/\s+/g, ' ');
const BATCH = `mutation Post($input: JournalEntryPostBatchInput!, $key: String!) {
  journalEntryPostBatch(input: $input) @idempotent(key: $key) {
    results { index } userErrors { code message } } }`.replaceAll(/\s+/g, ' ');

/** Postings through the API, with every guarantee, against the posting function by itself. */
export async function* runPostingItems(at: PostingAt): AsyncGenerator<ItemResult> {
  for (const item of ITEMS) {
    const { key, title, connections, goal } = item;
    const loop = { ...at, text: statementOf(item), connections, isPrepared: true };
    const alone = await sqlContender('function', loop);
    const contenders = [apiContender(item, at), alone];
    const candidates = await inTurns(contenders, { ...at.plan, connections });
    await alone.process.stop();
    const goals = { function: goal };
    yield { key, title, connections, candidates, ratios: ratiosOf(candidates), goals };
  }
}

const RUN = Date.now().toString(36);
let keys = 0;

function apiContender(item: PostingItem, { process, tokens }: PostingAt): Contender {
  const token = item.entries > 1 ? tokens.bulk : tokens.benchmark;
  const headers = { authorization: `Bearer ${token}` };
  const clean = '"userErrors":[]';
  const accept = ({ status, start }: Answer): boolean =>
    status === 200 && (item.entries > 1 || start.includes(clean));
  const next = (): Shot => {
    const key = `${RUN}-${++keys}`;
    const entries = Array.from({ length: item.entries }, () => entryOf(item.lines));
    const input = item.entries > 1 ? { entries } : entries[0];
    const body = { query: item.entries > 1 ? BATCH : POST, variables: { input, key } };
    return { request: postBytes({ port: process.port, path: '/graphql', headers, body }), accept };
  };
  return overHttp('bureau', process, next);
}

function entryOf(lines: number): object {
  const others = Array.from({ length: lines - 1 }, () => ({
    accountCode: codeOf(2 + Math.floor(Math.random() * (ACCOUNTS - 1))),
    credit: '10.00',
  }));
  const bank = { accountCode: codeOf(1), debit: `${(lines - 1) * 10}.00` };
  return { journalCode: 'GJ', postedOn: '2026-06-15', lines: [bank, ...others] };
}

function codeOf(number: number): string {
  return `A${String(number).padStart(4, '0')}`;
}

/** Ids grow with time, as those of the API do. */
const ID = `overlay(md5(random()::text) placing lpad(to_hex((extract(epoch from
  clock_timestamp()) * 1000)::bigint), 12, '0') || '7' from 1 for 13)`;

/** One call of the posting function for the same entries. */
function statementOf({ lines, entries }: PostingItem): string {
  const series = `generate_series(1, ${entries}) e`;
  return `with heads as (select jsonb_agg(jsonb_build_object('entry', e, 'id', ${ID},
      'journalCode', 'GJ', 'postedOn', '2026-06-15')) as batch from ${series}),
    lines as (select jsonb_agg(jsonb_build_object('entry', e, 'number', n, 'id', ${ID}, 'code',
      case n when 1 then 'A0001'
        else 'A' || lpad((2 + floor(random() * ${ACCOUNTS - 1}))::int::text, 4, '0') end,
      'amount', case n when 1 then ${(lines - 1) * 10} else -10 end)) as batch
      from ${series}, generate_series(1, ${lines}) n)
    select count(*) from heads, lines,
      accounting.post_entries(heads.batch, lines.batch, true, null, false)`;
}
