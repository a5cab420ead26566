import fc from 'fast-check';
import { allocate, allocateByPercent, roundTogether } from './allocation.js';
import { exact, roundAmount, sumAmounts } from './rounding.js';

test.each([
  ['100.00', [1, 1, 1], 2, ['33.34', '33.33', '33.33']],
  ['-100.00', [1, 1, 1], 2, ['-33.34', '-33.33', '-33.33']],
  ['0.05', ['3', '7'], 2, ['0.02', '0.03']],
  ['1000', [1, 2, 0], 0, ['333', '667', '0']],
  ['0.01', [0, '0.5', '0.5'], 2, ['0.00', '0.01', '0.00']],
])('%s by %j', (total, weights, digits, expected) => {
  expect(allocate(total, weights, digits)).toEqual(expected);
});

test('what cannot be divided is refused', () => {
  expect(() => allocate('1.001', [1], 2)).toThrow('1.001 has more than 2 decimals');
  expect(() => allocate('1', [], 2)).toThrow('at least one weight');
  expect(() => allocate('1', [0, 0], 2)).toThrow('at least one weight');
  expect(() => allocate('1', [2, -1], 2)).toThrow('not negative: -1');
  expect(() => allocateByPercent('1', ['33.3', '66.6'], 2)).toThrow('not to 99.9');
});

const digits = fc.integer({ min: 0, max: 4 });
const weight = fc
  .record({ units: fc.bigInt({ min: 0n, max: 10n ** 12n }), scale: fc.integer({ min: 0, max: 8 }) })
  .map(({ units, scale }) => exact(units).div(exact(10).pow(scale)).toFixed());
const division = fc.record({
  units: fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  digits,
  weights: fc
    .array(weight, { minLength: 1, maxLength: 12 })
    .filter((weights) => weights.some((one) => !exact(one).isZero())),
});

test('I35, I4 shares sum to the total, keep its sign, lie within a unit of the exact one', () => {
  fc.assert(
    fc.property(division, ({ units, digits: places, weights }) => {
      const unit = exact(10).pow(-places);
      const total = exact(units).times(unit);
      const shares = allocate(total, weights, places);
      expect(exact(sumAmounts(shares)).equals(total)).toBe(true);
      const sum = sumAmounts(weights);
      shares.forEach((share, at) => {
        expect(share.split('.')[1]?.length ?? 0).toBe(places);
        expect(exact(share).times(total).greaterThanOrEqualTo(0)).toBe(true);
        const fair = total.times(weights[at] ?? 0).div(sum);
        expect(fair.minus(share).abs().lessThan(unit)).toBe(true);
      });
    }),
  );
});

test('I35 a percentage of nothing gets nothing, and the order of equal weights decides', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.bigInt(0n, 10n ** 15n), (percent, cents) => {
      const total = exact(cents).div(100).toFixed(2);
      const [part, none, rest] = allocateByPercent(total, [percent, 0, 100 - percent], 2);
      expect(none).toBe('0.00');
      expect(exact(part!).plus(rest!).equals(total)).toBe(true);
    }),
  );
  expect(allocateByPercent('0.03', ['25', '25', '50'], 2)).toEqual(['0.01', '0.01', '0.01']);
  expect(allocateByPercent('0.01', ['50', '50'], 2)).toEqual(['0.01', '0.00']);
});

test('values of both signs, rounded together, are their rounded sum; mirrored by the sign', () => {
  const value = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((raw) => exact(raw).div(10 ** 5));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 30 }), digits, (values, places) => {
      const rounded = roundTogether(values, places);
      const sum = roundAmount(sumAmounts(values), places);
      expect(exact(sumAmounts(rounded)).equals(sum)).toBe(true);
      rounded.forEach((one, at) => {
        const off = exact(one).minus(values[at]!).abs();
        expect(off.lessThan(exact(10).pow(-places))).toBe(true);
      });
      const turned = roundTogether(
        values.map((one) => one.negated()),
        places,
      );
      expect(turned).toEqual(rounded.map((one) => roundAmount(exact(one).negated(), places)));
    }),
  );
  expect(roundTogether(['0.335', '0.335', '0.33'], 2)).toEqual(['0.34', '0.33', '0.33']);
});
