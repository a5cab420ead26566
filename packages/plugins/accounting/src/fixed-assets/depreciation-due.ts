import { type Ctx, exact } from '@bureau/core';
import type { NewLine } from '../ledger/posting.js';
import type { DepreciationBook, DepreciationMethod, Proration } from './asset-kinds.js';
import { accumulatedAt, type ScheduleRest } from './depreciation-plan.js';

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
  { currency, ...question }: DepreciationQuestion,
): Promise<DueDepreciation[]> {
  const { on } = question;
  const rows = await dueRows(ctx, question);
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
      rest: restOf(row),
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

type ScheduleRow = {
  id: string;
  asset_id: string;
  method: DepreciationMethod;
  starts_on: string;
  months: string;
  proration: Proration;
  yearly_percent: string | null;
  life_units: string | null;
  cost: string;
  salvage: string;
  accumulated: string;
  rest_on: string | null;
  rest_months: string | null;
  rest_until: string | null;
  rest_accumulated: string;
  rest_units: string;
};

function restOf(row: ScheduleRow): ScheduleRest | null {
  if (row.rest_on === null) return null;
  return {
    startsOn: row.rest_on,
    months: Number(row.rest_months),
    until: row.rest_until,
    accumulated: row.rest_accumulated,
    units: row.rest_units,
  };
}

type AssetRow = Record<
  | 'id'
  | 'number'
  | 'name'
  | 'expense_account_id'
  | 'accumulated_account_id'
  | 'dimension_value_ids',
  string
>;

type Row = ScheduleRow & Omit<AssetRow, 'id'> & { units: string };

const SCHEDULES = `
  select id, asset_id, method, starts_on::text, months, proration, yearly_percent::text,
      life_units::text, cost::text, salvage::text, accumulated::text, rest_on::text, rest_months,
      rest_until::text, rest_accumulated::text, rest_units::text
    from accounting.depreciation_schedule
   where book = $1 and not is_ended and starts_on <= $2::date
     and (taken_until is null or taken_until < $2::date)
     and ($4::uuid is null or asset_id = $4::uuid)
   order by id limit $3`;

const ASSETS = `
  select a.id, a.number, a.name, c.expense_account_id, c.accumulated_account_id,
      to_json(a.dimension_value_ids)::text as dimension_value_ids
    from accounting.fixed_asset a
    join accounting.fixed_asset_class c on c.id = a.asset_class_id
   where a.status = 'IN_USE' and ($1::uuid is null or a.id = $1)`;

const UNITS = `
  select asset_id as id, sum(units)::text as units from accounting.fixed_asset_use
   where used_on <= $2::date and ($1::uuid is null or asset_id = $1) group by asset_id`;

/**
 * Schedules and their assets, each read once and put together here: before there are statistics the
 * database would look for each asset through an index that leads to all of them (2,500 assets: 10
 * seconds).
 */
async function dueRows(
  ctx: Ctx,
  { book, on, limit, assetId }: Omit<DepreciationQuestion, 'currency'>,
): Promise<Row[]> {
  const schedules = await ctx.sql<ScheduleRow>(SCHEDULES, [book, on, limit, assetId ?? null]);
  const assets = await ctx.sql<AssetRow>(ASSETS, [assetId ?? null]);
  const used = await ctx.sql<Record<'id' | 'units', string>>(UNITS, [assetId ?? null, on]);
  const units = new Map(used.map((row) => [row.id, row.units]));
  const byId = new Map(assets.map(({ id, ...asset }) => [id, asset]));
  const rows = schedules.flatMap((schedule): Row[] => {
    const asset = byId.get(schedule.asset_id);
    return asset ? [{ ...schedule, ...asset, units: units.get(schedule.asset_id) ?? '0' }] : [];
  });
  return rows.sort((one, other) => (one.number < other.number ? -1 : 1));
}
