import {
  Arg,
  Context,
  type Ctx,
  type EventType,
  LegalEntity,
  Mutation,
  Resolver,
} from '@bureau/core';
import { addDays } from '../leave/leave-days.js';
import { timeErrors } from './errors.js';
import { timePeriodApproved, timePeriodLocked, timePeriodReopened } from './events.js';
import {
  TimePeriodApprovePayload,
  TimePeriodCreateInput,
  TimePeriodCreatePayload,
  TimePeriodDeletePayload,
  TimePeriodInput,
  TimePeriodLockPayload,
  TimePeriodReopenInput,
  TimePeriodReopenPayload,
} from './period.types.js';
import { TimePeriod } from './time-period.entity.js';
import { makeSheets, refuseUnsettled } from './time-sheets.js';
import { filled } from './time-text.js';

const MOST_DAYS = 62;

/** Working time that is closed for payroll. */
@Resolver()
export class PeriodResolver {
  @Mutation(() => TimePeriodCreatePayload, { description: 'Adds a period of a company.' })
  async timePeriodCreate(@Context() ctx: Ctx, @Arg('input') input: TimePeriodCreateInput) {
    const { legalEntityId, startsOn, endsOn } = input;
    if (endsOn < startsOn || endsOn >= addDays(startsOn, MOST_DAYS)) {
      throw timeErrors.TIME_PERIOD_SPAN({}, ['input', 'endsOn']);
    }
    const path = ['input', 'legalEntityId'];
    const legalEntity = await ctx.find(LegalEntity, legalEntityId, { path });
    const timePeriod = ctx.em.create(TimePeriod, {
      ...{ legalEntity, startsOn, endsOn, state: 'OPEN' as const, reopenedReason: null },
    });
    return { timePeriod };
  }

  @Mutation(() => TimePeriodDeletePayload, { description: 'Throws an open period away.' })
  async timePeriodDelete(@Context() ctx: Ctx, @Arg('input') input: TimePeriodInput) {
    ctx.em.remove(await found(ctx, input));
    return { deletedId: input.id };
  }

  @Mutation(() => TimePeriodApprovePayload, {
    description:
      'Closes the time of a period that is over and makes its time sheets. Entries that go on ' +
      'and corrections that wait have to be settled before.',
  })
  async timePeriodApprove(@Context() ctx: Ctx, @Arg('input') input: TimePeriodInput) {
    const timePeriod = await found(ctx, input);
    timePeriod.approve();
    if (timePeriod.endsOn >= ctx.today) {
      throw timeErrors.TIME_PERIOD_RUNS({ day: timePeriod.endsOn }, ['input', 'id']);
    }
    await refuseUnsettled(ctx, timePeriod);
    await ctx.em.flush();
    await makeSheets(ctx, timePeriod);
    tell(ctx, timePeriodApproved, timePeriod);
    return { timePeriod };
  }

  @Mutation(() => TimePeriodLockPayload, {
    description: 'Gives an approved period to payroll: its time sheets stand.',
  })
  async timePeriodLock(@Context() ctx: Ctx, @Arg('input') input: TimePeriodInput) {
    const timePeriod = await found(ctx, input);
    timePeriod.lock();
    tell(ctx, timePeriodLocked, timePeriod);
    return { timePeriod };
  }

  @Mutation(() => TimePeriodReopenPayload, {
    description: 'Opens a period again, with the reason; its time sheets are void.',
  })
  async timePeriodReopen(@Context() ctx: Ctx, @Arg('input') input: TimePeriodReopenInput) {
    const timePeriod = await found(ctx, input);
    timePeriod.reopen(filled(input.reason, 'reason'));
    await ctx.em.flush();
    await ctx.sql('delete from hr.time_sheet where period_id = $1', [timePeriod.id]);
    tell(ctx, timePeriodReopened, timePeriod);
    return { timePeriod };
  }
}

/** Locked: whoever writes time of these days waits, and finds them closed. */
function found(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<TimePeriod> {
  const path = ['input', 'id'];
  return ctx.find(TimePeriod, id, { expectedVersion, path, lock: true });
}

function tell(
  ctx: Ctx,
  event: EventType<{ periodId: string; legalEntityId: string; startsOn: string; endsOn: string }>,
  { id, legalEntity, startsOn, endsOn }: TimePeriod,
): void {
  const payload = { periodId: id, legalEntityId: legalEntity.id, startsOn, endsOn };
  ctx.emit(event, payload, { type: 'TimePeriod', id });
}
