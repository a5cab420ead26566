/** A check: its rows are the faults, each with a text that says where. */
export interface LedgerCheck {
  name: string;
  description: string;
  sql: string;
}

/** What must hold for every ledger, at any time (the invariants of the books). */
export const LEDGER_CHECKS: readonly LedgerCheck[] = [
  {
    name: 'BALANCED',
    description: 'Every entry sums to zero in each currency, and has two lines or more.',
    sql: `select e.reference as place from accounting.entry e
      join accounting.line l on l.entry_id = e.id
      group by e.reference, l.currency, e.line_count having sum(l.amount) <> 0 or e.line_count < 2`,
  },
  {
    name: 'BALANCED_BASE',
    description: 'Every entry sums to zero in the base currency, and its total is that of debits.',
    sql: `select e.reference as place from accounting.entry e
      left join accounting.line l on l.entry_id = e.id
      group by e.reference, e.base_total, e.line_count
      having coalesce(sum(l.base_amount), 0) <> 0 or count(l.id) <> e.line_count
        or coalesce(sum(greatest(l.base_amount, 0)), 0) <> e.base_total`,
  },
  {
    name: 'BALANCES',
    description: 'Balances of periods are the sums of their lines.',
    sql: `select coalesce(b.account_id, s.account_id)::text as place
      from (select account_id, period_id, currency, dimension_set_id, debit, credit, base_debit,
          base_credit from accounting.balance) b
      full join (select l.account_id, e.period_id, l.currency,
          coalesce(l.dimension_set_id, '00000000-0000-0000-0000-000000000000') as dimension_set_id,
          sum(l.debit) as debit, sum(l.credit) as credit,
          sum(greatest(l.base_amount, 0)) as base_debit,
          sum(greatest(-l.base_amount, 0)) as base_credit
        from accounting.line l join accounting.entry e on e.id = l.entry_id
        group by 1, 2, 3, 4) s
      using (account_id, period_id, currency, dimension_set_id)
      where (b.debit, b.credit, b.base_debit, b.base_credit)
        is distinct from (s.debit, s.credit, s.base_debit, s.base_credit)`,
  },
  {
    name: 'NUMBERS',
    description: 'Numbers of each gapless journal and year are 1 to n, in the order of posting.',
    sql: `select reference as place from (
        select e.reference, e.number, row_number() over (partition by e.journal_id,
          e.fiscal_year_id order by s.position) as place
        from accounting.entry e join accounting.entry_seal s on s.entry_id = e.id
        join accounting.journal j on j.id = e.journal_id and j.numbering = 'GAPLESS') numbered
      where number <> place`,
  },
  {
    name: 'SERIES',
    description: 'The last number of each series is that of its last entry.',
    sql: `select s.journal_id::text as place from accounting.number_series s
      where s.last <> (select max(e.number) from accounting.entry e
        where e.journal_id = s.journal_id and e.fiscal_year_id = s.fiscal_year_id)`,
  },
  {
    name: 'SEALED',
    description: 'Every entry has a seal with as many lines as it has.',
    sql: `select e.reference as place from accounting.entry e
      left join accounting.entry_seal s on s.entry_id = e.id
      where s.line_count is distinct from e.line_count`,
  },
  {
    name: 'PERIODS',
    description: 'Every entry and each of its lines lies in its period.',
    sql: `select distinct e.reference as place from accounting.entry e
      join accounting.period p on p.id = e.period_id
      join accounting.line l on l.entry_id = e.id
      where not e.posted_on between p.starts_on and p.ends_on or l.posted_on <> e.posted_on`,
  },
  {
    name: 'REVERSALS',
    description: 'A reversal is the mirror of its entry by account, currency and dimensions.',
    sql: `select distinct r.reference as place from accounting.entry r
      join lateral (select 1 from accounting.line l where l.entry_id in (r.id, r.reverses_id)
        group by l.account_id, l.currency, l.dimension_set_id
        having sum(l.amount) <> 0 or sum(l.base_amount) <> 0) odd on true
      where r.reverses_id is not null`,
  },
];
