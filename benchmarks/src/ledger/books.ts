import type { Client } from 'pg';

/** Accounts of the books, the first of which is touched by every entry; years that they cover. */
export const ACCOUNTS = 199;
export const FIRST_YEAR = 2016;
export const YEARS = 11;

const LINES = 10;
const BATCH = 500;

const SET_UP = [
  `insert into accounting.settings (id, base_currency, chart)
   values (gen_random_uuid(), 'EUR', 'bench')`,
  `insert into accounting.journal (id, code, name, kind)
   values (gen_random_uuid(), 'GJ', 'General', 'GENERAL')`,
  `insert into accounting.account (id, code, name, type, subtype, normal_side, control)
   select gen_random_uuid(), 'A' || lpad(n::text, 4, '0'), 'Account ' || n, k.type, k.subtype,
     k.side, 'NONE'
   from generate_series(1, ${ACCOUNTS}) n
   cross join lateral (select
     (array['ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE'])[1 + i] as type,
     (array['CASH', 'OTHER_CURRENT_LIABILITY', 'SHARE_CAPITAL', 'REVENUE',
       'OPERATING_EXPENSE'])[1 + i] as subtype,
     (array['DEBIT', 'CREDIT', 'CREDIT', 'CREDIT', 'DEBIT'])[1 + i] as side
     from (select case when n = 1 then 0 else n % 5 end as i) pick) k`,
  `insert into accounting.fiscal_year (id, name, starts_on, ends_on)
   select gen_random_uuid(), y::text, make_date(y, 1, 1), make_date(y, 12, 31)
   from generate_series(${FIRST_YEAR}, ${FIRST_YEAR + YEARS - 1}) y`,
  `insert into accounting.period (id, fiscal_year_id, number, name, starts_on, ends_on)
   select gen_random_uuid(), y.id, m, y.name || '-' || lpad(m::text, 2, '0'),
     make_date(y.name::int, m, 1), (make_date(y.name::int, m, 1) + interval '1 month - 1 day')::date
   from accounting.fiscal_year y, generate_series(1, 12) m
   where y.organization_id = current_setting('app.organization_id')::uuid`,
];

// Entries $1 to $2 of $3, in the order of their days: the first account against nine others.
const POST = `
  with n as (select n, n - $1::int + 1 as entry from generate_series($1::bigint, $2::bigint) n),
  heads as (select jsonb_agg(jsonb_build_object('entry', entry, 'journalCode', 'GJ', 'postedOn',
      make_date(${FIRST_YEAR}, 1, 1) + (n::bigint * ${YEARS * 365} / $3::int)::int)) as batch
    from n),
  parts as (select n.entry, k + 1 as number,
      'A' || lpad((2 + (n.n * 7919 + k * 31) % ${ACCOUNTS - 1})::text, 4, '0') as code,
      ((n.n * 104729 + k * 7) % 100000 - 50000.5)::numeric(20, 2) / 10 as amount
    from n, generate_series(1, ${LINES - 1}) k),
  lines as (select entry, number, code, amount from parts union all
    select entry, 1, 'A0001', -sum(amount) from parts group by entry)
  select count(*)::int as posted from heads, (select jsonb_agg(lines) as batch from lines) l,
    accounting.post_entries(heads.batch, l.batch, true, null, false) p where p.id is not null`;

/** Accounts, a journal and the months of all years, without an entry. */
export async function setUpBooks(owner: Client): Promise<void> {
  for (const text of SET_UP) await owner.query(text);
}

/**
 * Books of one organization with so many lines, all of them through the posting function and its
 * guards. The connection is the owner's, set to the organization.
 * @throws Error when an entry was refused
 */
export async function fillBooks(owner: Client, lines: number): Promise<void> {
  await setUpBooks(owner);
  const entries = Math.ceil(lines / LINES);
  for (let first = 1; first <= entries; first += BATCH) {
    const last = Math.min(entries, first + BATCH - 1);
    const { rows } = await owner.query<{ posted: number }>(POST, [first, last, entries]);
    if (rows[0]?.posted !== last - first + 1) throw new Error(`Entries from ${first} are refused.`);
  }
}
