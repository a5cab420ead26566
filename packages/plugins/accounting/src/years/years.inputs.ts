import {
  ApprovalRequestType,
  DateScalar,
  DateTimeScalar,
  Field,
  ID,
  InputType,
  Int,
  payloadOf,
} from '@bureau/core';
import { LockArea } from './accounting-lock.entity.js';
import {
  AccountingLockType,
  FiscalYearType,
  LockExceptionType,
  PeriodType,
} from './years.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A new fiscal year with a period for each month.' })
export class FiscalYearCreateInput {
  @Field(() => DateScalar, { description: 'First day; the first of a month.' })
  startsOn!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Last day; default: twelve months.' })
  endsOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Default: 2026, or 2026/27.' })
  name?: string | null;
}

@InputType({ description: 'A period.' })
export class PeriodInput {
  @Field(() => ID, { description: 'The period.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A period that is opened again.' })
export class PeriodReopenInput extends PeriodInput {
  @Field(() => String, { description: 'Why; kept with the period and in the audit trail.' })
  reason!: string;
}

@InputType({ description: 'A day up to which entries are locked.' })
export class AccountingLockSetInput {
  @Field(() => LockArea, { description: 'The part of the books.' })
  area!: LockArea;
  @Field(() => DateScalar, { description: 'Last day that takes no entries any more.' })
  untilOn!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Without exceptions, and never moved back; default: no.',
  })
  isHard?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'Somebody who may post in spite of a soft lock.' })
export class LockExceptionGrantInput {
  @Field(() => ID, { description: 'The lock.' })
  lockId!: string;
  @Field(() => ID, { description: 'Who may post.' })
  userId!: string;
  @Field(() => DateTimeScalar, { description: 'Until when.' })
  expiresAt!: string;
  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

export const FiscalYearCreatePayload = payloadOf('FiscalYearCreatePayload', {
  fiscalYear: FiscalYearType,
});
export const PeriodSoftClosePayload = payloadOf('PeriodSoftClosePayload', { period: PeriodType });
export const PeriodClosePayload = payloadOf('PeriodClosePayload', { period: PeriodType });
export const PeriodReopenPayload = payloadOf('PeriodReopenPayload', {
  period: PeriodType,
  approvalRequest: ApprovalRequestType,
});
export const AccountingLockSetPayload = payloadOf('AccountingLockSetPayload', {
  accountingLock: AccountingLockType,
});
export const LockExceptionGrantPayload = payloadOf('LockExceptionGrantPayload', {
  lockException: LockExceptionType,
});
