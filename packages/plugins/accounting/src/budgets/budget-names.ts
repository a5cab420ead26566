import type { Ctx, ImportRow } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { settingsOf } from '../chart/settings.resolver.js';
import { dimensionSets } from '../dimensions/dimension-sets.js';
import { Dimension, DimensionValue } from '../dimensions/dimension.entity.js';
import { Period } from '../years/period.entity.js';
import { Budget, BudgetLine } from './budget.entity.js';
import { budgetErrors } from './errors.js';

/** What a row of a file of budgets names. */
export interface NamedLine {
  budget: Budget;
  account: LedgerAccount;
  period: Period;
  values: DimensionValue[];
}

/** What the rows of a batch name; budgets are locked until the commit. */
export interface BudgetNames {
  /** Currency of the books. */
  currency: string;
  /** @throws ACCOUNTING_BUDGET_* with the column */
  of(row: ImportRow): NamedLine;
  /** Uuid of its set of dimension values; null: none. */
  setOf(row: ImportRow): string | null;
  /** The line that is there already. */
  lineOf(row: ImportRow): BudgetLine | undefined;
  /** A line that was made for a row. */
  remember(row: ImportRow, line: BudgetLine): void;
}

/** Looks up once what rows name; nine statements, however many rows there are. */
export async function lookUpBudgets(ctx: Ctx, rows: readonly ImportRow[]): Promise<BudgetNames> {
  const { baseCurrency: currency } = await settingsOf(ctx);
  const records = await recordsOf(ctx, rows);
  const of = (row: ImportRow) => lineNamed(row, records);
  const texts = [...new Set(rows.map((row) => cell(row, 'dimensions')))];
  const lists = texts.map((text) => valuesOf(text, records.values)?.map(({ id }) => id) ?? []);
  const ids = await dimensionSets(ctx, lists);
  const sets = new Map(texts.map((text, at) => [text, ids[at] ?? null]));
  const setOf = (row: ImportRow) => sets.get(cell(row, 'dimensions')) ?? null;
  const found = await ctx.em.find(BudgetLine, {
    budget: { $in: [...records.budgets.values()] },
    account: { $in: [...records.accounts.values()] },
    period: { $in: [...records.periods.values()] },
  });
  const keyOf = (one: Pick<NamedLine, 'budget' | 'account' | 'period'>, set: string | null) =>
    [one.budget.id, one.account.id, one.period.id, set].join();
  const lines = new Map(found.map((line) => [keyOf(line, line.dimensionSet?.id ?? null), line]));
  return {
    ...{ currency, of, setOf },
    lineOf: (row) => {
      const named = lineOrNothing(row, records);
      return named && lines.get(keyOf(named, setOf(row)));
    },
    remember: (row, line) => void lines.set(keyOf(of(row), setOf(row)), line),
  };
}

interface Records {
  budgets: ReadonlyMap<string, Budget>;
  accounts: ReadonlyMap<string, LedgerAccount>;
  /** By fiscal year and name. */
  periods: ReadonlyMap<string, Period>;
  /** By code of the dimension and own code. */
  values: ReadonlyMap<string, DimensionValue>;
}

const LOCK = 'select id from accounting.budget where name = any($1) order by id for update';

async function recordsOf(ctx: Ctx, rows: readonly ImportRow[]): Promise<Records> {
  const { em } = ctx;
  const every = (column: string) => [...new Set(rows.map((row) => cell(row, column)))];
  await ctx.sql(LOCK, [every('budget')]);
  const budgets = await em.find(Budget, { name: { $in: every('budget') } }, { refresh: true });
  const accounts = await em.find(LedgerAccount, { code: { $in: every('account') } });
  const fiscalYear = { $in: budgets.map((budget) => budget.fiscalYear) };
  const periods = await em.find(Period, { fiscalYear, name: { $in: every('period') } });
  const codes = every('dimensions').flatMap((text) => pairsOf(text) ?? []);
  const dimensions = await em.find(Dimension, {});
  const values = await em.find(DimensionValue, { code: { $in: codes.map(([, code]) => code) } });
  const codeOf = new Map(dimensions.map(({ id, code }) => [id, code]));
  return {
    budgets: new Map(budgets.map((one) => [one.name, one])),
    accounts: new Map(accounts.map((one) => [one.code, one])),
    periods: new Map(periods.map((one) => [`${one.fiscalYear.id} ${one.name}`, one])),
    values: new Map(values.map((one) => [`${codeOf.get(one.dimension.id)}=${one.code}`, one])),
  };
}

function lineNamed(row: ImportRow, records: Records): NamedLine {
  const name = cell(row, 'budget');
  const budget = records.budgets.get(name);
  if (!budget) throw budgetErrors.BUDGET_UNKNOWN({ name }, ['budget']);
  const code = cell(row, 'account');
  const account = records.accounts.get(code);
  if (!account) throw budgetErrors.BUDGET_ACCOUNT({ account: code }, ['account']);
  if (!account.isPostable) throw budgetErrors.BUDGET_HEADING({ account: code }, ['account']);
  const period = records.periods.get(`${budget.fiscalYear.id} ${cell(row, 'period')}`);
  if (!period) {
    throw budgetErrors.BUDGET_PERIOD({ name, period: cell(row, 'period') }, ['period']);
  }
  const text = cell(row, 'dimensions');
  const values = valuesOf(text, records.values);
  if (!values) throw budgetErrors.BUDGET_DIMENSION({ value: text }, ['dimensions']);
  const dimensions = new Set(values.map(({ dimension }) => dimension.id));
  if (dimensions.size < values.length) {
    throw budgetErrors.BUDGET_DIMENSION_TWICE({}, ['dimensions']);
  }
  return { budget, account, period, values };
}

/** Nothing for a row that is at fault: what is wrong is told when it is applied. */
function lineOrNothing(row: ImportRow, records: Records): NamedLine | undefined {
  const budget = records.budgets.get(cell(row, 'budget'));
  const account = records.accounts.get(cell(row, 'account'));
  const period = records.periods.get(`${budget?.fiscalYear.id} ${cell(row, 'period')}`);
  const values = valuesOf(cell(row, 'dimensions'), records.values);
  return budget && account && period && values ? { budget, account, period, values } : undefined;
}

/** `CC=SALES PRJ=A17` as pairs of codes; codes of values may have spaces. */
function pairsOf(text: string): [string, string][] | undefined {
  if (text === '') return [];
  const pairs = text.split(/\s+(?=[A-Za-z0-9_]+=)/).map((part): [string, string] => {
    const at = part.indexOf('=');
    return [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()];
  });
  return pairs.every(([dimension]) => dimension !== '') ? pairs : undefined;
}

function valuesOf(
  text: string,
  known: ReadonlyMap<string, DimensionValue>,
): DimensionValue[] | undefined {
  const values = pairsOf(text)?.map(([dimension, code]) => known.get(`${dimension}=${code}`));
  return values?.every((value) => value !== undefined) ? values : undefined;
}

function cell(row: ImportRow, column: string): string {
  return String(row[column] ?? '').trim();
}
