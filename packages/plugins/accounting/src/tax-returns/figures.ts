import { type Ctx, exact, sumAmounts } from '@bureau/core';
import type { TaxBoxEffect } from './tax-form.entity.js';

/** Which entries a return is about. */
export interface ReturnSpan {
  /** Uuid of the form. */
  formId: string;
  startsOn: string;
  endsOn: string;
}

/** A figure as it is now. */
export interface BoxFigure {
  number: number;
  code: string;
  name: string;
  effect: TaxBoxEffect;
  amount: string;
}

/** What a return says, with what it is made of. */
export interface ReturnFigures {
  boxes: BoxFigure[];
  /** Owed less deducted. */
  payable: string;
  /** Movement of each account of its taxes, debit above zero. */
  accounts: { accountId: string; amount: string }[];
  /** What of that is in no box of tax; a return is filed when it is zero. */
  other: string;
  /** Uuids. */
  entryIds: string[];
  lateEntryCount: number;
}

/** The accounts that hold the taxes of a form. */
const ACCOUNTS = `
  select distinct case s.side when 'RECEIVABLE' then c.sales_account_id
      else c.purchase_account_id end as id
    from accounting.tax_box b
    join accounting.tax_box_source s on s.box_id = b.id
    join accounting.tax_component c on c.id = s.component_id
   where b.form_id = $1 and b.effect <> 'BASE'`;

/**
 * Entries up to the last day that no filed return has declared: those of the span, and those of
 * earlier returns that came late. What returns post themselves is none of them.
 */
const ENTRIES = `
  select e.id, e.posted_on
    from accounting.entry e
   where e.posted_on <= $3
     and e.posted_on >= coalesce((select min(r.starts_on) from accounting.tax_return r
       where r.form_id = $1 and r.status = 'FILED'), $2::date)
     and e.source_type is distinct from 'TaxReturn'
     and not exists (select from accounting.tax_return_entry t
       join accounting.tax_return r on r.id = t.tax_return_id
      where t.entry_id = e.id and r.form_id = $1 and r.status = 'FILED')
     and exists (select from accounting.line l where l.entry_id = e.id
       and (l.tax_code_id is not null or l.account_id in (select id from accounts)))`;

const COUNTED = `
  with accounts as materialized (${ACCOUNTS}), entries as materialized (${ENTRIES})`;

const LIST = `${COUNTED}
  select id, (posted_on < $2::date)::text as late from entries order by id`;

const MOVEMENTS = `${COUNTED}
  select l.account_id as "accountId", sum(l.base_amount)::text as amount
    from entries e join accounting.line l on l.entry_id = e.id
   where l.account_id in (select id from accounts)
   group by l.account_id having sum(l.base_amount) <> 0 order by l.account_id`;

/**
 * Taxes stand on the account of their side. Their base is what the lines of their code were posted
 * with; on cash basis it falls due with the tax and stands beside it, in the currency of the
 * document.
 */
const BOXES = `${COUNTED},
  sides as materialized (
    select distinct e.id, a.control as side
      from entries e join accounting.line l on l.entry_id = e.id
      join accounting.account a on a.id = l.account_id
     where a.control in ('RECEIVABLE', 'PAYABLE')),
  sources as materialized (
    select b.id as box, b.effect, s.side, c.id as component, c.tax_code_id as code,
        c.is_cash_basis as "isCashBasis",
        case s.side when 'RECEIVABLE' then c.sales_account_id else c.purchase_account_id end
          as account,
        c.sales_account_id is not distinct from c.purchase_account_id as "isShared"
      from accounting.tax_box b
      join accounting.tax_box_source s on s.box_id = b.id
      join accounting.tax_component c on c.id = s.component_id
     where b.form_id = $1),
  figures as (
    select s.box, case s.side when 'RECEIVABLE' then -1 else 1 end * case
        when s.effect <> 'BASE' or not s."isCashBasis" then l.base_amount
        when l.amount = 0 then 0
        else round(l.tax_base * l.base_amount / l.amount, $4::integer) end as amount
      from sources s
      join accounting.line l on l.tax_code_id = case
        when s.effect = 'BASE' and not s."isCashBasis" then s.code else s.component end
      join entries e on e.id = l.entry_id
     where case when s.effect = 'BASE' and not s."isCashBasis"
         then exists (select from sides x where x.id = e.id and x.side = s.side)
         else l.account_id = s.account and (not s."isShared"
           or exists (select from sides x where x.id = e.id and x.side = s.side)) end)
  select b.number, b.code, b.name, b.effect, coalesce(sum(f.amount), 0)::text as amount
    from accounting.tax_box b
    left join figures f on f.box = b.id
   where b.form_id = $1
   group by b.id, b.number, b.code, b.name, b.effect order by b.number`;

/** The figures of a return now, and what they are made of. */
export async function figuresOf(
  ctx: Ctx,
  { formId, startsOn, endsOn }: ReturnSpan,
  digits: number,
): Promise<ReturnFigures> {
  const values = [formId, startsOn, endsOn];
  type Box = Omit<BoxFigure, 'number'> & { number: string };
  const rows = await ctx.sql<Box>(BOXES, [...values, digits]);
  const boxes = rows.map((row) => ({ ...row, number: Number(row.number) }));
  const accounts = await ctx.sql<{ accountId: string; amount: string }>(MOVEMENTS, values);
  const entries = await ctx.sql<{ id: string; late: string }>(LIST, values);
  const payable = sumAmounts(
    boxes.flatMap(({ effect, amount }) => {
      if (effect === 'BASE') return [];
      return effect === 'OWED' ? amount : exact(amount).negated();
    }),
  );
  const moved = sumAmounts(accounts.map(({ amount }) => amount));
  return {
    boxes,
    payable,
    accounts,
    other: exact(moved).negated().minus(payable).toFixed(),
    entryIds: entries.map(({ id }) => id),
    lateEntryCount: entries.filter(({ late }) => late === 'true').length,
  };
}
