import { ApprovalRequestType, inputOf, InputType, patchOf, payloadOf } from '@bureau/core';
import { JobPosting, Position, Requisition } from './position.entity.js';
import { JobPostingType, PositionType, RequisitionType } from './recruitment.types.js';

@InputType({ description: 'A new position.' })
export class PositionCreateInput extends inputOf(Position, [
  'code',
  'title',
  'unit',
  'site',
  'posts',
]) {}

@InputType({ description: 'Changes of a position; what is left out stays.' })
export class PositionUpdateInput extends patchOf(Position, ['title', 'posts', 'isActive'], {
  id: 'id',
}) {}

@InputType({ description: 'A wish to hire; it is asked for by requisitionSubmit.' })
export class RequisitionCreateInput extends inputOf(
  Requisition,
  ['position', 'openings', 'wantedOn', 'reason', 'keepDays'],
  { optional: ['keepDays'] },
) {}

@InputType({ description: 'A requisition, and the version of it that you saw.' })
export class RequisitionInput extends inputOf(Requisition, [], { id: 'id' }) {}

@InputType({ description: 'A new advertisement.' })
export class JobPostingCreateInput extends inputOf(
  JobPosting,
  ['requisition', 'title', 'words', 'language', 'closesOn'],
  { optional: ['language'] },
) {}

@InputType({ description: 'An advertisement, and the version of it that you saw.' })
export class JobPostingInput extends inputOf(JobPosting, [], { id: 'id' }) {}

export const PositionCreatePayload = payloadOf('PositionCreatePayload', {
  position: PositionType,
});
export const PositionUpdatePayload = payloadOf('PositionUpdatePayload', {
  position: PositionType,
});
export const RequisitionCreatePayload = payloadOf('RequisitionCreatePayload', {
  requisition: RequisitionType,
});
export const RequisitionSubmitPayload = payloadOf('RequisitionSubmitPayload', {
  requisition: RequisitionType,
  approvalRequest: ApprovalRequestType,
});
export const RequisitionClosePayload = payloadOf('RequisitionClosePayload', {
  requisition: RequisitionType,
});
export const JobPostingCreatePayload = payloadOf('JobPostingCreatePayload', {
  jobPosting: JobPostingType,
});
export const JobPostingPublishPayload = payloadOf('JobPostingPublishPayload', {
  jobPosting: JobPostingType,
});
export const JobPostingClosePayload = payloadOf('JobPostingClosePayload', {
  jobPosting: JobPostingType,
});
