import { expose, many, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int, ObjectType } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { CurrencyScalar, DecimalScalar } from '../model/scalars.js';
import {
  ApprovalApprover,
  ApprovalMode,
  ApprovalPolicy,
  ApprovalStep,
} from './approval-policy.entity.js';

export const ApprovalPolicyType: Exposed = expose(ApprovalPolicy, {
  prefix: 'apo',
  filter: ['kind'],
  order: ['kind'],
  by: ['kind'],
  root: { one: 'approvalPolicy', many: 'approvalPolicies' },
  relations: { steps: many(() => ApprovalStepType, 'policy', 'Its steps.') },
});

export const ApprovalStepType: Exposed = expose(ApprovalStep, {
  prefix: 'aps',
  filter: ['policy'],
  order: ['position'],
  root: false,
  relations: { approvers: many(() => ApprovalApproverType, 'step', 'Who is asked.') },
});

export const ApprovalApproverType: Exposed = expose(ApprovalApprover, {
  prefix: 'apa',
  filter: ['step', 'user', 'role'],
  root: false,
});

@ObjectType('ApprovalKind', { description: 'Something that may have to be approved.' })
export class ApprovalKindInfo {
  @Field({ description: 'Its key, such as assets.asset.dispose.' })
  key!: string;
  @Field({ description: 'What is asked for.' })
  description!: string;
  @Field({ description: 'Type of the records that it is about.' })
  recordType!: string;
  @Field({ description: 'Without a policy it is refused; false: it goes through at once.' })
  isRefusedWithoutPolicy!: boolean;
  @Field(() => ApprovalPolicyType.object, { nullable: true, description: 'Who approves it.' })
  policy!: { id: string } | null;
}

@ObjectType('ApprovalResolver', { description: 'A way to find approvers when a step begins.' })
export class ApprovalResolverInfo {
  @Field({ description: 'Its key, such as hr.manager.' })
  key!: string;
  @Field({ description: 'Whom it finds.' })
  description!: string;
}

@InputType({ description: 'Who is asked: give exactly one.' })
export class ApprovalApproverInput {
  @Field(() => ID, { nullable: true, description: 'This user.' })
  userId?: string | null;
  @Field(() => ID, { nullable: true, description: 'All who hold this role when the step begins.' })
  roleId?: string | null;
  @Field(() => String, { nullable: true, description: 'Whom a plugin finds, such as hr.manager.' })
  resolver?: string | null;
}

@InputType({ description: 'One step: who is asked, and how many must agree.' })
export class ApprovalStepInput {
  @Field(() => ApprovalMode, { description: 'How many must agree.' })
  mode!: ApprovalMode;
  @Field(() => Int, { nullable: true, description: 'Approvals that it takes, by QUORUM.' })
  quorum?: number | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'For amounts from here on.' })
  amountFrom?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'For amounts below this.' })
  amountTo?: string | null;
  @Field(() => CurrencyScalar, { nullable: true, description: 'Currency of the limits.' })
  currency?: string | null;
  @Field(() => [ApprovalApproverInput], { description: 'Who is asked, 1 to 50.' })
  approvers!: ApprovalApproverInput[];
}

@InputType({ description: 'Who approves one kind of thing; replaces what was set.' })
export class ApprovalPolicySetInput {
  @Field({ description: 'What it is for, as its plugin declares it.' })
  kind!: string;
  @Field(() => [ApprovalStepInput], {
    description: 'The steps in order, 20 at most; none: as if nothing had been set.',
  })
  steps!: ApprovalStepInput[];
  @Field(() => Int, {
    nullable: true,
    description: 'Days after which a request that was not decided ends, 1 to 365; null: never.',
  })
  expiresAfterDays?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days after which approvers are reminded, again and again, 1 to 365; null: never.',
  })
  remindsAfterDays?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const ApprovalPolicySetPayload = payloadOf('ApprovalPolicySetPayload', {
  approvalPolicy: ApprovalPolicyType,
});
