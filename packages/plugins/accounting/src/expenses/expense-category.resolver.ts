import { Arg, Context, type Ctx, exact, Mutation, Resolver } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { errors } from '../errors.js';
import { codeOf, needed } from '../input-values.js';
import { tradeErrors } from '../trade/errors.js';
import { TaxCode } from '../trade/tax-code.entity.js';
import { ExpenseCategory } from './expense-category.entity.js';
import {
  ExpenseCategoryCreateInput,
  ExpenseCategoryCreatePayload,
  ExpenseCategoryUpdateInput,
  ExpenseCategoryUpdatePayload,
} from './expense.inputs.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** What employees spend money on. */
@Resolver()
export class ExpenseCategoryResolver {
  @Mutation(() => ExpenseCategoryCreatePayload, { description: 'Adds a kind of expense.' })
  async expenseCategoryCreate(
    @Context() ctx: Ctx,
    @Arg('input') input: ExpenseCategoryCreateInput,
  ) {
    const expenseCategory = ctx.em.create(ExpenseCategory, {
      code: codeOf(input.code, CODE),
      name: needed('name', input.name),
      account: await accountOf(ctx, input),
      taxCode: await taxCodeOf(ctx, input.taxCode),
      receiptFrom: limitOf(input.receiptFrom),
    });
    return { expenseCategory };
  }

  @Mutation(() => ExpenseCategoryUpdatePayload, { description: 'Changes a kind of expense.' })
  async expenseCategoryUpdate(
    @Context() ctx: Ctx,
    @Arg('input') input: ExpenseCategoryUpdateInput,
  ) {
    const { id, expectedVersion, name, accountId, accountCode, isActive } = input;
    const path = ['input', 'id'];
    const expenseCategory = await ctx.find(ExpenseCategory, id, { expectedVersion, path });
    if (name != null) expenseCategory.name = needed('name', name);
    if (accountId != null || accountCode != null) {
      expenseCategory.account = await accountOf(ctx, input);
    }
    if (input.taxCode !== undefined) expenseCategory.taxCode = await taxCodeOf(ctx, input.taxCode);
    if (input.receiptFrom !== undefined) expenseCategory.receiptFrom = limitOf(input.receiptFrom);
    if (isActive != null) expenseCategory.isActive = isActive;
    return { expenseCategory };
  }
}

interface NamedAccount {
  accountId?: string | null;
  accountCode?: string | null;
}

/** @throws ACCOUNTING_ACCOUNT_UNKNOWN, ACCOUNTING_DOCUMENT_ACCOUNT */
async function accountOf(
  ctx: Ctx,
  { accountId, accountCode }: NamedAccount,
): Promise<LedgerAccount> {
  const path = ['input', 'accountId'];
  const account =
    accountId != null
      ? await ctx.find(LedgerAccount, accountId, { path })
      : await ctx.em.findOne(LedgerAccount, { code: accountCode ?? '' });
  if (!account) throw errors.ACCOUNT_UNKNOWN({ line: 1, account: accountCode ?? '' }, path);
  if (account.control === 'RECEIVABLE' || account.control === 'PAYABLE') {
    throw tradeErrors.DOCUMENT_ACCOUNT({ line: 1, account: account.code }, path);
  }
  return account;
}

/** @throws ACCOUNTING_TAX_UNKNOWN */
async function taxCodeOf(ctx: Ctx, code: string | null | undefined): Promise<TaxCode | null> {
  if (code == null) return null;
  const found = await ctx.em.findOne(TaxCode, { code, isActive: true });
  if (!found) throw tradeErrors.TAX_UNKNOWN({ code }, ['input', 'taxCode']);
  return found;
}

/** @throws ACCOUNTING_AMOUNT_RANGE */
function limitOf(amount: string | null | undefined): string | null {
  if (amount == null) return null;
  if (exact(amount).isNegative()) throw errors.AMOUNT_RANGE({ line: 1 }, ['input', 'receiptFrom']);
  return amount;
}
