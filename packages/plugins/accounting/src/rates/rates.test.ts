import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterAll(() => books?.close());

const rate = (pair: string, validOn: string, value: string) => ({
  fromCurrency: pair.slice(0, 3),
  toCurrency: pair.slice(3),
  validOn,
  rate: value,
  source: 'ECB',
});

const save = (...rates: object[]) =>
  books.done('exchangeRatesSave', { rates }, 'created updated unchanged');

async function quote(pair: string, on: string) {
  const { exchangeRateOn } = await books.app.owner.data(
    `query ($from: CurrencyCode!, $to: CurrencyCode!, $on: Date) {
      exchangeRateOn(from: $from, to: $to, on: $on) { rate validOn way } }`,
    { from: pair.slice(0, 3), to: pair.slice(3), on },
  );
  return exchangeRateOn && Object.values(exchangeRateOn).join(' ');
}

test('the last rate until a day holds, either way round or over the base currency', async () => {
  const first = [rate('EURUSD', '2026-01-02', '1.25'), rate('EURCHF', '2026-01-05', '0.8')];
  expect(await save(...first, rate('EURUSD', '2026-02-02', '1.6'))).toMatchObject({ created: 3 });
  expect(await quote('EURUSD', '2026-01-01')).toBeNull();
  expect(await quote('EURUSD', '2026-02-01')).toBe('1.25 2026-01-02 DIRECT');
  expect(await quote('EURUSD', '2026-02-02')).toBe('1.6 2026-02-02 DIRECT');
  expect(await quote('USDEUR', '2026-01-31')).toBe('0.8 2026-01-02 INVERSE');
  // 1 USD is 0.8 EUR, which is 0.64 CHF.
  expect(await quote('USDCHF', '2026-01-31')).toBe('0.64 2026-01-02 TRIANGULATED');
  expect(await quote('USDUSD', '2026-01-31')).toBe('1 2026-01-31 SAME');
  // A third has no end: ten decimals are kept.
  await save(rate('EURGBP', '2026-01-02', '3'));
  expect(await quote('GBPEUR', '2026-01-02')).toBe('0.3333333333 2026-01-02 INVERSE');
  // Younger the other way round.
  await save(rate('USDEUR', '2026-03-01', '0.5'));
  expect(await quote('EURUSD', '2026-03-01')).toBe('2 2026-03-01 INVERSE');
});

test('a rate of the same pair and day is changed, equal ones are left alone', async () => {
  await save(rate('EURSEK', '2026-01-02', '11.1'));
  expect(await save(rate('EURSEK', '2026-01-02', '11.10'))).toMatchObject({ unchanged: 1 });
  expect(await save(rate('EURSEK', '2026-01-02', '11.2'))).toMatchObject({ updated: 1 });
  expect(await quote('EURSEK', '2026-01-02')).toBe('11.2 2026-01-02 DIRECT');
  const { exchangeRates } = await books.app.owner.data(
    '{ exchangeRates(where: {toCurrency: {eq: "SEK"}}) { nodes { id version } } }',
  );
  const [{ id, version }] = exchangeRates.nodes;
  const stale = { id, expectedVersion: version - 1 };
  expect(await books.refused('exchangeRateDelete', stale)).toEqual(['CORE_VERSION_CONFLICT']);
  await books.done('exchangeRateDelete', { id, expectedVersion: version }, 'deletedId');
  expect(await quote('EURSEK', '2026-01-02')).toBeNull();
});

test.each([
  [[rate('EUREUR', '2026-01-02', '1')], 'ACCOUNTING_RATE_PAIR'],
  [[rate('EURUSD', '2026-01-09', '0')], 'ACCOUNTING_RATE_RANGE'],
  [[rate('EURUSD', '2026-01-09', '1.00000000001')], 'ACCOUNTING_RATE_RANGE'],
  [[rate('EURUSD', '2026-01-09', '12345678901')], 'ACCOUNTING_RATE_RANGE'],
  [[rate('EURQQQ', '2026-01-09', '1')], 'ACCOUNTING_CURRENCY_UNKNOWN'],
  [[rate('EURUSD', '2026-01-09', '1'), rate('EURUSD', '2026-01-09', '2')], 'ACCOUNTING_RATE_TWICE'],
  [[], 'ACCOUNTING_RATE_BATCH'],
])('%j is refused: %s', async (rates, code) => {
  expect(await books.refused('exchangeRatesSave', { rates })).toEqual([code]);
});

test('documents and payments take the rate of their day, unless they are given one', async () => {
  await save(rate('USDEUR', '2026-03-10', '0.9'), rate('USDEUR', '2026-03-20', '0.8'));
  const line = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };
  const invoice = await books.posted('invoice', { currency: 'USD', lines: [line] });
  const [item] = invoice.openItems.nodes;
  expect([item.amount, item.openBaseAmount].map(Number)).toEqual([100, 90]);
  const payment = {
    direction: 'RECEIVED',
    partyId: books.customer,
    bankAccountCode: '1010',
    currency: 'USD',
    amount: '50',
  };
  const select = 'payment { exchangeRate }';
  const paid = await books.done('paymentRecord', { ...payment, paidOn: '2026-03-25' }, select);
  expect(Number(paid.payment.exchangeRate)).toBe(0.8);
  const own = { ...payment, paidOn: '2026-03-25', exchangeRate: '0.7' };
  expect(Number((await books.done('paymentRecord', own, select)).payment.exchangeRate)).toBe(0.7);
  const unknown = { ...payment, currency: 'NOK', paidOn: '2026-03-25' };
  expect(await books.refused('paymentRecord', unknown)).toEqual(['ACCOUNTING_RATE_MISSING']);
});

test('rates come by file, the next one changes them, none comes without the right', async () => {
  const { app } = books;
  const accountant = await app.member('accountant');
  const load = async (text: string) => {
    const uploadId = await app.upload(accountant, text, {
      ...{ purpose: 'core.import', name: 'rates.csv', mediaType: 'text/csv' },
    });
    const { exchangeRateImport } = await accountant.data(
      `mutation ($id: ID!) { exchangeRateImport(input: { uploadId: $id, mode: UPSERT }) {
        job { id } userErrors { code message } } }`,
      { id: uploadId },
    );
    await app.work();
    const { job } = await accountant.data(
      `query ($id: ID!) { job(by: { id: $id }) {
        state result { created updated unchanged failed } } }`,
      { id: exchangeRateImport.job.id },
    );
    return job;
  };
  const head = 'from_currency,to_currency,valid_on,rate,source\n';
  expect(await load(`${head}EUR,PLN,2026-01-02,4.2,ECB\nEUR,DKK,2026-01-02,7.46,ECB\n`)).toEqual({
    state: 'SUCCEEDED',
    result: { created: 2, updated: 0, unchanged: 0, failed: 0 },
  });
  const next = await load(`${head}EUR,PLN,2026-01-02,4.3,ECB\nEUR,DKK,2026-01-02,7.46,ECB\n`);
  expect(next.result).toEqual({ created: 0, updated: 1, unchanged: 1, failed: 0 });
  expect(await quote('EURPLN', '2026-01-02')).toBe('4.3 2026-01-02 DIRECT');
  const nobody = app.as({ permissions: ['accounting.exchangeRate.read'] });
  await expect(
    books.mutate(
      'exchangeRatesSave',
      { rates: [rate('EURUSD', '2026-01-02', '1')] },
      { as: nobody },
    ),
  ).rejects.toThrow('FORBIDDEN');
});
