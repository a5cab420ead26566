import { exact, sumAmounts, currencies, minorUnits } from '@bureau/core';
import fc from 'fast-check';
import { currency } from '../migrations/init/currency.js';
import { revaluationLines, type RevaluedItem } from './revaluation.js';
import { inBase, settlePart } from './settlement.js';

describe('settlement and revaluation', () => {
  const CENTS = { digits: 2 };

  test('a claim of 1,000 USD at 0.90, paid by 400 at 0.95 and 600 at 0.85', () => {
    const first = settlePart(
      { amount: '1000.00', base: '900.00' },
      { part: '400.00', settledBase: '380.00' },
      CENTS,
    );
    expect(first).toEqual({
      carrying: '360.00',
      gain: '20.00',
      rest: { amount: '600', base: '540.00' },
    });
    const last = settlePart(first.rest, { part: '600.00', settledBase: '510.00' }, CENTS);
    expect(last).toEqual({
      carrying: '540.00',
      gain: '-30.00',
      rest: { amount: '0', base: '0.00' },
    });
  });

  test('a debt that is paid dearer is a loss', () => {
    const debt = { amount: '-100.00', base: '-90.00' };
    const paid = settlePart(debt, { part: '-100.00', settledBase: '-95.00' }, CENTS);
    expect(paid.gain).toBe('-5.00');
  });

  test.each(['0', '-1', '100.01'])('a part of %s is refused', (part) => {
    const item = { amount: '100.00', base: '90.00' };
    expect(() => settlePart(item, { part, settledBase: '1' }, CENTS)).toThrow(RangeError);
  });

  test('I19 amount and base end at 0 together; the total gain is settled less base', () => {
    const payment = fc.record({
      cents: fc.integer({ min: 1, max: 10 ** 7 }),
      rate: fc.integer({ min: 1, max: 10 ** 7 }).map((raw) =>
        exact(raw)
          .div(10 ** 5)
          .toFixed(),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(payment, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(1, -1),
        payment,
        (payments, sign, { rate }) => {
          const text = (cents: number) => exact(cents).times(sign).div(100).toFixed(2);
          const amount = text(payments.reduce((sum, one) => sum + one.cents, 0));
          const whole = { amount, base: inBase(amount, rate, CENTS) };
          let item = whole;
          const gains: string[] = [];
          const settled: string[] = [];
          for (const one of payments) {
            const part = text(one.cents);
            const settledBase = inBase(part, one.rate, CENTS);
            const done = settlePart(item, { part, settledBase }, CENTS);
            item = done.rest;
            gains.push(done.gain);
            settled.push(settledBase);
          }
          expect([Number(item.amount), Number(item.base)]).toEqual([0, 0]);
          const expected = exact(sumAmounts(settled)).minus(whole.base);
          expect(exact(sumAmounts(gains)).equals(expected)).toBe(true);
        },
      ),
    );
  });

  const rates: Record<string, string> = { USD: '0.95', JPY: '0.0061' };
  const rateOf = (currency: string) => rates[currency]!;

  test('I34 a second run posts nothing; with the reversal nothing is left', () => {
    const item = fc.record({
      id: fc.uuid(),
      currency: fc.constantFrom('USD', 'JPY'),
      amount: fc
        .integer({ min: -(10 ** 8), max: 10 ** 8 })
        .map((raw) => exact(raw).div(100).toFixed(2)),
      base: fc
        .integer({ min: -(10 ** 8), max: 10 ** 8 })
        .map((raw) => exact(raw).div(100).toFixed(2)),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (drawn) => {
        const items: RevaluedItem[] = drawn.map((one) => ({ ...one, revalued: '0' }));
        const lines = revaluationLines(items, rateOf, CENTS);
        const after = items.map((one) => {
          const own = lines.filter(({ id }) => id === one.id).map(({ difference }) => difference);
          return { ...one, revalued: sumAmounts(own) };
        });
        expect(revaluationLines(after, rateOf, CENTS)).toEqual([]);
        const reversed = lines.flatMap(({ difference }) => [difference, `${-Number(difference)}`]);
        expect(Number(sumAmounts(reversed))).toBe(0);
      }),
    );
  });

  test('a claim that gained, a debt that lost, one that stayed', () => {
    const item = { id: 'a', currency: 'USD', amount: '100.00', base: '90.00', revalued: '0' };
    const debt = { ...item, id: 'b', amount: '-100.00', base: '-90.00' };
    const same = { ...item, id: 'c', base: '90.00', revalued: '5.00' };
    expect(revaluationLines([item, debt, same], rateOf, CENTS)).toEqual([
      { id: 'a', currency: 'USD', worth: '95.00', difference: '5.00' },
      { id: 'b', currency: 'USD', worth: '-95.00', difference: '-5.00' },
    ]);
  });
});

describe('the table of currencies', () => {
  test('the currencies of the database are those of ISO 4217, with the same digits', () => {
    const stored = [...currency.matchAll(/\('([A-Z]{3})', (\d)\)/g)].map(
      ([, code = '', digits = '']) => [code, Number(digits)] as const,
    );
    expect(stored.map(([code]) => [code, minorUnits(code)])).toEqual(stored);
    const known = new Set(stored.map(([code]) => code));
    const money = currencies().filter(({ kind, withdrawn }) => kind === 'money' && !withdrawn);
    const missing = money.map(({ code }) => code).filter((code) => !known.has(code));
    // A unit of account between central banks: nobody keeps books in it.
    expect(missing).toEqual(['XAD']);
  });
});
