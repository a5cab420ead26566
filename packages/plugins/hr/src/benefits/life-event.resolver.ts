import { Arg, Context, type Ctx, Mutation, Resolver, uuidv7 } from '@bureau/core';
import { addDays } from '../leave/leave-days.js';
import { chooserOf } from './benefit-facts.js';
import {
  LifeEventConfirmPayload,
  LifeEventInput,
  LifeEventRejectPayload,
  LifeEventReportInput,
  LifeEventReportPayload,
} from './benefit-plan-inputs.js';
import { LifeEvent } from './benefit-window.entity.js';
import { benefitErrors } from './errors.js';
import { tellOfEvent } from './window-notice.js';

const LATEST_DAYS = 366;

/** What changes in life. */
@Resolver()
export class LifeEventResolver {
  @Mutation(() => LifeEventReportPayload, {
    description: 'Tells of something that changed in life. It lets benefits be chosen once proved.',
  })
  async lifeEventReport(@Context() ctx: Ctx, @Arg('input') input: LifeEventReportInput) {
    const employee = await chooserOf(ctx, input.employeeId);
    const { kind, happenedOn } = input;
    if (happenedOn > ctx.today || happenedOn < addDays(ctx.today, -LATEST_DAYS)) {
      throw benefitErrors.LIFE_EVENT_DAY({}, ['input', 'happenedOn']);
    }
    const lifeEvent = ctx.em.create(LifeEvent, {
      ...{ id: uuidv7(), employee, kind, happenedOn, reportedOn: ctx.today },
    });
    return { lifeEvent };
  }

  @Mutation(() => LifeEventConfirmPayload, {
    description: 'Says that it is proved: benefits may be chosen anew, and the employee is told.',
  })
  async lifeEventConfirm(@Context() ctx: Ctx, @Arg('input') input: LifeEventInput) {
    const lifeEvent = await found(ctx, input);
    lifeEvent.decide('CONFIRMED', ctx.today);
    await tellOfEvent(ctx, lifeEvent);
    return { lifeEvent };
  }

  @Mutation(() => LifeEventRejectPayload, { description: 'Says that it is not proved.' })
  async lifeEventReject(@Context() ctx: Ctx, @Arg('input') input: LifeEventInput) {
    const lifeEvent = await found(ctx, input);
    lifeEvent.decide('REJECTED', ctx.today);
    return { lifeEvent };
  }
}

function found(ctx: Ctx, { id, expectedVersion }: LifeEventInput): Promise<LifeEvent> {
  return ctx.find(LifeEvent, String(id), { expectedVersion, path: ['input', 'id'], lock: true });
}
