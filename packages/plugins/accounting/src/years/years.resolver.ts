import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { errors } from '../errors.js';
import { needed } from '../input-values.js';
import { addFiscalYear } from './add-fiscal-year.js';
import { PeriodClosed } from './events.js';
import { Period } from './period.entity.js';
import { reopen } from './reopening.js';
import {
  FiscalYearCreateInput,
  FiscalYearCreatePayload,
  PeriodClosePayload,
  PeriodInput,
  PeriodReopenInput,
  PeriodReopenPayload,
  PeriodSoftClosePayload,
} from './years.inputs.js';

/** Fiscal years and the state of their periods. */
@Resolver()
export class YearsResolver {
  @Mutation(() => FiscalYearCreatePayload, {
    description: 'Adds the fiscal year that follows the last one, with its periods.',
  })
  async fiscalYearCreate(@Context() ctx: Ctx, @Arg('input') input: FiscalYearCreateInput) {
    const { startsOn, endsOn, name } = input;
    const wish = { startsOn, endsOn: endsOn ?? undefined, name: name ?? undefined };
    return { fiscalYear: await addFiscalYear(ctx, wish) };
  }

  @Mutation(() => PeriodSoftClosePayload, {
    description: 'Closes a period for all but those who may post into it nevertheless.',
  })
  async periodSoftClose(@Context() ctx: Ctx, @Arg('input') input: PeriodInput) {
    const period = await periodAt(ctx, input);
    period.softClose();
    return { period: announced(ctx, period) };
  }

  @Mutation(() => PeriodClosePayload, {
    description: 'Closes a period; those before it are closed already.',
  })
  async periodClose(@Context() ctx: Ctx, @Arg('input') input: PeriodInput) {
    const period = await periodAt(ctx, input);
    const [earlier] = await ctx.sql<{ name: string; state: string }>(OPEN_BEFORE, [
      period.startsOn,
    ]);
    if (earlier) {
      const { name, state } = earlier;
      throw errors.PERIOD_ORDER({ earlier: name, state }, ['input', 'id']);
    }
    period.close();
    return { period: announced(ctx, period) };
  }

  @Mutation(() => PeriodReopenPayload, {
    description: 'Opens a period again, with a reason and the consent of another person.',
  })
  async periodReopen(@Context() ctx: Ctx, @Arg('input') input: PeriodReopenInput) {
    const period = await periodAt(ctx, input);
    const approvalRequest = await reopen(ctx, period, needed('reason', input.reason));
    return { period, approvalRequest };
  }
}

const OPEN_BEFORE = `
  select name, state from accounting.period
   where starts_on < $1 and state <> 'CLOSED' order by starts_on limit 1`;

/** Locked: postings that are under way end first, and those that follow see the new state. */
function periodAt(ctx: Ctx, { id, expectedVersion }: PeriodInput): Promise<Period> {
  return ctx.find(Period, id, { expectedVersion, path: ['input', 'id'], lock: true });
}

function announced(ctx: Ctx, period: Period): Period {
  const { id, name, state } = period;
  ctx.emit(PeriodClosed, { periodId: id, name, state }, { type: 'Period', id });
  return period;
}
