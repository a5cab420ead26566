import { type ApprovalCase, approvalKind, type Ctx } from '@bureau/core';
import { AssetRequest } from './asset-request.entity.js';

/** Wishes for equipment that somebody has to agree to. */
export const requestApproval = approvalKind({
  key: 'assets.request.fulfill',
  description: 'Equipment that an employee asks for.',
  recordType: 'AssetRequest',
  withoutPolicy: 'APPROVE',
  decided,
});

const OUTCOMES = {
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  EXPIRED: 'REJECTED',
  WITHDRAWN: 'CANCELLED',
} as const;

async function decided(ctx: Ctx, { state, recordId }: ApprovalCase): Promise<void> {
  if (state === 'PENDING') return;
  const request = await ctx.em.findOneOrFail(AssetRequest, { id: recordId });
  request.decide(OUTCOMES[state]);
}
