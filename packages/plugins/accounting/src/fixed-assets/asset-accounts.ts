import { type Ctx, fitsMinorUnits, minorUnits } from '@bureau/core';
import type { AccountType } from '../chart/account-kinds.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { DimensionValueType } from '../dimensions/dimensions.types.js';
import { uuidAt } from '../ledger/entry-input.js';
import { planErrors } from './errors.js';

/**
 * An account of the input, of one of these types.
 * @param name its name in the input without `Id`
 * @throws Refusal NOT_FOUND, ACCOUNTING_PLAN_ACCOUNT
 */
export async function accountFor(
  ctx: Ctx,
  { id, name }: { id: string; name: string },
  types: readonly AccountType[],
): Promise<LedgerAccount> {
  const path = ['input', `${name}Id`];
  const account = await ctx.find(LedgerAccount, id, { path });
  if (types.includes(account.type)) return account;
  throw planErrors.PLAN_ACCOUNT({ account: account.code, name, type: account.type }, path);
}

/** An amount that its currency can hold. @throws ACCOUNTING_PLAN_SCALE */
export function demandScale(amount: string, currency: string, path: readonly string[]): void {
  if (fitsMinorUnits(amount, currency)) return;
  throw planErrors.PLAN_SCALE({ currency, digits: minorUnits(currency), amount }, path);
}

/** Uuids of dimension values; those of other types are found nowhere when it is posted. */
export function dimensionUuids(ids: readonly string[] | null | undefined): string[] {
  return (ids ?? []).map((id) => uuidAt(DimensionValueType, id));
}

/** One posting, run or disposal of plans of a kind at a time in the organization. */
export async function lockPlans(ctx: Ctx, kind: string): Promise<void> {
  await ctx.sql(
    `select pg_advisory_xact_lock(hashtextextended('accounting plans ' || $1 || ' ' ||
       current_setting('app.organization_id'), 0))`,
    [kind],
  );
}
