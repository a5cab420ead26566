import { exact, sumAmounts } from '@bureau/core';
import fc from 'fast-check';
import { cashBasisDue, cashBasisMove } from './cash-basis.js';
import { documentTaxes, lineAmount, type TaxedLine, type TaxRounding } from './document-taxes.js';
import type { Tax } from './tax.js';

const LINE = { digits: 2, mode: 'HALF_AWAY', by: 'LINE' } as const;
const DOCUMENT = { ...LINE, by: 'DOCUMENT' } as const;
const ADDED = { kind: 'PERCENT', effect: 'ADDED', isIncluded: false, isCompound: false } as const;

const vat = (rate: string, more: Partial<Tax> = {}): Tax => ({
  ...ADDED,
  code: 'VAT',
  rate,
  ...more,
});
const line = (amount: string, ...taxes: Tax[]): TaxedLine => ({ amount, quantity: '1', taxes });
const amounts = (found: { taxes: readonly { amount: string }[] }) =>
  found.taxes.map(({ amount }) => amount);

test('19 percent inside: 119.00 is 100.00 and 19.00, 100.00 is 84.03 and 15.97', () => {
  const included = vat('19', { isIncluded: true });
  for (const rounding of [LINE, DOCUMENT]) {
    const { lines } = documentTaxes([line('119.00', included), line('100.00', included)], rounding);
    expect(lines.map(({ net, gross }) => [net, gross])).toEqual([
      ['100.00', '119.00'],
      ['84.03', '100.00'],
    ]);
  }
});

test('Quebec until 2012: QST of 9.5 percent upon price and GST (Revenu Quebec)', () => {
  const gst = vat('5', { code: 'GST' });
  const qst = vat('9.5', { code: 'QST', isCompound: true });
  const { taxes, gross } = documentTaxes([line('100.00', gst, qst)], LINE);
  expect(taxes.map(({ base, amount }) => [base, amount])).toEqual([
    ['100.00', '5.00'],
    ['105.00', '9.98'],
  ]);
  expect(gross).toBe('114.98');
  const asIncluded = [gst, qst].map((tax) => ({ ...tax, isIncluded: true }));
  expect(documentTaxes([line('114.98', ...asIncluded)], LINE)).toMatchObject({ net: '100.00' });
});

test('Brazil: ICMS of 18 percent is of the price with it (LC 87/1996, art. 13)', () => {
  const icms = vat('18', { code: 'ICMS', kind: 'DIVISION' });
  const inside = documentTaxes([line('100.00', { ...icms, isIncluded: true })], LINE);
  expect([inside.net, ...amounts(inside)]).toEqual(['82.00', '18.00']);
  const outside = documentTaxes([line('82.00', icms)], LINE);
  expect([outside.gross, ...amounts(outside)]).toEqual(['100.00', '18.00']);
});

test('one cent apart: three lines of 0.33 by line and by document', () => {
  const lines = Array.from({ length: 3 }, () => line('0.33', vat('19')));
  expect(documentTaxes(lines, LINE)).toMatchObject({ net: '0.99', gross: '1.17' });
  const document = documentTaxes(lines, DOCUMENT);
  expect(document).toMatchObject({ net: '0.99', gross: '1.18', taxes: [{ amount: '0.19' }] });
  expect(document.lines.flatMap(amounts)).toEqual(['0.07', '0.06', '0.06']);
});

test('withholding lowers what is paid, not the gross; a reverse charge changes neither', () => {
  const withheld = vat('10', { code: 'WHT', effect: 'WITHHELD' });
  const invoice = documentTaxes([line('1000.00', vat('22'), withheld)], DOCUMENT);
  expect(invoice).toMatchObject({ gross: '1220.00', withheld: '100.00', payable: '1120.00' });
  const reverse = vat('19', { code: 'RC', effect: 'REVERSE_CHARGE' });
  const bill = documentTaxes([line('1000.00', reverse)], DOCUMENT);
  expect(bill).toMatchObject({ gross: '1000.00', payable: '1000.00' });
  expect(bill.taxes).toEqual([
    { code: 'RC', effect: 'REVERSE_CHARGE', base: '1000.00', amount: '190.00' },
  ]);
});

test('a deposit inside the price: 24 bottles at 0.25, then 19 percent in the rest', () => {
  const deposit = vat('0.25', { code: 'DEP', kind: 'PER_UNIT', isIncluded: true });
  const crate = {
    amount: '29.80',
    quantity: '24',
    taxes: [deposit, vat('19', { isIncluded: true })],
  };
  expect(documentTaxes([crate], LINE)).toMatchObject({ net: '20.00', gross: '29.80' });
});

