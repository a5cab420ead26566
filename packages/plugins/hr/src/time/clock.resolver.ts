import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { change, clockIn, clockOut, turnOf } from './clock.js';
import {
  TimeBreakEndPayload,
  TimeBreakStartPayload,
  TimeClockInPayload,
  TimeClockInput,
  TimeClockOutPayload,
} from './clock.types.js';

/** The clock by which people come and go. A repeated call needs an idempotency key, as ever. */
@Resolver()
export class ClockResolver {
  @Mutation(() => TimeClockInPayload, {
    description:
      'Begins work, of the caller or for a terminal of anybody. Nobody has two entries that go on.',
  })
  async timeClockIn(@Context() ctx: Ctx, @Arg('input') input: TimeClockInput) {
    const turn = await turnOf(ctx, input);
    return { timeEntry: await clockIn(ctx, turn), at: turn.at };
  }

  @Mutation(() => TimeClockOutPayload, {
    description: 'Ends work, and a break that goes on with it.',
  })
  async timeClockOut(@Context() ctx: Ctx, @Arg('input') input: TimeClockInput) {
    const turn = await turnOf(ctx, input);
    return { timeEntry: clockOut(turn), at: turn.at };
  }

  @Mutation(() => TimeBreakStartPayload, { description: 'Begins a break within work.' })
  async timeBreakStart(@Context() ctx: Ctx, @Arg('input') input: TimeClockInput) {
    const turn = await turnOf(ctx, input);
    return { timeEntry: change(ctx, turn, 'BREAK'), at: turn.at };
  }

  @Mutation(() => TimeBreakEndPayload, { description: 'Ends a break: work goes on.' })
  async timeBreakEnd(@Context() ctx: Ctx, @Arg('input') input: TimeClockInput) {
    const turn = await turnOf(ctx, input);
    return { timeEntry: change(ctx, turn, 'WORK'), at: turn.at };
  }
}
