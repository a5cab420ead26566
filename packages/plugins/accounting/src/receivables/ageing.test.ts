import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { ageItems, type AgedItem } from './ageing.js';

const item = (dueOn: string | null, open: string, more: Partial<AgedItem> = {}): AgedItem => ({
  partyId: 'a',
  currency: 'EUR',
  documentOn: '2026-01-01',
  dueOn,
  open,
  ...more,
});

test('the bounds belong to the younger bucket; credits stand apart', () => {
  const items = [
    item('2026-06-30', '1.00'),
    item('2026-06-29', '2.00'),
    item('2026-05-31', '4.00'),
    item('2026-05-30', '8.00'),
    item('2026-04-01', '16.00'),
    item('2026-03-31', '32.00'),
    item('2026-01-01', '-5.00'),
    item(null, '-7.00'),
  ];
  const [party] = ageItems(items, { asOf: '2026-06-30', basis: 'DUE' });
  expect(party).toEqual({
    partyId: 'a',
    currency: 'EUR',
    buckets: ['1', '6', '8', '16', '32'],
    credits: '-12',
    total: '51',
  });
});

test('by the date of the document, and one row a party and currency', () => {
  const items = [item(null, '3.00', { partyId: 'b', currency: 'USD' }), item(null, '1.00')];
  const found = ageItems(items, { asOf: '2026-03-05', basis: 'DOCUMENT', bounds: [30] });
  expect(found.map(({ partyId, buckets }) => [partyId, buckets])).toEqual([
    ['a', ['0', '1']],
    ['b', ['0', '3']],
  ]);
});

test('I16 buckets and credits sum to the control account, no bucket is below 0', () => {
  const one = fc.record({
    partyId: fc.constantFrom('a', 'b', 'c'),
    currency: fc.constantFrom('EUR', 'USD'),
    documentOn: fc.constant('2026-01-01'),
    dueOn: fc
      .integer({ min: 0, max: 900 })
      .map((days) => Temporal.PlainDate.from('2025-01-01').add({ days }).toString()),
    open: fc
      .integer({ min: -(10 ** 6), max: 10 ** 8 })
      .map((cents) => exact(cents).div(100).toFixed(2)),
  });
  fc.assert(
    fc.property(
      fc.array(one),
      fc.constantFrom('DUE' as const, 'DOCUMENT' as const),
      (items, basis) => {
        const found = ageItems(items, { asOf: '2026-06-30', basis });
        for (const { buckets, credits, total } of found) {
          expect(sumAmounts([...buckets, credits])).toBe(total);
          expect(buckets.some((bucket) => bucket.startsWith('-'))).toBe(false);
        }
        expect(sumAmounts(found.map(({ total }) => total))).toBe(
          sumAmounts(items.map(({ open }) => open)),
        );
      },
    ),
  );
});
