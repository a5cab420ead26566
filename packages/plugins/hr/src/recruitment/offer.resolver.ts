import { ApprovalService, Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { partTimeShare } from '../job-record.entity.js';
import { pay } from '../salary.entity.js';
import { Application } from './application.entity.js';
import { recruitmentErrors } from './errors.js';
import { offerAccepted } from './events.js';
import { Offer } from './offer.entity.js';
import {
  aboutOf,
  extend,
  lockedRequisition,
  offerApproval,
  RUNNING,
  tellEnd,
  withdraw,
} from './offer-steps.js';
import {
  OfferAcceptPayload,
  OfferCreateInput,
  OfferCreatePayload,
  OfferDeclinePayload,
  OfferInput,
  OfferSubmitPayload,
  OfferWithdrawPayload,
} from './offer.types.js';
import { Position, Requisition } from './position.entity.js';

/** Jobs that are offered. */
@Resolver()
export class OfferResolver {
  @Mutation(() => OfferCreatePayload, {
    description: 'Writes an offer, a draft that nobody is asked about yet.',
  })
  async offerCreate(@Context() ctx: Ctx, @Arg('input') input: OfferCreateInput) {
    const path = ['input', 'applicationId'];
    const application = await ctx.find(Application, input.applicationId, { path, lock: true });
    application.demandOpen();
    if (await ctx.em.findOne(Offer, { application, state: { $in: [...RUNNING] } })) {
      throw recruitmentErrors.OFFER_PENDING({}, path);
    }
    const { startsOn, expiresOn } = input;
    if (expiresOn < ctx.today || expiresOn > startsOn) {
      throw recruitmentErrors.OFFER_DAYS({}, ['input', 'expiresOn']);
    }
    if (application.stage !== 'OFFER') application.moveTo('OFFER');
    const offer = ctx.em.create(Offer, {
      ...{ application, requisition: application.requisition, startsOn, expiresOn },
      kind: input.kind ?? 'PERMANENT',
      partTimeShare: partTimeShare(input.partTimeShare ?? '1', ['input', 'partTimeShare']),
      period: input.period ?? 'YEAR',
      pay: input.pay ? payOf(ctx, input.pay) : null,
    });
    return { offer };
  }

  @Mutation(() => OfferSubmitPayload, {
    description: 'Asks for an offer; it is made at once where nobody has to agree.',
  })
  async offerSubmit(@Context() ctx: Ctx, @Arg('input') input: OfferInput) {
    const offer = await found(ctx, input);
    offer.demand('DRAFT');
    const { position } = await ctx.em.findOneOrFail(Requisition, { id: offer.requisition.id });
    const { title } = await ctx.em.findOneOrFail(Position, { id: position.id });
    offer.state = 'PENDING';
    const approvalRequest = await ctx.service(ApprovalService).request(ctx, {
      kind: offerApproval.key,
      recordId: offer.id,
      title: `Offer for ${title} from ${offer.startsOn}`,
    });
    if (approvalRequest === null) extend(ctx, offer);
    return { offer, approvalRequest };
  }

  @Mutation(() => OfferAcceptPayload, {
    description:
      'The applicant comes. It takes a post of the requisition: of several who accept at once, ' +
      'only as many come as there are posts.',
  })
  async offerAccept(@Context() ctx: Ctx, @Arg('input') input: OfferInput) {
    const seen = await ctx.find(Offer, input.id, { path: ['input', 'id'] });
    // The requisition first, for everybody in the same order.
    const requisition = await lockedRequisition(ctx, seen.requisition.id);
    const offer = await found(ctx, input);
    await ctx.em.refresh(offer);
    offer.answer('ACCEPTED', ctx.today);
    requisition.take();
    ctx.emit(offerAccepted, aboutOf(offer), { type: 'Offer', id: offer.id });
    return { offer };
  }

  @Mutation(() => OfferDeclinePayload, { description: 'The applicant does not come.' })
  async offerDecline(@Context() ctx: Ctx, @Arg('input') input: OfferInput) {
    const offer = await found(ctx, input);
    offer.answer('DECLINED', ctx.today);
    tellEnd(ctx, offer, 'DECLINED');
    return { offer };
  }

  @Mutation(() => OfferWithdrawPayload, { description: 'Takes an offer back.' })
  async offerWithdraw(@Context() ctx: Ctx, @Arg('input') input: OfferInput) {
    const offer = await found(ctx, input);
    await withdraw(ctx, offer);
    return { offer };
  }
}

function payOf(ctx: Ctx, { amount, currency }: { amount: string; currency: string }) {
  ctx.demand('hr.salary.write');
  return pay(amount, currency, ['input', 'pay']);
}

function found(ctx: Ctx, { id, expectedVersion }: OfferInput): Promise<Offer> {
  return ctx.find(Offer, String(id), { expectedVersion, path: ['input', 'id'], lock: true });
}
