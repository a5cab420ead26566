import {
  DateScalar,
  DecimalScalar,
  expose,
  type Exposed,
  Field,
  ID,
  InputType,
  Int,
  many,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { DunningNotice, DunningPolicy, DunningRun, DunningStep } from './dunning.entity.js';

export const DunningPolicyType: Exposed = expose(DunningPolicy, {
  prefix: 'dup',
  filter: ['name', 'isActive'],
  order: ['name'],
  root: { one: 'dunningPolicy', many: 'dunningPolicies' },
  relations: { steps: many(() => DunningStepType, 'policy', 'Its levels in their order.') },
});

export const DunningStepType: Exposed = expose(DunningStep, {
  prefix: 'dus',
  amounts: { fee: BASE_CURRENCY },
  filter: ['policy'],
  order: ['number'],
  root: false,
});

export const DunningRunType: Exposed = expose(DunningRun, {
  prefix: 'dur',
  filter: ['policy', 'runOn'],
  order: ['runOn'],
  relations: { notices: many(() => DunningNoticeType, 'run', 'What it wrote.') },
});

export const DunningNoticeType: Exposed = expose(DunningNotice, {
  prefix: 'dun',
  amounts: { openAmount: 'currency', fee: 'currency', interest: 'currency' },
  filter: ['run', 'openItem', 'party', 'level', 'noticedOn'],
  order: ['noticedOn'],
});

@InputType({ description: 'One level of reminding; levels count from 1 in their order.' })
export class DunningStepInput {
  @Field(() => Int, { description: 'Days after the due day from which it is written.' })
  afterDays!: number;
  @Field(() => Int, { nullable: true, description: 'Days since the notice before; default 0.' })
  gapDays?: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee of the notice; default 0. Posted where the policy names an account.',
  })
  fee?: string | null;
  @Field(() => String, { description: 'What is written.' })
  text!: string;
}

@InputType({ description: 'A new way of reminding. A policy in use is replaced, not changed.' })
export class DunningPolicyCreateInput {
  @Field(() => String, { description: 'Name for people, unique.' })
  name!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Takes fees and interest, posted with the notice; default: they are told only.',
  })
  chargeAccountId?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Interest a year in percent on what is late; default: none.',
  })
  yearlyPercent?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether notices go to the mail address of the party; default false.',
  })
  isMailed?: boolean | null;
  @Field(() => [DunningStepInput], { description: 'Its levels, with rising days.' })
  steps!: DunningStepInput[];
}

@InputType({ description: 'What is to be reminded of.' })
export class DunningRunCreateInput {
  @Field(() => ID, { description: 'How.' })
  policyId!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The day; default today.' })
  runOn?: string | null;
}

@ObjectType('DunningCandidate', { description: 'A notice that a run on the day would write.' })
export class DunningCandidate {
  @Field(() => ID, { description: 'The item.' })
  openItemId!: string;
  @Field(() => ID, { description: 'Who would be reminded.' })
  partyId!: string;
  @Field(() => String, { description: 'Number of the document.' })
  reference!: string;
  @Field(() => DateScalar, { description: 'When it was due.' })
  dueOn!: string;
  @Field(() => Int, { description: 'Level of the notice.' })
  level!: number;
  @Field(() => DecimalScalar, { description: 'What is open.' })
  openAmount!: string;
  @Field(() => DecimalScalar, { description: 'Fee of the level.' })
  fee!: string;
  @Field(() => DecimalScalar, { description: 'Interest since the due day or the last notice.' })
  interest!: string;
}

export const DunningPolicyCreatePayload = payloadOf('DunningPolicyCreatePayload', {
  dunningPolicy: DunningPolicyType,
});
export const DunningPolicyUsePayload = payloadOf('DunningPolicyUsePayload', {
  dunningPolicy: DunningPolicyType,
});
export const DunningRunCreatePayload = payloadOf('DunningRunCreatePayload', {
  dunningRun: DunningRunType,
});
