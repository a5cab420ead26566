import {
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  enumOf,
  Field,
  ID,
  InputType,
  inputOf,
  Int,
  ObjectType,
  payloadOf,
} from '@bureau/core';
import { ExchangeRate } from './exchange-rate.entity.js';

/** How a rate was found. */
export const ExchangeRateWay = enumOf('ExchangeRateWay', 'How a rate of exchange was found.', {
  SAME: 'Both currencies are the same.',
  DIRECT: 'It is a rate of the pair.',
  INVERSE: 'It is a rate of the pair the other way round, turned over.',
  TRIANGULATED: 'It is made of two rates, over the base currency of the books.',
});

@ObjectType('ExchangeQuote', { description: 'The rate of a pair that holds on a day.' })
export class ExchangeQuote {
  @Field(() => CurrencyScalar, { description: 'The unit.' })
  fromCurrency!: string;
  @Field(() => CurrencyScalar, { description: 'What it is worth is told in this one.' })
  toCurrency!: string;
  @Field(() => DecimalScalar, { description: 'How much of that one unit is worth.' })
  rate!: string;
  @Field(() => DateScalar, { description: 'Since when; of two rates the earlier day.' })
  validOn!: string;
  @Field(() => ExchangeRateWay, { description: 'How it was found.' })
  way!: string;
}

@InputType({ description: 'What a unit of one currency is worth in another from a day on.' })
export class ExchangeRateInput extends inputOf(ExchangeRate, [
  'fromCurrency',
  'toCurrency',
  'validOn',
  'rate',
  'source',
]) {}

@InputType({ description: 'Rates of exchange, new ones and changes.' })
export class ExchangeRatesSaveInput {
  @Field(() => [ExchangeRateInput], {
    description: 'The rates, 1,000 at most; one of the same pair and day is changed.',
  })
  rates!: ExchangeRateInput[];
}

@InputType({ description: 'A rate that was wrong.' })
export class ExchangeRateDeleteInput {
  @Field(() => ID, { description: 'The rate.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

const count = (description: string) => ({ type: () => Int, description });

export const ExchangeRatesSavePayload = payloadOf(
  'ExchangeRatesSavePayload',
  {},
  {
    created: count('Rates that are new.'),
    updated: count('Rates that are others now.'),
    unchanged: count('Rates that were there.'),
  },
);
export const ExchangeRateDeletePayload = payloadOf(
  'ExchangeRateDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The record that is gone; null when refused.' } },
);
