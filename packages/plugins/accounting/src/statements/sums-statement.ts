/** What sums up to days are narrowed by. */
export interface SumsQuery {
  /** Sums up to and with each of these days. */
  days: readonly string[];
  /** Only what was posted at this instant or before. */
  knownAt?: Date | undefined;
  /** Uuids; only lines that carry all of these values. */
  dimensionValueIds?: readonly string[] | undefined;
  /** Leaves closing entries out, and what takes them back. */
  withoutClosing?: boolean | undefined;
  /** Uuid; all accounts without it. */
  accountId?: string | undefined;
}

/** What can be summed: how a balance of a period has it, and a line. */
const MEASURES = {
  debit: ['b.debit', 'l.debit'],
  credit: ['b.credit', 'l.credit'],
  base: ['b.base_debit - b.base_credit', 'l.base_amount'],
  base_debit: ['b.base_debit', 'greatest(l.base_amount, 0)'],
  base_credit: ['b.base_credit', 'greatest(-l.base_amount, 0)'],
} as const;

/** What is summed. */
export type Measure = keyof typeof MEASURES;
/** What sums are told apart by. */
export type SumsKey = 'account_id' | 'currency';

/** What is summed, and by what. */
export interface SumsShape {
  by: SumsKey;
  /** Tells sums apart by their dimension values too; `NO_DIMENSIONS` for lines without. */
  bySet?: boolean;
  measures: readonly Measure[];
}

/** What balances have instead of a set of dimension values when their lines carry none. */
export const NO_DIMENSIONS = '00000000-0000-0000-0000-000000000000';

/**
 * The statement of sums by day (`n`, from 1) and key: balances of the periods that ended, each read
 * once for all days, and lines of the days after them, less what is left out. Its cost grows with
 * accounts and periods, not with lines.
 */
export function sumsStatement(
  query: SumsQuery,
  { by, bySet = false, measures }: SumsShape,
): { text: string; values: unknown[] } {
  const values: unknown[] = [query.days];
  const set = `coalesce(l.dimension_set_id, '${NO_DIMENSIONS}'::uuid)`;
  const [keys, inBalance, inMoved, inLine] = bySet
    ? [`${by}, set_id`, `b.${by}, b.dimension_set_id`, `m.${by}, m.set_id`, `l.${by}, ${set}`]
    : [by, `b.${by}`, `m.${by}`, `l.${by}`];
  const where = narrowing(query, values);
  const left = leftOut(query, values);
  const list = (of: (measure: Measure) => string) => measures.map(of).join(', ');
  const lines = (sign: string) =>
    list((one) => (sign === '' ? MEASURES[one][1] : `-(${MEASURES[one][1]})`));
  const text = `
  with day as (
    select u.n, u.d, coalesce((select max(p.ends_on) from accounting.period p
        where p.ends_on <= u.d), '-infinity'::date) as ended
      from unnest($1::date[]) with ordinality as u(d, n)),
  bounds as (select array_agg(distinct ended order by ended) as ends from day),
  moved (until, ${keys}, ${measures.join(', ')}) as (
    select (ends)[1 + width_bucket(b.ends_on - 1, ends)] as until, ${inBalance},
        ${list((one) => `sum(${MEASURES[one][0]}) as ${one}`)}
      from bounds, accounting.balance b
     where b.ends_on <= (select max(ended) from day)${where('b')}
     group by until, ${inBalance})
  select n, ${keys}, ${list((one) => `sum(${one}) as ${one}`)} from (
    select day.n, ${inMoved}, ${list((one) => `m.${one}`)}
      from day join moved m on m.until <= day.ended
    union all
    select day.n, ${inLine}, ${lines('')}
      from day join accounting.line l on l.posted_on > day.ended and l.posted_on <= day.d
     where true${where('l')}${
       left === ''
         ? ''
         : `
    union all
    select day.n, ${inLine}, ${lines('-')}
      from (${left}) as e(id)
      join accounting.line l on l.entry_id = e.id
      join day on l.posted_on <= day.d
     where true${where('l')}`
     }) as parts (n, ${keys}, ${measures.join(', ')})
   group by n, ${keys}`;
  return { text, values };
}

/** Conditions on one alias. */
function narrowing(query: SumsQuery, values: unknown[]): (alias: 'b' | 'l') => string {
  const { accountId, dimensionValueIds = [] } = query;
  const account = accountId === undefined ? '' : `$${values.push(accountId)}::uuid`;
  const wanted = dimensionValueIds.length === 0 ? '' : `$${values.push(dimensionValueIds)}::uuid[]`;
  return (alias) =>
    [
      account === '' ? '' : ` and ${alias}.account_id = ${account}`,
      wanted === ''
        ? ''
        : ` and ${alias}.dimension_set_id in (select i.set_id
            from accounting.dimension_set_item i where i.value_id = any (${wanted})
           group by i.set_id having count(*) = cardinality(${wanted}))`,
    ].join('');
}

const CLOSING = `select id from accounting.entry where kind = 'CLOSING'
  union select r.id from accounting.entry r
    join accounting.entry o on o.id = r.reverses_id and o.kind = 'CLOSING'`;

/** The entries that are left out, each once; empty: none is. */
function leftOut({ knownAt, withoutClosing }: SumsQuery, values: unknown[]): string {
  const parts = [
    ...(withoutClosing ? [CLOSING] : []),
    ...(knownAt
      ? [
          `select id from accounting.entry
            where posted_at > $${values.push(knownAt.toISOString())}::timestamptz`,
        ]
      : []),
  ];
  return parts.join(' union ');
}
