import { Arg, Context, type Ctx, Extensions, Mutation, Resolver } from '@bureau/core';
import { uuidAt } from '../ledger/entry-input.js';
import { InUseInput } from '../trade/trade-setup.inputs.js';
import { taxReturnErrors } from './errors.js';
import { fileReturn } from './file.js';
import { addForm } from './new-form.js';
import { prepareReturn } from './prepare.js';
import { TaxForm } from './tax-form.entity.js';
import { TaxReturn } from './tax-return.entity.js';
import {
  TaxFormCreateInput,
  TaxFormCreatePayload,
  TaxFormUsePayload,
  TaxReturnDeletePayload,
  TaxReturnFileInput,
  TaxReturnFilePayload,
  TaxReturnInput,
  TaxReturnPrepareInput,
  TaxReturnPreparePayload,
} from './tax-return.inputs.js';
import { TaxFormType } from './tax-returns.types.js';

/** What is declared to the tax office. */
@Resolver()
export class TaxReturnResolver {
  @Mutation(() => TaxFormCreatePayload, {
    description: 'Adds a form: which tax stands in which box.',
  })
  async taxFormCreate(@Context() ctx: Ctx, @Arg('input') input: TaxFormCreateInput) {
    return { taxForm: await addForm(ctx, input) };
  }

  @Mutation(() => TaxFormUsePayload, {
    description: 'Takes a form out of use for new returns, or back into it.',
  })
  async taxFormUse(@Context() ctx: Ctx, @Arg('input') input: InUseInput) {
    const { id, expectedVersion, isActive } = input;
    const taxForm = await ctx.find(TaxForm, id, { expectedVersion, path: ['input', 'id'] });
    taxForm.isActive = isActive;
    return { taxForm };
  }

  @Mutation(() => TaxReturnPreparePayload, {
    description: 'Takes the figures of a span as they are now; again, as often as you like.',
  })
  async taxReturnPrepare(@Context() ctx: Ctx, @Arg('input') input: TaxReturnPrepareInput) {
    return { taxReturn: await prepareReturn(ctx, await formOf(ctx, input), input) };
  }

  @Mutation(() => TaxReturnDeletePayload, { description: 'Throws a prepared return away.' })
  async taxReturnDelete(@Context() ctx: Ctx, @Arg('input') input: TaxReturnInput) {
    const taxReturn = await returnAt(ctx, input);
    if (taxReturn.status === 'FILED') {
      throw taxReturnErrors.TAX_RETURN_FILED({ day: taxReturn.startsOn }, ['input', 'id']);
    }
    ctx.em.remove(taxReturn);
    return { deletedId: input.id };
  }

  @Extensions({ requireKey: true, keepKey: true })
  @Mutation(() => TaxReturnFilePayload, {
    description:
      'Files a return: its taxes go to what is owed to the office, sales and purchases are locked.',
  })
  async taxReturnFile(@Context() ctx: Ctx, @Arg('input') input: TaxReturnFileInput) {
    const taxReturn = await returnAt(ctx, input);
    await fileReturn(ctx, taxReturn, input.postedOn);
    return { taxReturn };
  }
}

/** The form, locked: returns of one form are prepared one after another. */
async function formOf(ctx: Ctx, { formId, formCode }: TaxReturnPrepareInput): Promise<TaxForm> {
  const [named] = await ctx.sql<{ id: string }>(
    'select id from accounting.tax_form where code = $1 or id = $2 for update',
    [formCode ?? '', formId == null ? null : uuidAt(TaxFormType, formId)],
  );
  const form = named && (await ctx.em.findOne(TaxForm, { id: named.id }));
  if (form) return form;
  throw taxReturnErrors.TAX_FORM_INACTIVE({ code: formId ?? formCode ?? '' }, ['input', 'formId']);
}

async function returnAt(ctx: Ctx, { id, expectedVersion }: TaxReturnInput): Promise<TaxReturn> {
  return ctx.find(TaxReturn, id, { expectedVersion, path: ['input', 'id'], lock: true });
}
