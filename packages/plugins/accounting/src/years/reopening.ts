import {
  type ApprovalCase,
  approvalKind,
  type ApprovalRequest,
  ApprovalService,
  type Ctx,
} from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { PeriodReopened } from './events.js';
import { Period } from './period.entity.js';

/** Reopening a closed period changes what was reported: another person agrees to it. */
export const reopenApproval = approvalKind({
  key: 'accounting.period.reopen',
  description: 'Opening a closed period again.',
  recordType: 'Period',
  withoutPolicy: 'REFUSE',
  decided,
});

/**
 * Opens a period, or asks for the approval of it where the settings want one.
 * @returns the request that waits; `null`: it is open
 * @throws ACCOUNTING_PERIOD_STATE, or what the service of approvals refuses
 */
export async function reopen(
  ctx: Ctx,
  period: Period,
  reason: string,
): Promise<ApprovalRequest | null> {
  period.assertClosed();
  const { reopenNeedsApproval } = await settingsOf(ctx);
  const wish = {
    kind: reopenApproval.key,
    recordId: period.id,
    title: `Open period ${period.name} again: ${reason}`,
    details: { reason },
  };
  const request = reopenNeedsApproval
    ? await ctx.service(ApprovalService).request(ctx, wish)
    : null;
  if (request === null) open(ctx, period, reason);
  return request;
}

async function decided(ctx: Ctx, { state, recordId, details }: ApprovalCase): Promise<void> {
  if (state !== 'APPROVED') return;
  const period = await ctx.em.findOneOrFail(Period, { id: recordId });
  open(ctx, period, (details as { reason: string }).reason);
}

function open(ctx: Ctx, period: Period, reason: string): void {
  period.open(reason);
  const { id, name, state } = period;
  ctx.emit(PeriodReopened, { periodId: id, name, state, reason }, { type: 'Period', id });
}
