import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { type Shown, shownInBase } from '../chart/base-currency.js';
import type { AccountType } from '../chart/account-kinds.js';
import { movements } from '../statements/income-statement.js';
import { isEarning } from '../statements/accounts.js';
import { budgetAmounts, byAccount } from './budget-amounts.js';
import { budgetByValue } from './budget-by-value.js';
import type { BudgetComparison, BudgetComparisonRow } from './budget.types.js';

type Account = {
  id: string;
  code: string;
  name: string;
  type: AccountType;
  parent_id: string | null;
};

/** A node of the tree; amounts with debits above zero, those below it included. */
interface Node extends Account {
  children: Node[];
  budget: Decimal;
  actual: Decimal;
  /** Whether there is anything to show. */
  isShown: boolean;
}

/** What is compared; uuids. */
export interface BudgetQuestion {
  budgetId: string;
  from: string;
  to: string;
  /** Only lines of budget and books that carry all of these. */
  dimensionValueIds: readonly string[];
  /** Also by the values of this dimension. */
  dimensionId?: string | undefined;
}

/**
 * A budget and what became of it, as the tree of accounts: each heading is the sum of what stands
 * below it (I36), and the groups by the values of a dimension sum to the whole.
 */
export async function compareBudget(ctx: Ctx, question: BudgetQuestion): Promise<BudgetComparison> {
  const { from, to, dimensionId } = question;
  const accounts = await ctx.report<Account>(
    'select id, code, name, type, parent_id from accounting.account order by code',
  );
  const shown = await shownInBase(ctx);
  const whole = await sumsOf(ctx, question);
  const rowsFor = (sums: BudgetSums) =>
    treeOf(accounts, sums, whole.budget).flatMap((root) => rowsOf(root, { level: 0, shown }));
  const rows = rowsFor(whole);
  const groups =
    dimensionId === undefined ? [] : await budgetByValue(ctx, { ...question, dimensionId });
  const named = groups.map(({ value, sums }) => ({ dimensionValue: value, rows: rowsFor(sums) }));
  return { from, to, rows, groups: named.filter((group) => group.rows.length > 0) };
}

/** What was meant and what came, by account (uuid); debits above zero. */
export interface BudgetSums {
  budget: ReadonlyMap<string, Decimal>;
  actual: ReadonlyMap<string, Decimal>;
}

async function sumsOf(ctx: Ctx, { from, to, ...narrowing }: BudgetQuestion): Promise<BudgetSums> {
  const budget = byAccount(await budgetAmounts(ctx, { from, to }, narrowing));
  const how = { withoutClosing: true, dimensionValueIds: narrowing.dimensionValueIds };
  const [actual = new Map()] = await movements(ctx, [{ from, to, label: '' }], how);
  return { budget, actual };
}

/** @param meant accounts that have a budget in the whole */
function treeOf(
  accounts: readonly Account[],
  { budget, actual }: BudgetSums,
  meant: ReadonlyMap<string, unknown>,
): Node[] {
  const nodes = new Map<string, Node>();
  for (const account of accounts) {
    const own = budget.get(account.id);
    // Accounts of the balance sheet stand there where they have a budget.
    const moved =
      isEarning(account.type) || meant.has(account.id) ? actual.get(account.id) : undefined;
    nodes.set(account.id, {
      ...account,
      children: [],
      budget: own ?? new Decimal(0),
      actual: moved ?? new Decimal(0),
      isShown: own !== undefined || (moved !== undefined && !moved.isZero()),
    });
  }
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const parent = node.parent_id === null ? undefined : nodes.get(node.parent_id);
    (parent?.children ?? roots).push(node);
  }
  roots.forEach(addUp);
  return roots;
}

function addUp(node: Node): void {
  for (const child of node.children) {
    addUp(child);
    node.budget = node.budget.plus(child.budget);
    node.actual = node.actual.plus(child.actual);
    node.isShown ||= child.isShown;
  }
}

const CREDITS: readonly AccountType[] = ['INCOME', 'LIABILITY', 'EQUITY'];

function rowsOf(node: Node, at: { level: number; shown: Shown }): BudgetComparisonRow[] {
  if (!node.isShown) return [];
  const { level, shown } = at;
  const { id, code, name } = node;
  const sign = CREDITS.includes(node.type) ? -1 : 1;
  const [budget, actual] = [node.budget.times(sign), node.actual.times(sign)];
  const percent = budget.isZero() ? null : actual.times(100).dividedBy(budget).toDP(2).toNumber();
  const row = {
    account: { id },
    ...{ code, name, level },
    budget: shown(budget),
    actual: shown(actual),
    difference: shown(actual.minus(budget)),
    percent,
  };
  return [row, ...node.children.flatMap((child) => rowsOf(child, { shown, level: level + 1 }))];
}
