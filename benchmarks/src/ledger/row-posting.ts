import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { fromRun } from '../peers/listen.js';
import { answerRounds } from '../repeated-work.js';
import { ACCOUNTS } from './books.js';

/**
 * The same posting as a program writes it that loads and saves rows: one transaction for an entry,
 * a statement for each row that is read, locked or written; the same tables, guards and seals.
 */

const options = `-c app.organization_id=${fromRun('ORGANIZATION')}`;
const connectionString = fromRun('URL');
const lines = Number(fromRun('LINES'));
const clients = await Promise.all(
  Array.from({ length: Number(fromRun('CONNECTIONS')) }, async () => {
    const client = new pg.Client({ connectionString, options });
    await client.connect();
    return client;
  }),
);

answerRounds(clients.map((client) => () => post(client)));

const ACCOUNT = 'select id from accounting.account where code = $1 and is_active and is_postable';
const JOURNAL = "select id from accounting.journal where code = 'GJ' and is_active";
const PERIOD = `select id, fiscal_year_id, starts_on, ends_on from accounting.period
  where $1::date between starts_on and ends_on and state = 'OPEN' for share`;
const NUMBER = `insert into accounting.number_series as s (journal_id, fiscal_year_id, last)
  values ($1, $2, 1) on conflict (organization_id, journal_id, fiscal_year_id)
  do update set last = s.last + 1 returning last`;
const HEAD = `select position, hash from accounting.chain_head for update`;
const ENTRY = `insert into accounting.entry (id, reference, journal_id, fiscal_year_id, period_id,
    number, posted_on, posted_at, kind, base_total, line_count)
  values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp(), 'NORMAL', $8, $9)`;
const LINE = `insert into accounting.line (id, entry_id, number, account_id, posted_on, currency,
    amount, base_amount) values ($1, $2, $3, $4, $5, 'EUR', $6, $6)`;
const BALANCE = `insert into accounting.balance as b (account_id, period_id, currency, starts_on,
    ends_on, debit, credit, base_debit, base_credit)
  values ($1, $2, 'EUR', $3, $4, $5, $6, $5, $6)
  on conflict (organization_id, account_id, period_id, currency, dimension_set_id) do update
    set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      base_debit = b.base_debit + excluded.base_debit,
      base_credit = b.base_credit + excluded.base_credit`;
const CONTENT = 'select content from accounting.content_hashes(array[$1::uuid])';
const SEAL = `insert into accounting.entry_seal (entry_id, position, line_count, content_hash,
    previous_hash, hash)
  values ($1, $2, $3, $4, $5, accounting.link_hash($5, $2, $4)) returning hash`;
const CHAIN = `update accounting.chain_head set position = $1, hash = $2,
  posted_at = clock_timestamp()`;
const DAY = '2026-06-15';

type Row = Record<string, string>;

async function post(client: pg.Client): Promise<void> {
  const ask = async (text: string, values: unknown[] = []): Promise<Row> => {
    const { rows } = await client.query<Row>({ name: nameOf(text), text, values });
    return rows[0] ?? {};
  };
  await client.query('begin');
  const journal = (await ask(JOURNAL))['id'];
  const { id: period, fiscal_year_id: year, ...days } = await ask(PERIOD, [DAY]);
  const parts = await Promise.all(
    partsOf().map(async ({ code, amount }) => {
      return { account: (await ask(ACCOUNT, [code]))['id'], amount };
    }),
  );
  const number = (await ask(NUMBER, [journal, year]))['last'];
  const entry = randomUUID();
  const total = 10 * (lines - 1);
  const reference = `GJ-2026-${String(number).padStart(6, '0')}`;
  await ask(ENTRY, [entry, reference, journal, year, period, number, DAY, total, lines]);
  for (const [place, { account, amount }] of parts.entries()) {
    await ask(LINE, [randomUUID(), entry, place + 1, account, DAY, amount]);
    const sides = [Math.max(amount, 0), Math.max(-amount, 0)];
    await ask(BALANCE, [account, period, days['starts_on'], days['ends_on'], ...sides]);
  }
  const head = await ask(HEAD);
  const { content } = await ask(CONTENT, [entry]);
  const place = String(BigInt(head['position'] ?? 0) + 1n);
  const { hash } = await ask(SEAL, [entry, place, lines, content, head['hash']]);
  await ask(CHAIN, [place, hash]);
  await client.query('commit');
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return name;
}

/** One debit of the busy account against credits of others. */
function partsOf(): { code: string; amount: number }[] {
  const codeOf = (number: number) => `A${String(number).padStart(4, '0')}`;
  const others = Array.from({ length: lines - 1 }, () => {
    return { code: codeOf(2 + Math.floor(Math.random() * (ACCOUNTS - 1))), amount: -10 };
  });
  return [{ code: codeOf(1), amount: 10 * (lines - 1) }, ...others];
}
