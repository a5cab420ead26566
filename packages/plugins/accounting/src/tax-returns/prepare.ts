import { type Ctx, minorUnits } from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { nextDay } from './days.js';
import { taxReturnErrors } from './errors.js';
import { figuresOf, type ReturnFigures } from './figures.js';
import type { TaxForm } from './tax-form.entity.js';
import { TaxReturn, TaxReturnBox } from './tax-return.entity.js';

/**
 * Takes the figures of a span, for the first time or anew. Returns of a form follow each other
 * without a gap, so that nothing falls between two of them. The form is locked by the caller.
 * @throws ACCOUNTING_TAX_RETURN_SPAN, ACCOUNTING_TAX_RETURN_GAP, ACCOUNTING_TAX_RETURN_FILED,
 * ACCOUNTING_TAX_FORM_INACTIVE
 */
export async function prepareReturn(
  ctx: Ctx,
  form: TaxForm,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Promise<TaxReturn> {
  const path = ['input', 'startsOn'];
  if (!form.isActive) throw taxReturnErrors.TAX_FORM_INACTIVE({ code: form.code }, path);
  if (endsOn < startsOn) throw taxReturnErrors.TAX_RETURN_SPAN({}, ['input', 'endsOn']);
  await demandNext(ctx, form, startsOn);
  const figures = await currentFigures(ctx, { formId: form.id, startsOn, endsOn });
  const { payable, lateEntryCount } = figures;
  const values = { endsOn, payable, lateEntryCount, preparedAt: ctx.now };
  const known = await ctx.em.findOne(TaxReturn, { form, startsOn });
  const taxReturn = known ?? ctx.em.create(TaxReturn, { form, startsOn, ...values });
  ctx.em.assign(taxReturn, values);
  await ctx.em.nativeDelete(TaxReturnBox, { taxReturn });
  for (const box of figures.boxes) ctx.em.create(TaxReturnBox, { taxReturn, ...box });
  return taxReturn;
}

/** The figures of a span now. */
export async function currentFigures(
  ctx: Ctx,
  span: { formId: string; startsOn: string; endsOn: string },
): Promise<ReturnFigures> {
  const { baseCurrency } = await settingsOf(ctx);
  return figuresOf(ctx, span, minorUnits(baseCurrency));
}

/** @throws ACCOUNTING_TAX_RETURN_GAP, ACCOUNTING_TAX_RETURN_FILED */
async function demandNext(ctx: Ctx, form: TaxForm, startsOn: string): Promise<void> {
  const path = ['input', 'startsOn'];
  const orderBy = { endsOn: 'desc' } as const;
  const last = await ctx.em.findOne(TaxReturn, { form, status: 'FILED' }, { orderBy });
  if (!last) return;
  if (startsOn <= last.endsOn) throw taxReturnErrors.TAX_RETURN_FILED({ day: startsOn }, path);
  const next = nextDay(last.endsOn);
  if (startsOn !== next) throw taxReturnErrors.TAX_RETURN_GAP({ day: next }, path);
}
