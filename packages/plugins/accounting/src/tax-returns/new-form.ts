import type { Ctx } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { errors } from '../errors.js';
import { codeOf, needed } from '../input-values.js';
import { TaxComponent } from '../trade/tax-code.entity.js';
import { taxReturnErrors } from './errors.js';
import { TaxBox, TaxBoxSource, TaxForm } from './tax-form.entity.js';
import type { TaxBoxInput, TaxFormCreateInput } from './tax-return.inputs.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const MOST = 200;

/**
 * Adds a form with its boxes.
 * @throws ACCOUNTING_TAX_FORM_BOXES, ACCOUNTING_TAX_BOX_SOURCE, ACCOUNTING_TAX_BOX_TWICE,
 * ACCOUNTING_ACCOUNT_UNKNOWN
 */
export async function addForm(ctx: Ctx, input: TaxFormCreateInput): Promise<TaxForm> {
  const { boxes } = input;
  const path = ['input', 'boxes'];
  const codes = new Set(boxes.map(({ code }) => code.trim()));
  if (boxes.length === 0 || boxes.length > MOST || codes.size < boxes.length) {
    throw taxReturnErrors.TAX_FORM_BOXES({ limit: MOST }, path);
  }
  demandOnce(boxes);
  const taxForm = ctx.em.create(TaxForm, {
    code: codeOf(input.code, CODE),
    name: needed('name', input.name),
    payableAccount: await payableOf(ctx, input),
  });
  const taxes = await ctx.em.find(TaxComponent, {
    code: { $in: boxes.flatMap(({ sources }) => sources.map(({ component }) => component)) },
  });
  for (const [at, { code, name, effect, sources }] of boxes.entries()) {
    const values = { code: needed('code', code), name: needed('name', name), effect };
    const box = ctx.em.create(TaxBox, { form: taxForm, number: at + 1, ...values });
    for (const { component: wanted, side } of sources) {
      const component = taxes.find((one) => one.code === wanted);
      const account = side === 'RECEIVABLE' ? component?.salesAccount : component?.purchaseAccount;
      if (!component || (effect !== 'BASE' && !account)) {
        const data = { box: values.code, component: wanted };
        throw taxReturnErrors.TAX_BOX_SOURCE(data, [...path, String(at), 'sources']);
      }
      ctx.em.create(TaxBoxSource, { box, component, side });
    }
  }
  return taxForm;
}

/** A tax in two boxes would be declared twice. @throws ACCOUNTING_TAX_BOX_TWICE */
function demandOnce(boxes: readonly TaxBoxInput[]): void {
  const seen = new Set<string>();
  for (const { effect, sources } of boxes) {
    for (const { component, side } of sources) {
      const key = `${effect === 'BASE'} ${component} ${side}`;
      if (effect !== 'BASE' && seen.has(key)) {
        throw taxReturnErrors.TAX_BOX_TWICE({ component }, ['input', 'boxes']);
      }
      seen.add(key);
    }
  }
}

async function payableOf(
  ctx: Ctx,
  { payableAccountId, payableAccountCode }: TaxFormCreateInput,
): Promise<LedgerAccount> {
  const path = ['input', 'payableAccountId'];
  if (payableAccountId != null) return ctx.find(LedgerAccount, payableAccountId, { path });
  const account = await ctx.em.findOne(LedgerAccount, { code: payableAccountCode ?? '' });
  if (account) return account;
  throw errors.ACCOUNT_UNKNOWN({ line: 1, account: payableAccountCode ?? '' }, path);
}
