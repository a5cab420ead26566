import {
  ApprovalRequestType,
  DateScalar,
  Field,
  ID,
  inputOf,
  InputType,
  payloadOf,
} from '@bureau/core';
import { LeaveRequest } from './leave-request.entity.js';
import { LeaveRequestType } from './leave.types.js';

@InputType({ description: 'Leave that somebody wants; it is asked for by leaveRequestSubmit.' })
export class LeaveRequestCreateInput extends inputOf(
  LeaveRequest,
  ['type', 'startsOn', 'endsOn', 'isFromNoon', 'isUntilNoon', 'note'],
  { optional: ['isFromNoon', 'isUntilNoon'] },
) {
  @Field(() => ID, { nullable: true, description: 'Who wants to be off; default the caller.' })
  employeeId?: string | null;
}

@InputType({ description: 'A request, and the version of it that you saw.' })
export class LeaveRequestInput extends inputOf(LeaveRequest, [], { id: 'id' }) {}

@InputType({ description: 'Leave that ends earlier.' })
export class LeaveRequestShortenInput extends inputOf(LeaveRequest, [], { id: 'id' }) {
  @Field(() => DateScalar, { description: 'The new last day, a whole one.' })
  lastDay!: string;
}

export const LeaveRequestCreatePayload = payloadOf('LeaveRequestCreatePayload', {
  leaveRequest: LeaveRequestType,
});
export const LeaveRequestDeletePayload = payloadOf(
  'LeaveRequestDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'What was thrown away.' } },
);
export const LeaveRequestSubmitPayload = payloadOf('LeaveRequestSubmitPayload', {
  leaveRequest: LeaveRequestType,
  approvalRequest: ApprovalRequestType,
});
export const LeaveRequestCancelPayload = payloadOf('LeaveRequestCancelPayload', {
  leaveRequest: LeaveRequestType,
});
export const LeaveRequestShortenPayload = payloadOf('LeaveRequestShortenPayload', {
  leaveRequest: LeaveRequestType,
});
