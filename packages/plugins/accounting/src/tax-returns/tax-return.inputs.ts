import { DateScalar, Field, ID, InputType, Int, payloadOf } from '@bureau/core';
import { TradeSide } from '../trade/trade-kinds.js';
import { TaxBoxEffect } from './tax-form.entity.js';
import { TaxFormType, TaxReturnType } from './tax-returns.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A tax whose base or amount stands in a box.' })
export class TaxBoxSourceInput {
  @Field(() => String, { description: 'Code of the tax in its tax code.' })
  component!: string;
  @Field(() => TradeSide, {
    description: 'Of sales, or of purchases; tax that is owed by reverse charge is of sales.',
  })
  side!: TradeSide;
}

@InputType({ description: 'One figure of a form.' })
export class TaxBoxInput {
  @Field(() => String, { description: 'What the office calls it: 81.' })
  code!: string;
  @Field(() => String, { description: 'What stands in it.' })
  name!: string;
  @Field(() => TaxBoxEffect, { description: 'A base, tax that is owed, or tax that is deducted.' })
  effect!: TaxBoxEffect;
  @Field(() => [TaxBoxSourceInput], { description: 'The taxes that stand in it.' })
  sources!: TaxBoxSourceInput[];
}

@InputType({ description: 'A new form. A form that changes is a new one.' })
export class TaxFormCreateInput {
  @Field(() => String, { description: 'Short code, unique.' })
  code!: string;
  @Field(() => String, { description: 'Name for people: VAT return.' })
  name!: string;
  @Field(() => ID, { nullable: true, description: 'What is owed to the office; or its code.' })
  payableAccountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  payableAccountCode?: string | null;
  @Field(() => [TaxBoxInput], { description: 'Its figures in their order.' })
  boxes!: TaxBoxInput[];
}

@InputType({ description: 'A return to be prepared, or anew.' })
export class TaxReturnPrepareInput {
  @Field(() => ID, { nullable: true, description: 'The form; or its code.' })
  formId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the form, instead of its id.' })
  formCode?: string | null;
  @Field(() => DateScalar, { description: 'First day.' })
  startsOn!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  endsOn!: string;
}

@InputType({ description: 'A draft of a return, as you saw it.' })
export class TaxReturnInput {
  @Field(() => ID, { description: 'The return.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A return that goes to the office.' })
export class TaxReturnFileInput extends TaxReturnInput {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of its entry; default: its last day.',
  })
  postedOn?: string | null;
}

export const TaxFormCreatePayload = payloadOf('TaxFormCreatePayload', { taxForm: TaxFormType });
export const TaxFormUsePayload = payloadOf('TaxFormUsePayload', { taxForm: TaxFormType });
const taxReturn = { taxReturn: TaxReturnType };
export const TaxReturnPreparePayload = payloadOf('TaxReturnPreparePayload', taxReturn);
export const TaxReturnFilePayload = payloadOf('TaxReturnFilePayload', taxReturn);
export const TaxReturnDeletePayload = payloadOf(
  'TaxReturnDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The draft that is gone; null when refused.' } },
);
