import type { Ctx } from '@bureau/core';

/** Reads rows, each time with the rights of that moment. */
export type ReadRows = <R extends Record<string, unknown>>(
  text: string,
  values: readonly unknown[],
) => Promise<R[]>;

/**
 * What is exported: the days, and the last posting that counts. Postings are never changed, so the
 * same scope gives the same rows whenever it is read.
 */
export interface LedgerScope {
  organization: string;
  currency: string;
  from: string;
  to: string;
  /** Instant of the last posting that is in it, to the microsecond; PostgreSQL text. */
  postedUntil: string;
}

type ScopeRow = Record<
  'organization' | 'currency' | 'first' | 'last' | 'posted_until',
  string | null
>;

const SCOPE = `
  select o.name as organization, s.base_currency as currency,
      (select min(posted_on)::text from accounting.entry) as first,
      (select max(posted_on)::text from accounting.entry) as last,
      (select posted_at::text from accounting.chain_head) as posted_until
    from core.organization o cross join accounting.settings s where o.id = $1`;

/** The scope of the wanted days; `undefined`: nothing was posted yet. */
export async function readScope(
  ctx: Ctx,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<LedgerScope | undefined> {
  const [row] = await ctx.sql<ScopeRow>(SCOPE, [ctx.organizationId]);
  if (!row?.first || !row.last || !row.posted_until) return undefined;
  return {
    organization: row.organization ?? '',
    currency: row.currency ?? '',
    from: from ?? row.first,
    to: to ?? row.last,
    postedUntil: row.posted_until,
  };
}

/** An account with its balances at both ends, in base; debits above zero. */
export type ExportedAccount = Record<
  'code' | 'name' | 'type' | 'opened' | 'opening' | 'closing',
  string
>;

const ACCOUNTS = `
  select a.code, a.name, a.type, min(a.created_at)::date::text as opened,
      trim_scale(coalesce(sum(l.base_amount) filter (where l.posted_on < $1), 0))::text as opening,
      trim_scale(coalesce(sum(l.base_amount), 0))::text as closing
    from accounting.account a
    left join (accounting.line l join accounting.entry e
        on e.id = l.entry_id and e.posted_at <= $3::timestamptz)
      on l.account_id = a.id and l.posted_on <= $2
   where a.is_postable or l.id is not null
   group by a.code, a.name, a.type order by a.code`;

/** All accounts by code. */
export function exportedAccounts(
  read: ReadRows,
  { from, to, postedUntil }: LedgerScope,
): Promise<ExportedAccount[]> {
  return read<ExportedAccount>(ACCOUNTS, [from, to, postedUntil]);
}

/** A line of an exported entry; amounts as decimal text, debits above zero. */
export interface ExportedLine {
  number: number;
  account: string;
  accountName: string;
  accountType: string;
  currency: string;
  amount: string;
  base: string;
  memo: string | null;
  party: string | null;
  isCustomer: boolean | null;
  taxCode: string | null;
  taxBase: string | null;
  quantity: string | null;
  /** Codes of dimensions and their values. */
  dimensions: readonly (readonly [dimension: string, value: string])[];
}

/** A posted entry with its lines. */
export interface ExportedEntry {
  id: string;
  reference: string;
  journal: string;
  postedOn: string;
  postedAt: string;
  kind: string;
  memo: string | null;
  period: string;
  year: string;
  lines: readonly ExportedLine[];
}

const PAGE = 500;

const ENTRIES = `
  select e.id, e.reference, j.code as journal, e.posted_on::text as "postedOn",
      to_char(e.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "postedAt",
      e.kind, e.memo, to_char(p.starts_on, 'MM') as period, y.name as year,
      (select json_agg(json_build_object('number', l.number, 'account', a.code,
          'accountName', a.name, 'accountType', a.type, 'currency', l.currency,
          'amount', trim_scale(l.amount)::text, 'base', trim_scale(l.base_amount)::text,
          'memo', l.memo, 'party', pa.code, 'isCustomer', pa.is_customer, 'taxCode', t.code,
          'taxBase', trim_scale(l.tax_base)::text, 'quantity', trim_scale(l.quantity)::text,
          'dimensions', coalesce((select json_agg(json_build_array(d.code, v.code) order by d.code)
            from accounting.dimension_set_item i
            join accounting.dimension_value v on v.id = i.value_id
            join accounting.dimension d on d.id = v.dimension_id
           where i.set_id = l.dimension_set_id), '[]'::json)) order by l.number)
        from accounting.line l
        join accounting.account a on a.id = l.account_id
        left join core.party pa on pa.id = l.party_id
        left join accounting.tax_component t on t.id = l.tax_code_id
       where l.entry_id = e.id)::text as lines
    from accounting.entry e
    join accounting.journal j on j.id = e.journal_id
    join accounting.period p on p.id = e.period_id
    join accounting.fiscal_year y on y.id = e.fiscal_year_id
   where e.posted_on between $1 and $2 and e.posted_at <= $3::timestamptz
     and ($4::text is null or j.code = $4) and (e.posted_on, e.id) > ($5::date, $6::uuid)
   order by e.posted_on, e.id limit ${PAGE}`;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The entries by day, all of them or those of a journal. Holds a page of them. */
export async function* exportedEntries(
  read: ReadRows,
  { from, to, postedUntil }: LedgerScope,
  journal: string | null = null,
): AsyncGenerator<ExportedEntry> {
  type Row = Omit<ExportedEntry, 'lines'> & { lines: string };
  for (let [day, id] = ['0001-01-01', BEFORE_ALL]; ;) {
    const page = await read<Row>(ENTRIES, [from, to, postedUntil, journal, day, id]);
    for (const row of page) yield { ...row, lines: JSON.parse(row.lines) as ExportedLine[] };
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    [day, id] = [last.postedOn, last.id];
  }
}
