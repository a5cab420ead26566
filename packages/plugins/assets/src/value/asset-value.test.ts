import { Refusal, type Ctx } from '@bureau/core';
import { type AssetValueBook, assetValueLoader, type BookedValue } from './asset-value.js';

/** What the ledger was asked, and its books: cost and what is written off by book and asset. */
interface Ledger {
  asked: { assetIds: readonly string[]; asOf: string; book: AssetValueBook }[];
  ctx: Ctx;
}

function ledgerWith(books: Record<string, [cost: string, accumulated: string]>): Ledger {
  const asked: Ledger['asked'] = [];
  const valuesOf = (_ctx: Ctx, question: Ledger['asked'][number]) => {
    asked.push(question);
    const { asOf, book } = question;
    const found = question.assetIds.flatMap((id): [string, BookedValue][] => {
      const [cost, accumulated] = books[`${id} ${asOf} ${book}`] ?? [];
      return cost === undefined ? [] : [[id, { cost, accumulated: accumulated!, currency: 'EUR' }]];
    });
    return Promise.resolve(new Map(found));
  };
  return { asked, ctx: { service: () => ({ valuesOf }) } as unknown as Ctx };
}

const on = (assetId: string, asOf: string, book: AssetValueBook = 'BOOK') => ({
  ...{ assetId, asOf, book },
});
const DAY = '2026-03-31';

// What is left is the cost less what is written off, exactly, and never rounded on the way.
test.each([
  ['nothing is written off yet', '1200.00', '0', '1200'],
  ['a month of three years, half a cent up', '1000.00', '27.78', '972.22'],
  ['amounts that no float holds', '0.30', '0.10', '0.2'],
  ['all of it', '999.99', '999.99', '0'],
  ['more than 15 digits', '12345678901234567.89', '0.89', '12345678901234567'],
  ['yen, without decimals', '150000', '2500', '147500'],
])('what is left: %s', async (_what, cost, accumulated, left) => {
  const { ctx } = ledgerWith({ [`a ${DAY} BOOK`]: [cost, accumulated] });
  const [value] = await assetValueLoader.batch(ctx, [on('a', DAY)]);
  expect(value).toEqual({
    ...{ cost, accumulated, currency: 'EUR', bookValue: left, asOf: DAY, book: 'BOOK' },
  });
});

test('one question for each day and book, answers in the order of the questions', async () => {
  const { ctx, asked } = ledgerWith({
    [`a ${DAY} BOOK`]: ['100', '10'],
    [`b ${DAY} BOOK`]: ['200', '20'],
    [`a ${DAY} TAX`]: ['100', '50'],
    ['a 2025-12-31 BOOK']: ['100', '5'],
  });
  const questions = [
    ...[on('b', DAY), on('a', DAY, 'TAX'), on('a', '2025-12-31'), on('a', DAY), on('c', DAY)],
  ];
  const values = await assetValueLoader.batch(ctx, questions);
  expect(values.map((value) => value?.bookValue ?? null)).toEqual(['180', '50', '95', '90', null]);
  expect(asked).toEqual([
    { asOf: DAY, book: 'BOOK', assetIds: ['b', 'a', 'c'] },
    { asOf: DAY, book: 'TAX', assetIds: ['a'] },
    { asOf: '2025-12-31', book: 'BOOK', assetIds: ['a'] },
  ]);
});

test('equal questions are one: asset, day and book decide', () => {
  const keys = [
    on('a', DAY),
    on('a', DAY),
    on('a', DAY, 'TAX'),
    on('b', DAY),
    on('a', '2026-01-01'),
  ];
  expect(new Set(keys.map(assetValueLoader.key)).size).toBe(4);
});

test('where nobody keeps books there is no value, and no fault', async () => {
  const service = () => {
    throw new Error('no such service');
  };
  const values = await assetValueLoader.batch({ service } as unknown as Ctx, [on('a', DAY)]);
  expect(values).toEqual([null]);
});

test('what the ledger refuses is not taken for an asset without books', async () => {
  const refusal = new Refusal('FORBIDDEN', 'Requires accounting.fixedAsset.read.');
  const service = () => ({ valuesOf: () => Promise.reject(refusal) });
  const asked = assetValueLoader.batch({ service } as unknown as Ctx, [on('a', DAY)]);
  await expect(asked).rejects.toBe(refusal);
});
