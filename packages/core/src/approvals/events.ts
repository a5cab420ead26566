import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** Ids are uuids. */
const about = z.object({
  requestId: z.uuid(),
  kind: z.string(),
  recordType: z.string(),
  recordId: z.uuid(),
  requesterId: z.uuid().nullable(),
});

export const ApprovalRequested = defineEvent({
  name: 'core.approval.requested',
  version: 1,
  description: 'Somebody asked for an approval.',
  payload: about,
});

export const ApprovalChanged = defineEvent({
  name: 'core.approval.changed',
  version: 1,
  description: 'What is asked for was changed; its votes are void and it begins anew.',
  payload: about.extend({ round: z.number().int() }),
});

export const ApprovalStepBegun = defineEvent({
  name: 'core.approval.stepBegun',
  version: 1,
  description: 'People are asked for their vote.',
  payload: about.extend({ step: z.number().int(), approverIds: z.array(z.uuid()) }),
});

export const ApprovalVoted = defineEvent({
  name: 'core.approval.voted',
  version: 1,
  description: 'An approver, or a substitute for one, has voted.',
  payload: about.extend({
    step: z.number().int(),
    decision: z.enum(['APPROVE', 'REJECT']),
    voterId: z.uuid(),
    seatOfId: z.uuid(),
  }),
});

export const ApprovalDecided = defineEvent({
  name: 'core.approval.decided',
  version: 1,
  description: 'A request for approval ended.',
  payload: about.extend({ state: z.enum(['APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED']) }),
});

export const ApprovalReminder = defineEvent({
  name: 'core.approval.reminder',
  version: 1,
  description: 'People whose vote is awaited were reminded.',
  payload: about.extend({ step: z.number().int(), approverIds: z.array(z.uuid()) }),
});

export const approvalEvents = [
  ApprovalRequested,
  ApprovalChanged,
  ApprovalStepBegun,
  ApprovalVoted,
  ApprovalDecided,
  ApprovalReminder,
];
