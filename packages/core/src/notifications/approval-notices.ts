import { z } from 'zod';
import { ApprovalRequest, ApprovalSeat } from '../approvals/approval-request.entity.js';
import { ApprovalDecided, ApprovalReminder, ApprovalStepBegun } from '../approvals/events.js';
import type { Ctx } from '../context/ctx.js';
import { subscriber } from '../events/subscriber.js';
import { notificationKind } from './declaration.js';

const asked = z.object({ title: z.string(), requester: z.string() });
const decided = asked.extend({ state: z.enum(['APPROVED', 'REJECTED', 'EXPIRED']) });

/** To those who are asked at a step. No amount: that is read where rights hold. */
export const approvalRequested = notificationKind({
  key: 'core.approval.requested',
  description: 'Your vote on a request for approval is awaited.',
  category: 'approvals',
  delivery: 'IMMEDIATE',
  data: asked,
  sample: { title: 'Disposal of LAP-0001', requester: 'Grace Example' },
  words: {
    en: {
      title: 'Approval wanted: {{ title }}',
      body: 'Hello {{ recipient.name }},\n\n{{ requester }} asks for your approval: {{ title }}',
    },
    de: {
      title: 'Freigabe erbeten: {{ title }}',
      body: 'Guten Tag {{ recipient.name }},\n\n{{ requester }} bittet um Freigabe: {{ title }}',
    },
  },
});

/** To those of them who have not voted, as often as the policy says. */
export const approvalReminder = notificationKind({
  key: 'core.approval.reminder',
  description: 'Your vote on a request for approval is still awaited.',
  category: 'approvals',
  delivery: 'IMMEDIATE',
  data: asked,
  sample: { title: 'Disposal of LAP-0001', requester: 'Grace Example' },
  words: {
    en: {
      title: 'Still waiting for your approval: {{ title }}',
      body:
        'Hello {{ recipient.name }},\n\n{{ requester }} is still waiting for your vote: ' +
        '{{ title }}',
    },
    de: {
      title: 'Erinnerung an eine Freigabe: {{ title }}',
      body:
        'Guten Tag {{ recipient.name }},\n\n{{ requester }} wartet noch auf Ihre Stimme: ' +
        '{{ title }}',
    },
  },
});

/** To whoever asked. */
export const approvalDecided = notificationKind({
  key: 'core.approval.decided',
  description: 'A request for approval of yours was decided, or nobody decided it in time.',
  category: 'approvals',
  delivery: 'IMMEDIATE',
  data: decided,
  sample: { title: 'Disposal of LAP-0001', requester: 'Grace Example', state: 'APPROVED' },
  words: {
    en: {
      title:
        '{% if state == "APPROVED" %}Approved{% elsif state == "REJECTED" %}Rejected' +
        '{% else %}Not decided in time{% endif %}: {{ title }}',
      body:
        'Hello {{ recipient.name }},\n\nyour request was ' +
        '{% if state == "APPROVED" %}approved{% elsif state == "REJECTED" %}rejected' +
        '{% else %}not decided in time{% endif %}: {{ title }}',
    },
    de: {
      title:
        '{% if state == "APPROVED" %}Freigegeben{% elsif state == "REJECTED" %}Abgelehnt' +
        '{% else %}Nicht rechtzeitig entschieden{% endif %}: {{ title }}',
      body:
        'Guten Tag {{ recipient.name }},\n\nIhre Anfrage wurde ' +
        '{% if state == "APPROVED" %}freigegeben{% elsif state == "REJECTED" %}abgelehnt' +
        '{% else %}nicht rechtzeitig entschieden{% endif %}: {{ title }}',
    },
  },
});

const RECORD = 'ApprovalRequest';

/** Tells people what they have to decide, and what was decided about what they asked for. */
export const approvalNotices = [
  subscriber(ApprovalStepBegun, {
    name: 'core.approvalNotice.requested',
    async run(ctx, { payload }) {
      const { requestId, approverIds, step } = payload;
      const request = await requestOf(ctx, requestId);
      // It may have gone on since.
      if (request?.state !== 'PENDING' || request.step !== step) return;
      const data = { title: request.title, requester: request.requesterName };
      const record = { type: RECORD, id: requestId };
      await ctx.notify(approvalRequested, { to: { users: approverIds }, data, record });
    },
  }),
  subscriber(ApprovalReminder, {
    name: 'core.approvalNotice.reminder',
    async run(ctx, { payload }) {
      const { requestId, approverIds, step } = payload;
      const request = await requestOf(ctx, requestId);
      if (request?.state !== 'PENDING' || request.step !== step) return;
      // Some of them may have voted since, or what is asked for was changed and asked anew.
      const open = await ctx.em.find(ApprovalSeat, { request, step, isOpen: true });
      const users = open.map(({ user }) => user.id).filter((id) => approverIds.includes(id));
      const data = { title: request.title, requester: request.requesterName };
      const record = { type: RECORD, id: requestId };
      await ctx.notify(approvalReminder, { to: { users }, data, record });
    },
  }),
  subscriber(ApprovalDecided, {
    name: 'core.approvalNotice.decided',
    async run(ctx, { payload }) {
      const { requestId, requesterId, state } = payload;
      // Whoever takes a request back knows it.
      if (requesterId === null || state === 'WITHDRAWN') return;
      const request = await requestOf(ctx, requestId);
      if (!request) return;
      const data = { title: request.title, requester: request.requesterName, state };
      const record = { type: RECORD, id: requestId };
      await ctx.notify(approvalDecided, { to: { users: [requesterId] }, data, record });
    },
  }),
];

function requestOf(ctx: Ctx, id: string): Promise<ApprovalRequest | null> {
  return ctx.em.findOne(ApprovalRequest, { id });
}
