import { type ServerProcess, startPeer } from '../children.js';
import { type Answer, postBytes, type Shot } from '../driver.js';
import { ratiosOf } from '../read-items.js';
import pg from 'pg';
import type { Figure } from '../results.js';
import { type Contender, inTurns, overHttp, ratio, type RoundPlan } from '../rounds.js';
import { rounded } from '../statistics.js';
import { ACCOUNTS } from './books.js';
import type { LedgerResult } from './ledger-result.js';
import { makePlainNumbers, PLAIN_JOURNAL } from './plain-numbers.js';
import type { Books } from './prepare-books.js';
import { sqlContender } from './sql-contender.js';

/** Where entries are posted. */
export interface PostingAt {
  process: ServerProcess;
  tokens: Books['tokens'];
  organizationId: string;
  /** URL of the role of the server. */
  url: string;
  /** URL of the owner of the tables. */
  ownerUrl: string;
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

const UNIT = `mutation Post($input: PostInput!, $key: String!) {
  journalEntryPost(input: $input, key: $key) { journalEntry { id reference } } }`.replaceAll(
  /\s+/g,
  ' ',
);

/** Postings through the API, with every guarantee, against the posting function by itself. */
export async function* runPostingItems(at: PostingAt): AsyncGenerator<LedgerResult> {
  const owner = new pg.Client({ connectionString: at.ownerUrl });
  await owner.connect();
  await makePlainNumbers(owner, at.organizationId);
  await owner.end();
  for (const item of ITEMS) {
    const { key, title, connections, goal } = item;
    const others = await contendersOf(item, at);
    const candidates = await inTurns([apiContender(item, at), ...others], {
      ...at.plan,
      connections,
    });
    await Promise.all(others.map(({ process }) => process.stop()));
    const goals = { function: goal, unit: UNIT_GOAL };
    const result = { key, title, connections, candidates, ratios: ratiosOf(candidates), goals };
    const figures = item === ITEMS[0] ? [await gaplessFigure(item, at), await batchFigure(at)] : [];
    yield { item: result, figures };
  }
}

const UNIT_GOAL = 10;
const GAPLESS_GOAL = 0.9;

/** The posting function alone; of the usual entry also the way of the tutorials. */
async function contendersOf(item: PostingItem, at: PostingAt): Promise<Contender[]> {
  const { connections } = item;
  const loop = { ...at, text: postingStatement(item), connections, isPrepared: true };
  const alone = await sqlContender('function', loop);
  if (item !== ITEMS[0]) return [alone];
  const books = { URL: at.ownerUrl, ORGANIZATION: at.organizationId };
  return [alone, await unitContender(item, { ...books, TOKEN: at.tokens.benchmark })];
}

/** The same mutation of a server that was written as the tutorials have it. */
async function unitContender(
  { lines }: PostingItem,
  env: Readonly<Record<'URL' | 'ORGANIZATION' | 'TOKEN', string>>,
): Promise<Contender> {
  const process = await startPeer('ledger/naive/naive-books-server.js', env);
  const headers = { authorization: `Bearer ${env.TOKEN}` };
  const accept = ({ status, start }: Answer): boolean =>
    status === 200 && start.includes('"reference":"GJ-');
  const next = (): Shot => {
    const variables = { input: entryOf(lines), key: `${RUN}-${++keys}` };
    const body = { query: UNIT, variables };
    return { request: postBytes({ port: process.port, path: '/', headers, body }), accept };
  };
  return overHttp('unit', process, next);
}

/** What gapless numbers cost: the same entries in a journal whose entries bring their numbers. */
async function gaplessFigure(item: PostingItem, at: PostingAt): Promise<Figure> {
  const { connections } = item;
  const loop = { ...at, text: postingStatement(item), connections, isPrepared: true };
  const text = postingStatement(item, PLAIN_JOURNAL);
  const contenders = [
    await sqlContender('function', loop),
    await sqlContender('plainNumbers', { ...loop, text }),
  ];
  const [gapless, plain] = await inTurns(contenders, { ...at.plan, connections });
  await Promise.all(contenders.map(({ process }) => process.stop()));
  return {
    key: 'gaplessNumbers',
    title: 'Posting with gapless numbers against plain ones',
    value: gapless && plain ? ratio(gapless, plain) : Number.NaN,
    unit: 'times',
    goal: { atLeast: GAPLESS_GOAL },
  };
}

const BATCH_OF = 250;
const BATCH_GOAL = 5;

/** Entries of one call against the same number of calls, one after the other. */
async function batchFigure(at: PostingAt): Promise<Figure> {
  const contenders = [
    { ...apiContender({ lines: 2, entries: BATCH_OF }, at), name: 'batch' },
    { ...apiContender({ lines: 2, entries: 1 }, at), name: 'single' },
  ];
  const [batch, single] = await inTurns(contenders, { ...at.plan, connections: 1 });
  return {
    key: 'postBatchOf250',
    title: `Entries a second, ${BATCH_OF} in one call against one in each`,
    value: batch && single ? rounded(BATCH_OF * ratio(batch, single)) : Number.NaN,
    unit: 'times',
    goal: { atLeast: BATCH_GOAL },
  };
}

const RUN = Date.now().toString(36);
let keys = 0;

type Entries = Pick<PostingItem, 'lines' | 'entries'>;

function apiContender(item: Entries, { process, tokens }: PostingAt): Contender {
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

/** One call of the posting function for the same entries; in a plain journal with their numbers. */
export function postingStatement(
  { lines, entries }: { lines: number; entries: number },
  journal = 'GJ',
): string {
  const series = `generate_series(1, ${entries}) e`;
  const number = journal === PLAIN_JOURNAL ? ", 'number', nextval('bench.numbers')" : '';
  return `with heads as (select jsonb_agg(jsonb_build_object('entry', e, 'id', ${ID},
      'journalCode', '${journal}'${number}, 'postedOn', '2026-06-15')) as batch from ${series}),
    lines as (select jsonb_agg(jsonb_build_object('entry', e, 'number', n, 'id', ${ID}, 'code',
      case n when 1 then 'A0001'
        else 'A' || lpad((2 + floor(random() * ${ACCOUNTS - 1}))::int::text, 4, '0') end,
      'amount', case n when 1 then ${(lines - 1) * 10} else -10 end)) as batch
      from ${series}, generate_series(1, ${lines}) n)
    select count(*) from heads, lines,
      accounting.post_entries(heads.batch, lines.batch, true, null, false)`;
}
