import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Application } from './application.entity.js';
import {
  ApplicationCreateInput,
  ApplicationCreatePayload,
  ApplicationHireInput,
  ApplicationHirePayload,
  ApplicationInput,
  ApplicationMoveInput,
  ApplicationMovePayload,
  ApplicationRejectPayload,
  ApplicationWithdrawPayload,
} from './application.types.js';
import { apply } from './apply.js';
import { endOffers } from './offer-steps.js';
import { hireApplicant } from './hire-applicant.js';

/** From the first letter to the first day. */
@Resolver()
export class ApplicationResolver {
  @Mutation(() => ApplicationCreatePayload, {
    description:
      'Takes in an application for an open requisition. An applicant with the same e-mail ' +
      'address is the same one. Answers for statistics are kept without any tie to the applicant.',
  })
  async applicationCreate(@Context() ctx: Ctx, @Arg('input') input: ApplicationCreateInput) {
    return { application: await apply(ctx, input) };
  }

  @Mutation(() => ApplicationMovePayload, { description: 'Moves an application on.' })
  async applicationMove(@Context() ctx: Ctx, @Arg('input') input: ApplicationMoveInput) {
    const application = await found(ctx, input);
    application.moveTo(input.stage);
    return { application };
  }

  @Mutation(() => ApplicationRejectPayload, {
    description:
      'Refuses an application; an offer for it ends too. After the days that the requisition ' +
      'says the applicant is erased, unless another application is open.',
  })
  async applicationReject(@Context() ctx: Ctx, @Arg('input') input: ApplicationInput) {
    const application = await found(ctx, input);
    await endOffers(ctx, application);
    application.end('REJECTED', ctx.today);
    return { application };
  }

  @Mutation(() => ApplicationWithdrawPayload, {
    description: 'The applicant takes an application back; an offer for it ends too.',
  })
  async applicationWithdraw(@Context() ctx: Ctx, @Arg('input') input: ApplicationInput) {
    const application = await found(ctx, input);
    await endOffers(ctx, application);
    application.end('WITHDRAWN', ctx.today);
    return { application };
  }

  @Mutation(() => ApplicationHirePayload, {
    description:
      'Makes an employee of an applicant who accepted an offer: person, employee, employment, ' +
      'job and pay by the terms of the offer. Once only.',
  })
  async applicationHire(@Context() ctx: Ctx, @Arg('input') input: ApplicationHireInput) {
    const application = await found(ctx, input);
    return { application, employee: await hireApplicant(ctx, application, input) };
  }
}

function found(ctx: Ctx, { id, expectedVersion }: ApplicationInput): Promise<Application> {
  return ctx.find(Application, String(id), { expectedVersion, path: ['input', 'id'], lock: true });
}
