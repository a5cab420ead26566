import { defineEntity, expose, type Exposed, p, record } from '@bureau/core';

/** What a unit of one currency is worth in another from a day on. */
export const ExchangeRateSchema = defineEntity({
  name: 'ExchangeRate',
  schema: 'accounting',
  tableName: 'exchange_rate',
  comment: 'What a unit of one currency is worth in another from a day on.',
  uniques: [{ properties: ['fromCurrency', 'toCurrency', 'validOn'] }],
  checks: [
    { name: 'exchange_rate_rate_check', expression: 'rate > 0' },
    { name: 'exchange_rate_pair_check', expression: 'from_currency <> to_currency' },
  ],
  properties: {
    ...record(),
    fromCurrency: p.string().length(3).comment('The unit (ISO 4217)'),
    toCurrency: p.string().length(3).comment('What it is worth is told in this one (ISO 4217)'),
    validOn: p.date().comment('From this day until the next rate of the pair'),
    rate: p
      .decimal()
      .precision(20)
      .scale(10)
      .comment('How much of the other currency one unit is worth'),
    source: p.string().length(40).nullable().comment('Who says so, such as ECB'),
  },
});

export class ExchangeRate extends ExchangeRateSchema.class {}
ExchangeRateSchema.setClass(ExchangeRate);

export const ExchangeRateType: Exposed = expose(ExchangeRate, {
  prefix: 'xrt',
  filter: ['fromCurrency', 'toCurrency', 'validOn', 'source'],
  order: ['validOn', 'fromCurrency', 'toCurrency'],
});
