import { type ApprovalCase, approvalKind, ApprovalService, type Ctx } from '@bureau/core';
import { Application } from './application.entity.js';
import { offerEnded, offerExtended } from './events.js';
import { Offer } from './offer.entity.js';
import { Requisition } from './position.entity.js';

/**
 * The consent to an offer. Its title has neither name nor pay: approvals are kept, and are read by
 * those who are asked.
 */
export const offerApproval = approvalKind({
  key: 'hr.offer.extend',
  description: 'Offering a job to an applicant.',
  recordType: 'Offer',
  withoutPolicy: 'APPROVE',
  decided,
});

async function decided(ctx: Ctx, { state, recordId }: ApprovalCase): Promise<void> {
  const offer = await ctx.em.findOneOrFail(Offer, { id: recordId });
  // Whoever takes an offer back ends what is asked too.
  if (offer.state === 'WITHDRAWN') return;
  offer.demand('PENDING');
  if (state === 'APPROVED') return extend(ctx, offer);
  offer.state = state === 'WITHDRAWN' ? 'WITHDRAWN' : 'REFUSED';
  tellEnd(ctx, offer, offer.state);
}

/** The offer is made. */
export function extend(ctx: Ctx, offer: Offer): void {
  offer.state = 'EXTENDED';
  ctx.emit(offerExtended, aboutOf(offer), { type: 'Offer', id: offer.id });
}

/** Takes back what is still offered to an applicant, accepted or not. */
export async function endOffers(ctx: Ctx, application: Application): Promise<void> {
  const offer = await ctx.em.findOne(Offer, { application, state: { $in: [...RUNNING] } });
  if (offer) await withdraw(ctx, offer);
}

/** What counts as an offer that stands; an application has one at most. */
export const RUNNING = ['DRAFT', 'PENDING', 'EXTENDED', 'ACCEPTED'] as const;

/** A post that was taken is free again. @throws HR_OFFER_STATE, HR_APPLICATION_STATE once hired */
export async function withdraw(ctx: Ctx, offer: Offer): Promise<void> {
  const before = offer.state;
  if (before === 'ACCEPTED') {
    const application = await ctx.em.findOneOrFail(Application, { id: offer.application.id });
    application.demandOpen();
    (await lockedRequisition(ctx, offer.requisition.id)).giveBack();
  }
  offer.withdraw();
  tellEnd(ctx, offer, 'WITHDRAWN');
  if (before !== 'PENDING') return;
  const approvals = ctx.service(ApprovalService);
  const asked = await approvals.stateOf(ctx, offerApproval.key, offer.id);
  if (asked?.state === 'PENDING') await approvals.withdraw(ctx, asked);
}

/** A requisition (uuid) whose posts nobody else counts until the commit. */
export async function lockedRequisition(ctx: Ctx, id: string): Promise<Requisition> {
  await ctx.sql('select id from hr.requisition where id = $1 for update', [id]);
  const requisition = await ctx.em.findOneOrFail(Requisition, { id });
  await ctx.em.refresh(requisition);
  return requisition;
}

/** What events say of an offer. */
export function aboutOf({ id, application, requisition, startsOn }: Offer) {
  const [applicationId, requisitionId] = [application.id, requisition.id];
  return { offerId: id, applicationId, requisitionId, startsOn };
}

/** Says that nobody comes by it. */
export function tellEnd(
  ctx: Pick<Ctx, 'emit'>,
  offer: Offer,
  state: 'DECLINED' | 'EXPIRED' | 'WITHDRAWN' | 'REFUSED',
): void {
  ctx.emit(offerEnded, { ...aboutOf(offer), state }, { type: 'Offer', id: offer.id });
}
