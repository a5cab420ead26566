import { uuidv7 } from '@bureau/core';
import type { SqlClient, TestApp } from '@bureau/testing';

/** Accounts of the small books: code, type, normal side. */
const ACCOUNTS = [
  ['1000', 'ASSET', 'CASH', 'DEBIT', 'NONE'],
  ['1200', 'ASSET', 'RECEIVABLE', 'DEBIT', 'RECEIVABLE'],
  ['2000', 'LIABILITY', 'OTHER_CURRENT_LIABILITY', 'CREDIT', 'NONE'],
  ['3000', 'EQUITY', 'SHARE_CAPITAL', 'CREDIT', 'NONE'],
  ['4000', 'INCOME', 'REVENUE', 'CREDIT', 'NONE'],
  ['5000', 'EXPENSE', 'OPERATING_EXPENSE', 'DEBIT', 'NONE'],
] as const;

/** Books made by SQL of the server's role, for tests of the database alone; ids are uuids. */
export interface RawBooks {
  accounts: Record<string, string>;
  journalId: string;
  yearId: string;
  /** By number, from 1. */
  periodIds: string[];
}

/** A line for `post`: account code, signed amount, and what differs from the usual. */
export type RawLine = [code: string, amount: string, more?: Record<string, unknown>];

/** Settings in EUR, six accounts, a journal and the year 2026 in months. */
export async function makeRawBooks(sql: SqlClient): Promise<RawBooks> {
  await sql.query(
    "insert into accounting.settings (id, base_currency, chart) values ($1, 'EUR', 'raw')",
    [uuidv7()],
  );
  const accounts: Record<string, string> = {};
  for (const [code, type, subtype, side, control] of ACCOUNTS) {
    accounts[code] = uuidv7();
    await sql.query(
      `insert into accounting.account (id, code, name, type, subtype, normal_side, control)
       values ($1, $2, $2, $3, $4, $5, $6)`,
      [accounts[code], code, type, subtype, side, control],
    );
  }
  const [journalId, yearId] = [uuidv7(), uuidv7()];
  await sql.query(
    "insert into accounting.journal (id, code, name, kind) values ($1, 'GJ', 'General', 'GENERAL')",
    [journalId],
  );
  await sql.query(
    `insert into accounting.fiscal_year (id, name, starts_on, ends_on)
     values ($1, '2026', '2026-01-01', '2026-12-31')`,
    [yearId],
  );
  const periodIds = Array.from({ length: 12 }, () => uuidv7());
  await sql.query(
    `insert into accounting.period (id, fiscal_year_id, number, name, starts_on, ends_on)
     select p.id, $1, p.number, '2026-' || p.number,
       make_date(2026, p.number::int, 1),
       (make_date(2026, p.number::int, 1) + interval '1 month - 1 day')::date
     from unnest($2::uuid[]) with ordinality as p(id, number)`,
    [yearId, periodIds],
  );
  return { accounts, journalId, yearId, periodIds };
}

/** What the posting function said about one entry. */
export interface RawResult {
  entry: number;
  id: string | null;
  reference: string | null;
  replayed: boolean;
  fault: Record<string, unknown> | null;
}

/** An entry for `post`. */
export interface RawEntry {
  on?: string;
  lines: RawLine[];
  [more: string]: unknown;
}

/** Calls the posting function with entries that name accounts by code. */
export async function post(
  sql: SqlClient,
  entries: RawEntry[],
  { allOrNone = true, maySoft = false } = {},
): Promise<RawResult[]> {
  const heads = entries.map(({ on = '2026-03-15', lines: _lines, ...more }, index) => ({
    entry: index + 1,
    journalCode: 'GJ',
    postedOn: on,
    ...more,
  }));
  const lines = entries.flatMap((entry, index) =>
    entry.lines.map(([code, amount, more = {}], place) => ({
      entry: index + 1,
      number: place + 1,
      code,
      amount,
      ...more,
    })),
  );
  const { rows } = await sql.query<RawResult>(
    'select * from accounting.post_entries($1, $2, $3, null, $4)',
    [JSON.stringify(heads), JSON.stringify(lines), allOrNone, maySoft],
  );
  return rows;
}

/** The code of the fault of a single entry, or `posted`. */
export async function verdict(sql: SqlClient, entry: RawEntry): Promise<unknown> {
  const [result] = await post(sql, [entry]);
  return result?.fault?.['code'] ?? (result?.id ? 'posted' : 'nothing');
}

/** Makes at least one row of each record type. */
export async function fillRawBooks(app: TestApp): Promise<void> {
  const sql = await app.asRole('bureau_app', app.organizationId);
  const { accounts, journalId } = await makeRawBooks(sql);
  const add = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const whole = { id: uuidv7(), ...row };
    const names = Object.keys(whole).join(', ');
    await sql.query(
      `insert into accounting.${table} (${names})
       select ${names} from jsonb_populate_record(null::accounting.${table}, $1)`,
      [JSON.stringify(whole)],
    );
    return whole.id;
  };
  const dimension_id = await add('dimension', { code: 'CC', name: 'Cost centre' });
  const value = await add('dimension_value', { dimension_id, code: 'X', name: 'X' });
  const account_id = accounts['5000'];
  await add('account_rule', { account_id, dimension_id, requirement: 'REQUIRED' });
  const [user] = await app.sql<{ id: string }>(USER, [app.organizationId, uuidv7()]);
  const lock = { area: 'SALES', until_on: '2025-01-01' };
  const lock_id = await add('lock', lock);
  const until = { expires_at: '2026-01-01T00:00:00Z', reason: 'Audit' };
  await add('lock_exception', { lock_id, user_id: user?.id, ...until });
  const draft_id = await add('draft_entry', { journal_id: journalId, posted_on: '2026-01-01' });
  const money = { currency: 'EUR', amount: '1', dimension_value_ids: [] };
  await add('draft_line', { draft_id, number: 1, account_id, ...money });
  const lines: RawLine[] = [
    ['5000', '10', { dimensions: [value] }],
    ['1000', '-10'],
  ];
  await post(sql, [{ lines }]);
  await sql.end();
}

const USER = `
  insert into core.membership (organization_id, id, kind, display_name)
  values ($1, $2, 'SERVICE', 'Ada')
  returning id`;
