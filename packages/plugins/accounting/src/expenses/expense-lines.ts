import { type Ctx, encodeId, exact, Files } from '@bureau/core';
import { LedgerAccountType } from '../chart/chart.types.js';
import { uuidAt } from '../ledger/entry-input.js';
import type { DraftLineValues } from '../trade/draft-document.js';
import { lineValues } from '../trade/line-values.js';
import { expenseErrors } from './errors.js';
import { ExpenseCategory } from './expense-category.entity.js';
import type { ExpenseLineInput } from './expense.inputs.js';
import { ExpenseCategoryType } from './expenses.types.js';
import { RECEIPT } from './receipts.js';

/**
 * Expenses of the API as lines of a document: account and taxes come from their category.
 * @throws ACCOUNTING_EXPENSE_CATEGORY, ACCOUNTING_EXPENSE_DAY, ACCOUNTING_EXPENSE_AMOUNT, and as
 * `lineValues`
 */
export async function expenseLines(
  ctx: Ctx,
  inputs: readonly ExpenseLineInput[],
  { currency, issuedOn }: { currency: string; issuedOn: string },
): Promise<DraftLineValues[]> {
  const categories = await categoriesOf(ctx, inputs);
  const chosen = inputs.map((input, at) => categoryAt(categories, input, at));
  const plain = inputs.map(({ taxCode, ...input }, at) => {
    const { account, taxCode: usual = null } = chosen[at] ?? {};
    return {
      description: input.description,
      accountId: account && encodeId(LedgerAccountType.options.prefix, account.id),
      taxCode: taxCode === undefined ? (usual?.code ?? null) : taxCode,
      quantity: input.quantity ?? null,
      unitPrice: input.unitPrice,
      dimensionValueIds: input.dimensionValueIds ?? null,
    };
  });
  const values = await lineValues(ctx, plain, currency);
  const lines: DraftLineValues[] = [];
  for (const [at, value] of values.entries()) {
    const { spentOn = '', receiptId } = inputs[at] ?? {};
    const path = ['input', 'lines', String(at)];
    const line = at + 1;
    if (spentOn > issuedOn) throw expenseErrors.EXPENSE_DAY({ line, day: spentOn }, path);
    if (!exact(value.amount).greaterThan(0)) throw expenseErrors.EXPENSE_AMOUNT({ line }, path);
    const as = { purpose: RECEIPT.id, path: [...path, 'receiptId'] };
    const receipt = receiptId == null ? null : await ctx.service(Files).attach(ctx, receiptId, as);
    const category = chosen[at]?.id ?? '';
    lines.push({ ...value, expense: { spentOn, category, receipt: receipt?.id ?? null } });
  }
  return lines;
}

async function categoriesOf(
  ctx: Ctx,
  inputs: readonly ExpenseLineInput[],
): Promise<ExpenseCategory[]> {
  const ids = inputs.flatMap(({ categoryId }) =>
    categoryId == null ? [] : uuidAt(ExpenseCategoryType, categoryId),
  );
  const codes = inputs.flatMap(({ categoryCode }) => categoryCode ?? []);
  const where = { $or: [{ id: { $in: ids } }, { code: { $in: codes } }], isActive: true };
  return ctx.em.find(ExpenseCategory, where, { populate: ['account', 'taxCode'] });
}

function categoryAt(
  categories: readonly ExpenseCategory[],
  { categoryId, categoryCode }: ExpenseLineInput,
  at: number,
): ExpenseCategory {
  const id = categoryId == null ? undefined : uuidAt(ExpenseCategoryType, categoryId);
  const found = categories.find((one) => (id ? one.id === id : one.code === categoryCode));
  if (found) return found;
  const category = categoryId ?? categoryCode ?? '';
  const path = ['input', 'lines', String(at)];
  throw expenseErrors.EXPENSE_CATEGORY({ line: at + 1, category }, path);
}