test.each([
  [[vat('-1')], 'not negative'],
  [[vat('100', { kind: 'DIVISION' })], 'below 100'],
  [[vat('5', { isIncluded: true, effect: 'WITHHELD' })], 'only an added tax'],
  [[vat('5'), vat('5', { code: 'B', isIncluded: true })], 'B: included taxes stand before'],
  [[vat('5'), vat('7')], 'once on a line'],
])('taxes that cannot stand together: %#', (taxes, words) => {
  expect(() => documentTaxes([line('1.00', ...taxes)], LINE)).toThrow(words);
});

test('the amount of a line is rounded once, after the discount', () => {
  const of = (quantity: string, price: string, discount?: string) =>
    lineAmount({ quantity, price, ...(discount ? { discount } : {}) }, LINE);
  expect(of('3', '0.33333333')).toBe('1.00');
  expect(of('7', '19.99', '12.5')).toBe('122.44');
  expect(of('-3', '0.335')).toBe('-1.01');
});

const rates = fc.constantFrom('0', '5', '7', '7.7', '9.975', '19', '25');
const amount = fc.integer({ min: -(10 ** 7), max: 10 ** 7 }).map((cents) => exact(cents).div(100));
const anyTaxes = fc
  .tuple(
    fc.array(fc.record({ rate: rates, isCompound: fc.boolean(), isDivided: fc.boolean() }), {
      maxLength: 3,
    }),
    fc.nat(3),
  )
  .map(([list, included]) =>
    list.map(({ rate, isCompound, isDivided }, at): Tax => ({
      ...ADDED,
      code: `T${at}`,
      rate,
      isCompound,
      kind: isDivided ? 'DIVISION' : 'PERCENT',
      isIncluded: at < included,
    })),
  );
const anyLines = fc.array(fc.record({ amount, taxes: anyTaxes }), { minLength: 1, maxLength: 8 });
const anyRounding: fc.Arbitrary<TaxRounding> = fc.record({
  digits: fc.constant(2),
  mode: fc.constantFrom('HALF_AWAY' as const, 'HALF_EVEN' as const),
  by: fc.constantFrom('LINE' as const, 'DOCUMENT' as const),
});

test('I18 gross = net + taxes, inclusive keeps the gross, a credit note is a mirror', () => {
  fc.assert(
    fc.property(anyLines, anyRounding, (drawn, rounding) => {
      const lines = drawn.map((one) => ({ ...one, amount: one.amount.toFixed(2), quantity: '1' }));
      const found = documentTaxes(lines, rounding);
      found.lines.forEach((one, at) => {
        expect(exact(sumAmounts([one.net, ...amounts(one)])).equals(one.gross)).toBe(true);
        const taxes = lines[at]!.taxes;
        if (taxes.every(({ isIncluded }) => isIncluded)) expect(one.gross).toBe(lines[at]!.amount);
        if (taxes.every(({ isIncluded }) => !isIncluded)) expect(one.net).toBe(lines[at]!.amount);
      });
      expect(exact(sumAmounts([found.net, ...amounts(found)])).equals(found.gross)).toBe(true);
      const turn = (text: string) => exact(text).negated().plus(0).toFixed(2);
      const credit = documentTaxes(
        lines.map((one) => ({ ...one, amount: turn(one.amount), quantity: '-1' })),
        rounding,
      );
      expect(amounts(credit)).toEqual(amounts(found).map(turn));
      expect([credit.net, credit.payable]).toEqual([turn(found.net), turn(found.payable)]);
    }),
  );
});

test('by document, each tax is the rounded tax of its whole base', () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), rates, (parts, rate) => {
      const lines = parts.map((part) => line(part.toFixed(2), vat(rate)));
      const { net, taxes } = documentTaxes(lines, DOCUMENT);
      expect(taxes[0]!.amount).toBe(
        lineAmount({ quantity: net, price: rate, discount: '99' }, LINE),
      );
    }),
  );
});

test('cash basis: parts of any payments sum to the tax; the last payment takes the rest', () => {
  const document = { tax: '19.01', payable: '119.01' };
  expect(cashBasisDue(document, '40.00', { digits: 2 })).toBe('6.39');
  expect(() => cashBasisDue(document, '119.02', { digits: 2 })).toThrow(RangeError);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 11_901 }), { maxLength: 10 }), (cents) => {
      const steps = [0, ...cents.sort((a, b) => a - b), 11_901];
      const moves = steps.slice(1).map((after, at) => {
        const paid = [steps[at]!, after].map((one) => exact(one).div(100).toFixed(2));
        return cashBasisMove(document, { before: paid[0]!, after: paid[1]! }, { digits: 2 });
      });
      expect(sumAmounts(moves)).toBe('19.01');
    }),
  );
});
