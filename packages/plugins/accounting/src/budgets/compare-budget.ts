import type { Ctx } from '@bureau/core';
import { Decimal } from 'decimal.js';
import { type Shown, shownInBase } from '../chart/base-currency.js';
import type { AccountType } from '../chart/account-kinds.js';
import { movements } from '../statements/income-statement.js';
import { isEarning } from '../statements/accounts.js';
import { budgetAmounts } from './budget-amounts.js';
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

/**
 * A budget and what became of it, as the tree of accounts: each heading is the sum of what stands
 * below it (I36).
 */
export async function compareBudget(
  ctx: Ctx,
  { budgetId, from, to }: { budgetId: string; from: string; to: string },
): Promise<BudgetComparison> {
  const accounts = await ctx.report<Account>(
    'select id, code, name, type, parent_id from accounting.account order by code',
  );
  const budget = await budgetAmounts(ctx, { from, to }, budgetId);
  const span = { from, to, label: '' };
  const [actual = new Map()] = await movements(ctx, [span], { withoutClosing: true });
  const roots = treeOf(accounts, { budget, actual });
  const shown = await shownInBase(ctx);
  return { from, to, rows: roots.flatMap((root) => rowsOf(root, { level: 0, shown })) };
}

interface Sums {
  budget: ReadonlyMap<string, Decimal>;
  actual: ReadonlyMap<string, Decimal>;
}

function treeOf(accounts: readonly Account[], { budget, actual }: Sums): Node[] {
  const nodes = new Map<string, Node>();
  for (const account of accounts) {
    const own = budget.get(account.id);
    // Accounts of the balance sheet stand there where they have a budget.
    const moved = isEarning(account.type) || own ? actual.get(account.id) : undefined;
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
