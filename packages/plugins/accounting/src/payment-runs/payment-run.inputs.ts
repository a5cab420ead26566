import { DateScalar, DecimalScalar, Field, ID, InputType, Int, payloadOf } from '@bureau/core';
import { PaymentRunType } from './payment-run.entity.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A transfer: of an open item, or of money on account.' })
export class PaymentRunItemInput {
  @Field(() => ID, { nullable: true, description: 'What is paid: a bill, say.' })
  openItemId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who is paid, where no item is named.' })
  partyId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Where the money goes; default: where payments to the party go.',
  })
  partyBankAccountId?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Default: all that is open and not ordered, less the discount.',
  })
  amount?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Kept back for paying early; default 0.',
  })
  discount?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What the party reads; default: its number of the bill, or ours.',
  })
  text?: string | null;
}

@InputType({ description: 'Transfers of one bank account on one day.' })
export class PaymentRunCreateInput {
  @Field(() => ID, { description: 'Where the money leaves.' })
  bankAccountId!: string;
  @Field(() => DateScalar, { description: 'When the bank shall pay.' })
  executeOn!: string;
  @Field(() => [PaymentRunItemInput], { description: 'The transfers, 1,000 at most.' })
  items!: PaymentRunItemInput[];
  @Field(() => Boolean, {
    nullable: true,
    description: 'One line on the statement for all of them; default true.',
  })
  isBatchBooked?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Writes pain.001.001.03, for banks that take nothing newer; default .09.',
  })
  isOldVersion?: boolean | null;
}

@InputType({ description: 'A payment run that the bank executed.' })
export class PaymentRunExecuteInput {
  @Field(() => ID, { description: 'The order.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the payments, and their posting date; default: as ordered.',
  })
  paidOn?: string | null;
}

@InputType({ description: 'A payment run that the bank shall not execute.' })
export class PaymentRunCancelInput {
  @Field(() => ID, { description: 'The order.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

const order = { paymentRun: PaymentRunType };
export const PaymentRunCreatePayload = payloadOf('PaymentRunCreatePayload', order);
export const PaymentRunExecutePayload = payloadOf('PaymentRunExecutePayload', order);
export const PaymentRunCancelPayload = payloadOf('PaymentRunCancelPayload', order);
