import { type Ctx, exact } from '@bureau/core';
import type { NewLine } from '../ledger/posting.js';
import type { DepreciationBook, DepreciationMethod, Proration } from './asset-kinds.js';
import { accumulatedAt } from './depreciation-plan.js';

/** What is to be taken of one asset up to a day. */
export interface DueDepreciation {
  /** Uuids. */
  scheduleId: string;
  assetId: string;
  number: string;
  name: string;
  /** Above zero, or zero where the period takes nothing. */
  amount: string;
  accumulated: string;
  bookValue: string;
  expenseAccountId: string;
  accumulatedAccountId: string;
  dimensionValueIds: string[];
}

/** Which depreciation is asked for. */
export interface DepreciationQuestion {
  book: DepreciationBook;
  /** Last day. */
  on: string;
  /** Base currency. */
  currency: string;
  limit: number;
  /** Uuid; default: all assets. */
  assetId?: string;
}

/**
 * The depreciation that is due on a day: the difference of what is written off until then and what
 * was taken. Preview, run and disposal have their figures from here.
 */
export async function dueDepreciation(
  ctx: Ctx,
  { book, on, currency, limit, assetId }: DepreciationQuestion,
): Promise<DueDepreciation[]> {
  const rows = await ctx.sql<Row>(DUE, [book, on, limit, assetId ?? null]);
  return rows.map((row) => {
    const facts = {
      method: row.method,
      startsOn: row.starts_on,
      months: Number(row.months),
      proration: row.proration,
      yearlyPercent: row.yearly_percent,
      lifeUnits: row.life_units,
      cost: row.cost,
      salvage: row.salvage,
    };
    const accumulated = accumulatedAt(facts, { on, units: row.units }, currency);
    return {
      scheduleId: row.id,
      assetId: row.asset_id,
      number: row.number,
      name: row.name,
      amount: exact(accumulated).minus(row.accumulated).toFixed(),
      accumulated,
      bookValue: exact(row.cost).minus(accumulated).toFixed(),
      expenseAccountId: row.expense_account_id,
      accumulatedAccountId: row.accumulated_account_id,
      dimensionValueIds: JSON.parse(row.dimension_value_ids) as string[],
    };
  });
}

/** The lines of the ledger: one pair for all assets that post alike. */
export function depreciationEntryLines(due: readonly DueDepreciation[]): NewLine[] {
  const groups = new Map<string, DueDepreciation[]>();
  for (const one of due) {
    const { expenseAccountId, accumulatedAccountId, dimensionValueIds } = one;
    const key = [expenseAccountId, accumulatedAccountId, ...dimensionValueIds.toSorted()].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): NewLine[] => {
    const [first] = group;
    const sum = group.reduce((total, { amount }) => total.plus(amount), exact(0));
    if (!first || sum.isZero()) return [];
    const { expenseAccountId, accumulatedAccountId, dimensionValueIds } = first;
    return [
      { accountId: expenseAccountId, amount: sum.toFixed(), dimensionValueIds },
      { accountId: accumulatedAccountId, amount: sum.negated().toFixed() },
    ];
  });
}

type Row = {
  id: string;
  asset_id: string;
  number: string;
  name: string;
  method: DepreciationMethod;
  starts_on: string;
  months: string;
  proration: Proration;
  yearly_percent: string | null;
  life_units: string | null;
  cost: string;
  salvage: string;
  accumulated: string;
  units: string;
  expense_account_id: string;
  accumulated_account_id: string;
  dimension_value_ids: string;
};

const DUE = `
  select s.id, s.asset_id, a.number, a.name, s.method, s.starts_on::text, s.months, s.proration,
      s.yearly_percent::text, s.life_units::text, s.cost::text, s.salvage::text,
      s.accumulated::text, c.expense_account_id, c.accumulated_account_id,
      to_json(a.dimension_value_ids)::text as dimension_value_ids,
      coalesce((select sum(u.units) from accounting.fixed_asset_use u
        where u.asset_id = a.id and u.used_on <= $2::date), 0)::text as units
    from accounting.depreciation_schedule s
    join accounting.fixed_asset a on a.id = s.asset_id and a.status = 'IN_USE'
    join accounting.fixed_asset_class c on c.id = a.asset_class_id
   where s.book = $1 and not s.is_ended and s.starts_on <= $2::date
     and (s.taken_until is null or s.taken_until < $2::date)
     and ($4::uuid is null or a.id = $4::uuid)
   order by a.number, s.id limit $3`;
