import {
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  inputOf,
  InputType,
  Int,
  ObjectType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { JournalEntryPostInput } from '../ledger/entry.types.js';
import { JournalEntryType } from '../ledger/ledger.types.js';
import { Deferral } from './deferral.entity.js';
import { RecurringLine, RecurringTemplate } from './recurring.entity.js';
import { PlanKind } from './schedule-kinds.js';
import { DeferralType, RecurringTemplateType } from './schedule.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';
const DEFERRAL = ['name', 'kind', 'amount', 'startsOn', 'endsOn', 'spreadBy'] as const;

@InputType({ description: 'An amount that belongs to the result of a span of days.' })
export class DeferralCreateInput extends inputOf(
  Deferral,
  [...DEFERRAL, 'currency', 'balanceAccount', 'resultAccount', 'memo'],
  { optional: ['spreadBy', 'currency'] },
) {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Base units for one unit; default: that of postedOn, or of startsOn.',
  })
  exchangeRate?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The amount is in the result: moves it out of there on this day.',
  })
  postedOn?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Months that end until this day were recognized before.',
  })
  recognizedUntil?: string | null;
  @Field(() => [ID], { nullable: true, description: 'What the result carries.' })
  dimensionValueIds?: string[] | null;
}

@InputType({ description: 'A deferral whose service ended early.' })
export class DeferralEndInput {
  @Field(() => ID, { description: 'The deferral.' })
  deferralId!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { description: 'Posting date of what is left.' })
  endedOn!: string;
}

@InputType({ description: 'A line of an entry that comes back.' })
export class RecurringLineInput extends inputOf(RecurringLine, [
  'account',
  'amount',
  'memo',
  'party',
]) {
  @Field(() => [ID], { nullable: true, description: 'Dimension values that it carries.' })
  dimensionValueIds?: string[] | null;
}

@InputType({ description: 'A new entry that comes back, each time at the rate of its day.' })
export class RecurringTemplateCreateInput extends inputOf(
  RecurringTemplate,
  ['name', 'journal', 'currency', 'rule', 'startsOn', 'isAutomatic'],
  { optional: ['isAutomatic', 'currency'] },
) {
  @Field(() => [RecurringLineInput], { description: 'Two lines or more that sum to zero.' })
  lines!: RecurringLineInput[];
}

@InputType({ description: 'Changes of an entry that comes back; what is left out stays.' })
export class RecurringTemplateUpdateInput extends patchOf(
  RecurringTemplate,
  ['name', 'isActive', 'isAutomatic'],
  { id: 'recurringTemplateId' },
) {}

@InputType({ description: 'What of the schedules is posted.' })
export class PlanRunInput {
  @Field(() => DateScalar, { description: 'Last day.' })
  until!: string;
  @Field(() => [PlanKind], { nullable: true, description: 'Which schedules; default: all.' })
  kinds?: PlanKind[] | null;
}

@InputType({ description: 'What belongs to a period before its document comes.' })
export class AccrualPostInput extends JournalEntryPostInput {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'When it is taken back; default: the first day of the next period.',
  })
  reversedOn?: string | null;
}

@ObjectType('PlanPosting', { description: 'An entry that a schedule has for a day.' })
export class PlanPosting {
  @Field(() => PlanKind, { description: 'Which schedule.' })
  kind!: PlanKind;
  @Field(() => ID, { description: 'The deferral line, template or loan payment.' })
  sourceId!: string;
  @Field(() => DateScalar, { description: 'Posting date.' })
  on!: string;
  @Field(() => String, { description: 'What it is.' })
  name!: string;
  @Field(() => DecimalScalar, { description: 'Sum of its debits in the base currency.' })
  amount!: string;
  @Field(() => JournalEntryType.object, {
    nullable: true,
    description: 'Its entry; null: not posted yet.',
  })
  journalEntry!: { id: string } | null;
}

export const DeferralCreatePayload = payloadOf('DeferralCreatePayload', {
  deferral: DeferralType,
});
export const DeferralEndPayload = payloadOf('DeferralEndPayload', { deferral: DeferralType });
export const RecurringTemplateCreatePayload = payloadOf('RecurringTemplateCreatePayload', {
  recurringTemplate: RecurringTemplateType,
});
export const RecurringTemplateUpdatePayload = payloadOf('RecurringTemplateUpdatePayload', {
  recurringTemplate: RecurringTemplateType,
});
export const PlanRunPayload = payloadOf(
  'PlanRunPayload',
  {},
  {
    postings: { type: () => [PlanPosting], description: 'What was posted, oldest first.' },
    isComplete: { type: () => Boolean, description: 'Whether nothing more is due.' },
  },
);
export const AccrualPostPayload = payloadOf('AccrualPostPayload', {
  journalEntry: JournalEntryType,
  reversal: JournalEntryType,
});
