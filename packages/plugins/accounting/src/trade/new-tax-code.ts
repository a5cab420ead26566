import type { Ctx } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { needed } from '../input-values.js';
import { checkTaxes } from '../tax/tax.js';
import { tradeErrors } from './errors.js';
import { TaxCode, TaxComponent } from './tax-code.entity.js';
import { taxOf } from './trade-document.js';
import type { TaxCodeCreateInput, TaxComponentInput } from './trade-setup.inputs.js';

const MOST = 8;

/**
 * Adds a tax code with its taxes.
 * @throws ACCOUNTING_TAX_COMPONENTS for taxes that cannot stand together, included or not
 */
export async function createTaxCode(ctx: Ctx, input: TaxCodeCreateInput): Promise<TaxCode> {
  const values = input.components.map((component, at) => valuesOf(component, { input, at }));
  demandSound(values);
  const taxCode = ctx.em.create(TaxCode, { code: input.code, name: needed('name', input.name) });
  for (const [at, one] of values.entries()) {
    const given = input.components[at];
    const account = (id: string | null | undefined, name: string) =>
      id == null
        ? Promise.resolve(null)
        : ctx.find(LedgerAccount, id, { path: ['input', 'components', String(at), name] });
    ctx.em.create(TaxComponent, {
      ...one,
      taxCode,
      number: at + 1,
      isCashBasis: given?.transitionAccountId != null,
      salesAccount: await account(given?.salesAccountId, 'salesAccountId'),
      purchaseAccount: await account(given?.purchaseAccountId, 'purchaseAccountId'),
      transitionAccount: await account(given?.transitionAccountId, 'transitionAccountId'),
    });
  }
  return taxCode;
}

function valuesOf(
  { code, name, kind, rate, effect, isCompound }: TaxComponentInput,
  { input, at }: { input: TaxCodeCreateInput; at: number },
) {
  return {
    code: code?.trim() || (at === 0 ? input.code : `${input.code}-${at + 1}`),
    name: name?.trim() || input.name.trim(),
    kind: kind ?? 'PERCENT',
    rate,
    effect: effect ?? 'ADDED',
    isCompound: isCompound ?? false,
  } as const;
}

function demandSound(values: readonly Parameters<typeof taxOf>[0][]): void {
  const path = ['input', 'components'];
  if (values.length === 0 || values.length > MOST) {
    throw tradeErrors.TAX_COMPONENTS({ reason: `give 1 to ${MOST} of them` }, path);
  }
  try {
    checkTaxes(values.map((one) => taxOf(one, false)));
    checkTaxes(values.map((one) => taxOf(one, true)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw tradeErrors.TAX_COMPONENTS({ reason: error.message.replace(/\.$/, '') }, path);
  }
}
