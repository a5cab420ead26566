import {
  Arg,
  Context,
  type Ctx,
  CurrencyScalar,
  DateScalar,
  Mutation,
  Query,
  Resolver,
} from '@bureau/core';
import { ExchangeRate } from './exchange-rate.entity.js';
import {
  ExchangeQuote,
  ExchangeRateDeleteInput,
  ExchangeRateDeletePayload,
  ExchangeRatesSaveInput,
  ExchangeRatesSavePayload,
} from './rate.inputs.js';
import { findRate } from './rate-on.js';
import { saveRates } from './save-rates.js';

/** Rates of exchange. */
@Resolver()
export class RateResolver {
  @Query(() => ExchangeQuote, {
    nullable: true,
    description: 'The rate of a pair that holds on a day; null: there is none.',
  })
  async exchangeRateOn(
    @Context() ctx: Ctx,
    @Arg('from', () => CurrencyScalar, { description: 'The unit.' }) from: string,
    @Arg('to', () => CurrencyScalar, { description: 'What it is worth in.' }) to: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; default today.' })
    on?: string | null,
  ): Promise<ExchangeQuote | null> {
    const found = await findRate(ctx, { from, to, on: on ?? ctx.today });
    return found ? { fromCurrency: from, toCurrency: to, ...found } : null;
  }

  @Mutation(() => ExchangeRatesSavePayload, {
    description: 'Adds rates of exchange; one of the same pair and day is changed.',
  })
  async exchangeRatesSave(@Context() ctx: Ctx, @Arg('input') input: ExchangeRatesSaveInput) {
    return saveRates(ctx, input.rates);
  }

  @Mutation(() => ExchangeRateDeletePayload, {
    description: 'Takes a rate away. What was posted with it stays as it is.',
  })
  async exchangeRateDelete(@Context() ctx: Ctx, @Arg('input') input: ExchangeRateDeleteInput) {
    const { id, expectedVersion } = input;
    ctx.em.remove(await ctx.find(ExchangeRate, id, { expectedVersion, path: ['input', 'id'] }));
    return { deletedId: id };
  }
}
