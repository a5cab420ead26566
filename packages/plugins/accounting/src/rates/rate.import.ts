import { type Ctx, defineImport, type ImportRow } from '@bureau/core';
import { errors } from '../errors.js';
import { rateErrors } from './errors.js';
import { ExchangeRate } from './exchange-rate.entity.js';
import { changeRate, demandRate, knownRates, rateKey } from './save-rates.js';

/** What a batch needs: the rates that are there, and the currencies. */
interface Named {
  known: ReadonlyMap<string, ExchangeRate>;
  currencies: ReadonlySet<string>;
}

/** Rates from a file, such as those of a central bank. */
export const exchangeRateImport = defineImport<Named, { record: ExchangeRate }>({
  kind: 'exchangeRate',
  plugin: 'accounting',
  description: 'Rates of exchange by pair and day.',
  permission: 'accounting.exchangeRate.write',
  columns: [
    { name: 'from_currency', description: 'The unit.', kind: 'currency', required: true },
    { name: 'to_currency', description: 'Its worth is in this.', kind: 'currency', required: true },
    { name: 'valid_on', description: 'From this day on.', kind: 'date', required: true },
    { name: 'rate', description: 'Worth of one unit.', kind: 'decimal', required: true },
    { name: 'source', description: 'Who says so.', kind: 'text', maxLength: 40 },
  ],
  key: ['from_currency', 'to_currency', 'valid_on'],
  makes: 'ExchangeRate',
  export: {
    list: 'exchangeRates',
    paths: {
      from_currency: 'fromCurrency',
      to_currency: 'toCurrency',
      valid_on: 'validOn',
      rate: 'rate',
      source: 'source',
    },
  },
  prepare: async (ctx, rows) => ({
    known: await knownRates(ctx, rows.map(rateOf)),
    currencies: await currenciesOf(ctx),
  }),
  apply: async (ctx, row, named) => {
    const given = soundRate(row, named);
    if (named.known.has(rateKey(given))) throw rateErrors.RATE_TWICE({}, ['valid_on']);
    return ctx.em.create(ExchangeRate, given);
  },
  upsert: {
    permission: 'accounting.exchangeRate.write',
    find: async (ctx, rows) => {
      const known = await knownRates(ctx, rows.map(rateOf));
      return new Map([...known].map(([key, record]) => [key, { record }]));
    },
    change: (_ctx, { record }, { row, prepared }) => {
      changeRate(record, soundRate(row, prepared));
    },
  },
});

function rateOf(row: ImportRow) {
  const text = (column: string) => String(row[column] ?? '');
  return {
    fromCurrency: text('from_currency'),
    toCurrency: text('to_currency'),
    validOn: text('valid_on'),
    rate: text('rate'),
    source: row['source'] === undefined ? null : text('source'),
  };
}

/** @throws ACCOUNTING_RATE_PAIR, ACCOUNTING_RATE_RANGE, ACCOUNTING_CURRENCY_UNKNOWN */
function soundRate(row: ImportRow, { currencies }: Named) {
  const given = rateOf(row);
  demandRate(given, { pair: ['to_currency'], rate: ['rate'] });
  for (const [column, currency] of [
    ['from_currency', given.fromCurrency],
    ['to_currency', given.toCurrency],
  ] as const) {
    if (!currencies.has(currency)) throw errors.CURRENCY_UNKNOWN({ currency }, [column]);
  }
  return given;
}

async function currenciesOf(ctx: Ctx): Promise<ReadonlySet<string>> {
  const rows = await ctx.sql<{ code: string }>('select code from accounting.currency');
  return new Set(rows.map(({ code }) => code));
}
