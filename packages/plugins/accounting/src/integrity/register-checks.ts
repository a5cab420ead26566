import type { LedgerCheck } from './integrity-checks.js';

/**
 * Registers stand beside the ledger and are changed as time goes on: what they say was posted must
 * be what their entries hold. Lines of their accounts that others posted are no fault.
 */
export const REGISTER_CHECKS: readonly LedgerCheck[] = [
  {
    name: 'FIXED_ASSETS',
    description: 'Fixed assets cost what their entries took up and changes made of it.',
    sql: `select a.number as place from accounting.fixed_asset a
      left join accounting.entry e on e.id = a.entry_id
      left join (select s.asset_id, max(s.cost - coalesce(c.cost, 0)) as most,
          min(s.cost - coalesce(c.cost, 0)) as least,
          max(s.cost) filter (where s.book = 'BOOK') as now
        from accounting.depreciation_schedule s
        left join (select schedule_id, sum(cost_change) as cost
          from accounting.fixed_asset_change group by schedule_id) c on c.schedule_id = s.id
        group by s.asset_id) o on o.asset_id = a.id
      where o.most <> o.least or a.cost <> o.now
        or (a.entry_id is not null and e.base_total is distinct from coalesce(o.most, a.cost))
        or (a.disposal_entry_id is not null and not exists (select from accounting.line l
          where l.entry_id = a.disposal_entry_id and l.base_amount = -a.cost))`,
  },
  {
    name: 'DEPRECIATION',
    description: 'What is written off is what was taken and changed, and runs are their entries.',
    sql: `select a.number as place from accounting.depreciation_schedule s
      join accounting.fixed_asset a on a.id = s.asset_id
      left join (select schedule_id, sum(amount) as amount from accounting.depreciation_line
        where not is_reversed group by schedule_id) l on l.schedule_id = s.id
      left join (select schedule_id, sum(accumulated_change) as amount
        from accounting.fixed_asset_change group by schedule_id) c on c.schedule_id = s.id
      where s.accumulated <> coalesce(l.amount, 0) + coalesce(c.amount, 0)
    union all
      select 'run ' || r.taken_on from accounting.depreciation_run r
      left join accounting.entry e on e.id = r.entry_id
      left join (select run_id, sum(amount) as amount from accounting.depreciation_line
        group by run_id) l on l.run_id = r.id
      where r.total <> coalesce(l.amount, 0)
        or (r.entry_id is not null and e.base_total is distinct from r.total)
        or (r.entry_id is not null and r.is_reversed <> exists (
          select from accounting.entry b where b.reverses_id = r.entry_id))`,
  },
  {
    name: 'DEFERRALS',
    description: 'Deferrals sum to their amount, and what is recognized to its entries.',
    sql: `select d.name as place from accounting.deferral d
      left join (select deferral_id, sum(amount) as amount, sum(base_amount) as base_amount,
          coalesce(sum(amount) filter (where is_recognized), 0) as recognized
        from accounting.deferral_line group by deferral_id) l on l.deferral_id = d.id
      left join accounting.entry e on e.id = d.entry_id
      where (d.amount, d.base_amount, d.recognized) is distinct from
          (l.amount, l.base_amount, l.recognized)
        or (d.entry_id is not null and e.base_total is distinct from d.base_amount)
    union all
      select e.reference from accounting.deferral_line l
      join accounting.entry e on e.id = l.entry_id
      group by e.id, e.reference, e.base_total having sum(l.base_amount) <> e.base_total
        or not exists (select from accounting.line x
          where x.entry_id = e.id and abs(x.amount) = sum(l.amount))`,
  },
  {
    name: 'LOANS',
    description: 'What is open of loans is what was not paid, and payments are their entries.',
    sql: `select n.name as place from accounting.loan n
      left join (select loan_id, sum(principal) as principal from accounting.loan_payment
        where is_posted group by loan_id) p on p.loan_id = n.id
      where n.open_principal <> n.principal - coalesce(p.principal, 0)
        or (n.open_principal = 0) <> (n.open_base_amount = 0)
        or (n.entry_id is not null and not exists (select from accounting.line l
          where l.entry_id = n.entry_id and l.account_id = n.loan_account_id
            and abs(l.amount) = n.principal and l.currency = n.currency))
    union all
      select e.reference from accounting.loan_payment p
      join accounting.loan n on n.id = p.loan_id
      join accounting.entry e on e.id = p.entry_id
      where not exists (select from accounting.line l where l.entry_id = p.entry_id
        and l.account_id = n.payment_account_id and abs(l.amount) = p.payment
        and l.currency = n.currency)`,
  },
];
