import { type Ctx, exact, minorUnits } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { LedgerAccountType } from '../chart/chart.types.js';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { errors } from '../errors.js';
import { ExpenseClaimLine } from '../expenses/expense-claim.entity.js';
import { needed } from '../input-values.js';
import { uuidAt } from '../ledger/entry-input.js';
import { lineAmount } from '../tax/document-taxes.js';
import { demandLineDecimals } from './decimals.js';
import type { DocumentLineInput } from './document.inputs.js';
import type { DraftLineValues } from './draft-document.js';
import { tradeErrors } from './errors.js';
import { TaxCode } from './tax-code.entity.js';
import type { TradeLine } from './trade-document.js';
import { TaxCodeType } from './trade.types.js';

const MOST_LINES = 500;

/**
 * Lines of the API as they are stored.
 * @throws ACCOUNTING_DOCUMENT_LINES, ACCOUNTING_ACCOUNT_UNKNOWN, ACCOUNTING_DOCUMENT_ACCOUNT,
 * ACCOUNTING_TAX_UNKNOWN, ACCOUNTING_AMOUNT_RANGE, ACCOUNTING_PRICE_DECIMALS
 */
export async function lineValues(
  ctx: Ctx,
  inputs: readonly DocumentLineInput[],
  currency: string,
): Promise<DraftLineValues[]> {
  if (inputs.length === 0 || inputs.length > MOST_LINES) {
    throw tradeErrors.DOCUMENT_LINES({ limit: MOST_LINES }, ['input', 'lines']);
  }
  const accounts = await accountsOf(ctx, inputs);
  const taxCodes = await taxCodesOf(ctx, inputs);
  const digits = minorUnits(currency);
  return inputs.map((input, at) => {
    const { unitPrice, quantity: given, discountPercent } = input;
    const [quantity, discount] = [given ?? '1', discountPercent ?? '0'];
    const path = ['input', 'lines', String(at)];
    const figures = { unitPrice, quantity, discountPercent: discount };
    demandLineDecimals(figures, { number: at + 1, path });
    const amount = lineAmount(
      { quantity, price: unitPrice, discount },
      { digits, mode: 'HALF_AWAY' },
    );
    const isShare = exact(discount).greaterThanOrEqualTo(0) && exact(discount).lessThan(100);
    if (!isShare || exact(amount).abs().greaterThanOrEqualTo('1e12')) {
      throw errors.AMOUNT_RANGE({ line: at + 1 }, path);
    }
    return {
      description: needed('description', input.description),
      account: accountAt(accounts, input, at),
      taxCode: taxCodeAt(taxCodes, input, path),
      quantity,
      unitPrice,
      discountPercent: discount,
      amount,
      dimensionValueIds: (input.dimensionValueIds ?? []).map((id) =>
        uuidAt(DimensionValueType, id),
      ),
    };
  });
}

/** The same lines for another document. */
export function copiedLines(lines: readonly TradeLine[], currency: string): DraftLineValues[] {
  const digits = minorUnits(currency);
  return lines.map((line) => {
    const { description, quantity, unitPrice } = line;
    const discount = line.discountPercent ?? '0';
    const price = { quantity, price: unitPrice, discount };
    return {
      description,
      account: line.account.id,
      taxCode: line.taxCode?.id ?? null,
      quantity,
      unitPrice,
      discountPercent: discount,
      amount: lineAmount(price, { digits, mode: 'HALF_AWAY' }),
      dimensionValueIds: [...line.dimensionValueIds],
      ...(line instanceof ExpenseClaimLine && { expense: expenseOf(line) }),
    };
  });
}

function expenseOf({ spentOn, category, receipt }: ExpenseClaimLine) {
  return { spentOn, category: category.id, receipt: receipt?.id ?? null };
}

async function accountsOf(ctx: Ctx, inputs: readonly DocumentLineInput[]) {
  const ids = inputs.flatMap(({ accountId }) =>
    accountId == null ? [] : uuidAt(LedgerAccountType, accountId),
  );
  const codes = inputs.flatMap(({ accountCode }) => accountCode ?? []);
  return ctx.em.find(LedgerAccount, { $or: [{ id: { $in: ids } }, { code: { $in: codes } }] });
}

function accountAt(
  accounts: readonly LedgerAccount[],
  { accountId, accountCode }: DocumentLineInput,
  at: number,
): string {
  const path = ['input', 'lines', String(at)];
  const id = accountId == null ? undefined : uuidAt(LedgerAccountType, accountId);
  const found = accounts.find((one) => (id ? one.id === id : one.code === accountCode));
  const line = at + 1;
  if (!found) throw errors.ACCOUNT_UNKNOWN({ line, account: accountId ?? accountCode ?? '' }, path);
  if (found.control === 'RECEIVABLE' || found.control === 'PAYABLE') {
    throw tradeErrors.DOCUMENT_ACCOUNT({ line, account: found.code }, path);
  }
  return found.id;
}

async function taxCodesOf(ctx: Ctx, inputs: readonly DocumentLineInput[]) {
  const ids = inputs.flatMap(({ taxCodeId }) =>
    taxCodeId == null ? [] : uuidAt(TaxCodeType, taxCodeId),
  );
  const codes = inputs.flatMap(({ taxCode }) => taxCode ?? []);
  const where = { $or: [{ id: { $in: ids } }, { code: { $in: codes } }], isActive: true };
  return ids.length + codes.length === 0 ? [] : ctx.em.find(TaxCode, where);
}

function taxCodeAt(
  taxCodes: readonly TaxCode[],
  { taxCodeId, taxCode }: DocumentLineInput,
  path: readonly string[],
): string | null {
  if (taxCodeId == null && taxCode == null) return null;
  const id = taxCodeId == null ? undefined : uuidAt(TaxCodeType, taxCodeId);
  const found = taxCodes.find((one) => (id ? one.id === id : one.code === taxCode));
  if (!found) throw tradeErrors.TAX_UNKNOWN({ code: taxCodeId ?? taxCode ?? '' }, path);
  return found.id;
}
