import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { money } from '../model/money.js';
import { record } from '../model/record.js';
import { User } from '../schema/user.entity.js';
import type { ApprovalCase } from './declaration.js';
import { approvalErrors } from './errors.js';
import type { PlannedStep } from './plan.js';

/** Where a request for approval is in its life. */
export const ApprovalState = enumOf('ApprovalState', 'Where a request for approval is.', {
  PENDING: 'Somebody is asked.',
  APPROVED: 'All steps agreed; what was asked for is done.',
  REJECTED: 'A step refused it.',
  WITHDRAWN: 'It was taken back before it was decided.',
  EXPIRED: 'Nobody decided it in time.',
});
export type ApprovalState = EnumValue<typeof ApprovalState>;

/** What somebody said to a request. */
export const ApprovalDecision = enumOf('ApprovalDecision', 'What an approver said.', {
  APPROVE: 'Agrees.',
  REJECT: 'Refuses.',
});
export type ApprovalDecision = EnumValue<typeof ApprovalDecision>;

/**
 * Something that waits for the consent of others: PENDING at a step, then APPROVED, REJECTED,
 * WITHDRAWN or EXPIRED. Its version moves with steps, changes and decisions, not with single votes.
 */
export const ApprovalRequestSchema = defineEntity({
  name: 'ApprovalRequest',
  schema: 'core',
  tableName: 'approval_request',
  comment: 'Something that waits for the consent of others before it is done.',
  properties: {
    ...record(),
    kind: p.string().length(120).comment('What is asked for, such as assets.asset.dispose'),
    recordType: p.string().length(80).comment('Type of the record that it is about'),
    recordId: p.uuid().hidden().comment('The record that it is about'),
    title: p.string().length(200).comment('What it is about, in words'),
    requester: () => p.manyToOne(User).nullable().comment('Who asks; null: the platform itself'),
    requesterName: p.string().length(200).comment('Name of whoever asks, as it was then'),
    amount: money().nullable().comment('What it is worth, where limits depend on it'),
    state: choice(ApprovalState).default('PENDING').comment('Where it is in its life'),
    step: p.integer().default(1).comment('Step that is asked now, or was last; from 1'),
    steps: p.integer().comment('Steps that it takes'),
    round: p.integer().default(1).comment('Grows with each change; votes of earlier ones are void'),
    comment: p.string().length(1000).nullable().comment('What whoever decided wrote to it'),
    decidedAt: p.datetime(6).nullable().comment('When it ended, one way or the other'),
    expiresAt: p.datetime(6).nullable().comment('When it ends if it is not decided; null: never'),
    remindsAt: p.datetime(6).nullable().hidden().comment('When approvers are reminded next'),
    remindsAfterDays: p.integer().nullable().hidden().comment('Days between two reminders'),
    details: p.json<object>().nullable().hidden().comment('What its plugin needs to do it'),
    plan: p.json<readonly PlannedStep[]>().hidden().comment('The steps of the policy as it was'),
  },
});

export class ApprovalRequest extends ApprovalRequestSchema.class {
  /** @throws CORE_APPROVAL_ENDED */
  assertPending(): void {
    if (this.state === 'PENDING') return;
    throw approvalErrors.APPROVAL_ENDED({ state: this.state }, ['input', 'id']);
  }

  /** The form that plugins get. */
  toCase(): ApprovalCase {
    const { id, kind, recordId, requester, amount, details, state, comment } = this;
    return {
      ...{ id, kind, recordId, state, details: details ?? null, comment: comment ?? null },
      requesterId: requester?.id ?? null,
      amount: amount ? { amount: amount.amount, currency: amount.currency } : null,
    };
  }
}
ApprovalRequestSchema.setClass(ApprovalRequest);

/** The place of one approver at one step of one round. */
export const ApprovalSeatSchema = defineEntity({
  name: 'ApprovalSeat',
  schema: 'core',
  tableName: 'approval_seat',
  comment: 'The place of one approver at one step; it has one vote.',
  properties: {
    ...record(),
    request: () => p.manyToOne(ApprovalRequest).comment('The request'),
    round: p.integer().comment('Round of the request'),
    step: p.integer().comment('Step of the round'),
    user: () => p.manyToOne(User).comment('Who is asked'),
    // No reference: a role may be deleted, and then nobody holds it.
    roleId: p.uuid().nullable().hidden().comment('Asked as a holder of this role'),
    isOpen: p.boolean().default(true).comment('Its vote is awaited'),
  },
});

export class ApprovalSeat extends ApprovalSeatSchema.class {}
ApprovalSeatSchema.setClass(ApprovalSeat);

/** What was said for one seat. */
export const ApprovalVoteSchema = defineEntity({
  name: 'ApprovalVote',
  schema: 'core',
  tableName: 'approval_vote',
  comment: 'What was said for one seat; never changed.',
  properties: {
    ...record(),
    request: () => p.manyToOne(ApprovalRequest).comment('The request'),
    seat: () => p.manyToOne(ApprovalSeat).comment('The seat that it is for'),
    round: p.integer().comment('Round of the request'),
    step: p.integer().comment('Step of the round'),
    voter: () => p.manyToOne(User).comment('Who voted: whose seat it is, or a substitute'),
    decision: choice(ApprovalDecision).comment('What was said'),
    comment: p.string().length(1000).nullable().comment('Why'),
  },
});

export class ApprovalVote extends ApprovalVoteSchema.class {}
ApprovalVoteSchema.setClass(ApprovalVote);
