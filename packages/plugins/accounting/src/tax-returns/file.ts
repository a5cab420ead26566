import { type Ctx, exact } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { journalOf } from '../trade/trade-accounts.js';
import { AccountingLock } from '../years/accounting-lock.entity.js';
import { taxReturnErrors } from './errors.js';
import { TaxReturnFiled } from './events.js';
import type { ReturnFigures } from './figures.js';
import { currentFigures } from './prepare.js';
import { TaxForm } from './tax-form.entity.js';
import { type TaxReturn, TaxReturnBox, TaxReturnEntry } from './tax-return.entity.js';

/**
 * Files a return: its entries are declared, its taxes go to what is owed to the office, and sales
 * and purchases are locked up to its last day. What is posted into its days later, by an exception
 * or from another journal, is declared with the next one. The row is locked by the caller.
 * @throws ACCOUNTING_TAX_RETURN_FILED, ACCOUNTING_TAX_RETURN_STALE, ACCOUNTING_TAX_RETURN_OTHER,
 * and what the ledger refuses
 */
export async function fileReturn(
  ctx: Ctx,
  taxReturn: TaxReturn,
  postedOn: string | null | undefined,
): Promise<void> {
  const path = ['input', 'id'];
  const { id, startsOn, endsOn } = taxReturn;
  if (taxReturn.status === 'FILED') {
    throw taxReturnErrors.TAX_RETURN_FILED({ day: startsOn }, path);
  }
  // Entries that are being posted end first; those that follow come into the next return.
  await ctx.sql('select accounting.lock_ledger()');
  const form = await ctx.em.findOneOrFail(TaxForm, { id: taxReturn.form.id });
  const figures = await currentFigures(ctx, { formId: form.id, startsOn, endsOn });
  await demandSame(ctx, taxReturn, figures);
  const { other } = figures;
  if (!exact(other).isZero()) throw taxReturnErrors.TAX_RETURN_OTHER({ amount: other }, path);
  const lines = clearingLines(form, figures);
  if (lines.length > 0) {
    const entry = await postEntry(ctx, {
      journalCode: await journalOf(ctx, 'GENERAL'),
      postedOn: postedOn ?? endsOn,
      memo: `${form.name} ${startsOn} to ${endsOn}`.slice(0, 500),
      source: { type: 'TaxReturn', id, event: 'filed' },
      lines,
      path,
    });
    taxReturn.entry = ctx.em.getReference(JournalEntry, entry.id);
  }
  taxReturn.status = 'FILED';
  taxReturn.filedOn = ctx.today;
  for (const entryId of figures.entryIds) {
    const entry = ctx.em.getReference(JournalEntry, entryId);
    ctx.em.create(TaxReturnEntry, { taxReturn, entry });
  }
  await lockUntil(ctx, endsOn, `${form.name} filed`);
  const payable = taxReturn.payable;
  const told = { taxReturnId: id, form: form.code, startsOn, endsOn, payable };
  ctx.emit(TaxReturnFiled, told, { type: 'TaxReturn', id });
}

/** @throws ACCOUNTING_TAX_RETURN_STALE when the figures are not those that were prepared */
async function demandSame(ctx: Ctx, taxReturn: TaxReturn, now: ReturnFigures): Promise<void> {
  const stored = await ctx.em.find(TaxReturnBox, { taxReturn }, { orderBy: { number: 'asc' } });
  const isSame =
    stored.length === now.boxes.length &&
    stored.every(({ amount }, at) => exact(amount).equals(now.boxes[at]?.amount ?? 'NaN'));
  if (!isSame) throw taxReturnErrors.TAX_RETURN_STALE({}, ['input', 'id']);
}

/** Each account of the taxes back to where it was; what is left is owed to the office. */
function clearingLines(form: TaxForm, { accounts, payable }: ReturnFigures): NewLine[] {
  const taxes = accounts.map(({ accountId, amount }) => ({
    accountId,
    amount: exact(amount).negated().toFixed(),
  }));
  if (taxes.length === 0) return [];
  if (exact(payable).isZero()) return taxes;
  const owed = { accountId: form.payableAccount.id, amount: exact(payable).negated().toFixed() };
  return [...taxes, owed];
}

async function lockUntil(ctx: Ctx, untilOn: string, reason: string): Promise<void> {
  for (const area of ['SALES', 'PURCHASES'] as const) {
    const known = await ctx.em.findOne(AccountingLock, { area, isHard: false });
    if (!known) ctx.em.create(AccountingLock, { area, untilOn, isHard: false, reason });
    else if (known.untilOn < untilOn) ctx.em.assign(known, { untilOn, reason });
  }
}
