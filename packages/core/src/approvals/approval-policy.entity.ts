import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { Role } from '../schema/role.entity.js';
import { User } from '../schema/user.entity.js';

/** How many of those who are asked must agree. */
export const ApprovalMode = enumOf('ApprovalMode', 'How many of those who are asked must agree.', {
  ANY: 'The first vote decides.',
  ALL: 'Everybody agrees; one refusal ends it.',
  QUORUM: 'A number of them agree; it ends when too few are left for that.',
});
export type ApprovalMode = EnumValue<typeof ApprovalMode>;

/** Who approves one kind of thing. */
export const ApprovalPolicySchema = defineEntity({
  name: 'ApprovalPolicy',
  schema: 'core',
  tableName: 'approval_policy',
  comment: 'Who approves one kind of thing, step by step.',
  properties: {
    ...record(),
    kind: p.string().length(120).comment('What it is for, such as assets.asset.dispose'),
    expiresAfterDays: p
      .integer()
      .nullable()
      .comment('Days after which a request that was not decided ends; null: never'),
    remindsAfterDays: p
      .integer()
      .nullable()
      .comment('Days after which those who are asked are reminded, again and again; null: never'),
  },
});

export class ApprovalPolicy extends ApprovalPolicySchema.class {}
ApprovalPolicySchema.setClass(ApprovalPolicy);

/** One step: who is asked, and how many must agree. */
export const ApprovalStepSchema = defineEntity({
  name: 'ApprovalStep',
  schema: 'core',
  tableName: 'approval_step',
  comment: 'One step of a policy: who is asked, and how many of them must agree.',
  properties: {
    ...record(),
    policy: () => p.manyToOne(ApprovalPolicy).comment('The policy'),
    position: p.integer().comment('Place in the order of steps, from 1'),
    mode: choice(ApprovalMode).comment('How many must agree'),
    quorum: p.integer().nullable().comment('Approvals that it takes, by QUORUM'),
    amountFrom: p
      .decimal()
      .precision(20)
      .scale(4)
      .nullable()
      .comment('The step is for amounts from here on, inclusive; null: from nothing'),
    amountTo: p
      .decimal()
      .precision(20)
      .scale(4)
      .nullable()
      .comment('The step is for amounts below this; null: no upper limit'),
    currency: p.string().length(3).nullable().comment('ISO 4217 code of the limits'),
  },
});

export class ApprovalStep extends ApprovalStepSchema.class {}
ApprovalStepSchema.setClass(ApprovalStep);

/** Who is asked at a step: a user, all holders of a role, or whom a plugin finds. */
export const ApprovalApproverSchema = defineEntity({
  name: 'ApprovalApprover',
  schema: 'core',
  tableName: 'approval_approver',
  comment: 'Who is asked at a step: a user, all holders of a role, or whom a plugin finds.',
  properties: {
    ...record(),
    step: () => p.manyToOne(ApprovalStep).comment('The step'),
    user: () => p.manyToOne(User).nullable().comment('This user'),
    role: () => p.manyToOne(Role).nullable().comment('All who hold this role'),
    resolver: p.string().length(120).nullable().comment('Whom a plugin finds, such as hr.manager'),
  },
});

export class ApprovalApprover extends ApprovalApproverSchema.class {}
ApprovalApproverSchema.setClass(ApprovalApprover);
