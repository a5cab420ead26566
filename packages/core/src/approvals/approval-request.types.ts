import { Temporal } from 'temporal-polyfill';
import type { Principal } from '../context/principal.js';
import { NOBODY } from '../identity/authenticate.js';
import { expose, many, type Exposed, type Where } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { ApprovalRequest, ApprovalSeat, ApprovalVote } from './approval-request.entity.js';

/** Seats of this user, and of those for whom the user stands in on the day. */
export function seatOf(userId: string, today: string): Where {
  const inForce = {
    substitute: { id: { eq: userId } },
    validFrom: { lte: today },
    or: [{ validTo: { isNull: true } }, { validTo: { gt: today } }],
  };
  return { user: { or: [{ id: { eq: userId } }, { substitutes: { some: inForce } }] } };
}

/**
 * Requests that the caller is or was asked to decide on, or somebody for whom the caller stands in
 * today: for row conditions of records that have such a request.
 */
export function approvalsAskedOf({ userId = NOBODY, timeZone = 'UTC' }: Principal): Where {
  const today = Temporal.Now.plainDateISO(timeZone).toString();
  return { seats: { some: seatOf(userId, today) } };
}

/** Who asks, who is or was asked, and who stands in for one of them today. */
function involved(principal: Principal): Where {
  const { userId = NOBODY } = principal;
  return { or: [{ requester: { id: { eq: userId } } }, approvalsAskedOf(principal)] };
}

export const ApprovalRequestType: Exposed = expose(ApprovalRequest, {
  prefix: 'apr',
  filter: ['kind', 'recordType', 'requester', 'state', 'decidedAt'],
  order: ['decidedAt', 'kind'],
  relations: {
    seats: many(() => ApprovalSeatType, 'request', 'Who is and was asked.'),
    votes: many(() => ApprovalVoteType, 'request', 'What was said, void rounds included.'),
  },
  conditions: { involved },
});

export const ApprovalSeatType: Exposed = expose(ApprovalSeat, {
  prefix: 'ase',
  filter: ['request', 'user', 'isOpen', 'round', 'step'],
  order: ['step'],
  root: false,
  conditions: { involved: (principal) => ({ request: involved(principal) }) },
});

export const ApprovalVoteType: Exposed = expose(ApprovalVote, {
  prefix: 'avo',
  filter: ['request', 'seat', 'voter', 'round', 'step', 'decision'],
  order: ['step'],
  root: false,
  conditions: { involved: (principal) => ({ request: involved(principal) }) },
});

const COMMENT = 'Why, for whoever asked; 1000 characters at most.';

@InputType({ description: 'A vote on a request for approval.' })
export class ApprovalVoteInput {
  @Field(() => ID, { description: 'The request.' })
  id!: string;
  @Field(() => Int, {
    description: 'The version that you decide on; the vote is refused when it is another one now.',
  })
  expectedVersion!: number;
  @Field(() => String, { nullable: true, description: COMMENT })
  comment?: string | null;
}

@InputType({ description: 'The request to take back.' })
export class ApprovalRequestWithdrawInput {
  @Field(() => ID, { description: 'The request.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: COMMENT })
  comment?: string | null;
}

const payload = (name: string) => payloadOf(name, { approvalRequest: ApprovalRequestType });

export const ApprovalRequestApprovePayload = payload('ApprovalRequestApprovePayload');
export const ApprovalRequestRejectPayload = payload('ApprovalRequestRejectPayload');
export const ApprovalRequestWithdrawPayload = payload('ApprovalRequestWithdrawPayload');
