import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  Extensions,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { forecastCash } from './forecast.js';
import { CashForecast, CashForecastStep } from './forecast.types.js';

const MOST_DAYS = 731;

/** The cash that is to come. */
@Resolver()
export class CashForecastResolver {
  @Extensions({ cost: 100, items: 100 })
  @Query(() => CashForecast, {
    description:
      'Cash of the coming days by open items, entries that come back, loans and other plans.',
  })
  cashForecast(
    @Context() ctx: Ctx,
    @Arg('to', () => DateScalar, { description: 'Last day, at most two years ahead.' }) to: string,
    @Arg('from', () => DateScalar, { nullable: true, description: 'First day; default today.' })
    from?: string | null,
    @Arg('step', () => CashForecastStep, { nullable: true, description: 'Default WEEK.' })
    step?: CashForecastStep | null,
  ): Promise<CashForecast> {
    const first = from ?? ctx.today;
    const days = Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(to)).days;
    if (days < 0 || days > MOST_DAYS) {
      throw new Refusal(
        'BAD_USER_INPUT',
        'A forecast ends after it begins, in two years at most.',
        {
          argumentPath: ['to'],
        },
      );
    }
    return forecastCash(ctx, { from: first, to, step: step ?? 'WEEK' });
  }
}
