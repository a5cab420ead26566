import {
  type ApprovalCase,
  approvalKind,
  type ApprovalRequest,
  ApprovalService,
  type Ctx,
  Money,
} from '@bureau/core';
import { Asset } from './asset.entity.js';
import { dispose, type NewDisposal } from './disposal.js';
import { errors } from './errors.js';

/** A disposal as a request keeps it: a day that was left out is the day of the decision. */
interface WaitingDisposal {
  reason: string;
  proceeds: { amount: string; currency: string } | null;
  disposedOn: string | null;
}

/** Disposals that the organization wants approved, above the amounts of its policy. */
export const disposalApproval = approvalKind({
  key: 'assets.asset.dispose',
  description: 'Disposal of an asset; its amount is what the asset was bought for.',
  recordType: 'Asset',
  withoutPolicy: 'APPROVE',
  decided,
});

/** How an asset is to leave; `disposedOn` is absent for the day on which it is done. */
export type WantedDisposal = Omit<NewDisposal, 'disposedOn'> & { disposedOn: string | null };

/**
 * Asks for the approval of a disposal, or changes the one that the caller has asked for before.
 * `null`: none is needed.
 * @throws ASSETS_AT_IN_FUTURE, or what the service of approvals refuses
 */
export async function askToDispose(
  ctx: Ctx,
  asset: Asset,
  { reason, proceeds, disposedOn }: WantedDisposal,
): Promise<ApprovalRequest | null> {
  if (disposedOn !== null && disposedOn > ctx.today) {
    throw errors.AT_IN_FUTURE({}, ['input', 'disposedOn']);
  }
  const approvals = ctx.service(ApprovalService);
  const kind = disposalApproval.key;
  const details: WaitingDisposal = { reason, proceeds: amountOf(proceeds), disposedOn };
  const title = `Dispose of ${asset.tag}: ${reason}`;
  const amount = amountOf(asset.cost);
  const open = await approvals.stateOf(ctx, kind, asset.id);
  if (open?.state === 'PENDING' && open.requester?.id === ctx.principal.userId) {
    await approvals.changed(ctx, open, { title, amount, details });
    return open;
  }
  return approvals.request(ctx, { kind, recordId: asset.id, title, amount, details });
}

async function decided(ctx: Ctx, { state, recordId, details }: ApprovalCase): Promise<void> {
  if (state !== 'APPROVED') return;
  const { reason, proceeds, disposedOn } = details as WaitingDisposal;
  // Its version guards it: if somebody takes the asset meanwhile, the vote is counted anew.
  const asset = await ctx.em.findOneOrFail(Asset, { id: recordId });
  await dispose(ctx, asset, {
    reason,
    proceeds: proceeds && Money.of(proceeds.amount, proceeds.currency),
    disposedOn: disposedOn ?? ctx.today,
  });
}

function amountOf(money: Money | null | undefined) {
  return money ? { amount: money.amount, currency: money.currency } : null;
}
