import fc from 'fast-check';
import { exact, roundAmount, roundMoney, roundToStep, sumAmounts } from './rounding.js';

test.each([
  ['1.005', 2, '1.01', '1.00'],
  ['-1.005', 2, '-1.01', '-1.00'],
  ['1.015', 2, '1.02', '1.02'],
  ['2.5', 0, '3', '2'],
  ['-0.004', 2, '0.00', '0.00'],
  ['99999999999999.9999', 2, '100000000000000.00', '100000000000000.00'],
  ['7', 4, '7.0000', '7.0000'],
])('%s to %i digits: half away %s, half even %s', (value, digits, away, even) => {
  expect(roundAmount(value, digits)).toBe(away);
  expect(roundAmount(value, digits, 'HALF_EVEN')).toBe(even);
});

test.each([
  ['10.005', 'EUR', '10.01'],
  ['1234.5', 'JPY', '1235'],
  ['1.23456', 'BHD', '1.235'],
  ['1.23456', 'XAU', '1.2346'],
])('%s %s is stored as %s', (value, currency, expected) => {
  expect(roundMoney(value, currency)).toBe(expected);
});

// Swiss five-centime coins, Swedish crowns, Danish half crowns.
test.each([
  ['12.32', '0.05', '12.30'],
  ['12.325', '0.05', '12.35'],
  ['12.33', '0.05', '12.35'],
  ['-12.325', '0.05', '-12.35'],
  ['-0.02', '0.05', '0.00'],
  ['99.50', '1', '100'],
  ['99.75', '0.50', '100.00'],
])('cash: %s in steps of %s is %s', (value, step, expected) => {
  expect(roundToStep(value, step)).toBe(expected);
});

test('half even in steps of coins: 12.325 lies between 246 and 247 coins', () => {
  expect(roundToStep('12.325', '0.05', 'HALF_EVEN')).toBe('12.30');
  expect(() => roundToStep('1', '0')).toThrow(RangeError);
});

const units = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });
const text = (value: bigint, scale: number) => exact(value).div(exact(10).pow(scale)).toFixed();

test('rounding is the nearest value, is mirrored by the sign and changes nothing twice', () => {
  fc.assert(
    fc.property(units, fc.constantFrom('HALF_AWAY' as const, 'HALF_EVEN' as const), (raw, mode) => {
      const value = text(raw, 6);
      const rounded = roundAmount(value, 2, mode);
      expect(exact(rounded).minus(value).abs().lessThanOrEqualTo('0.005')).toBe(true);
      const mirrored = roundAmount(text(-raw, 6), 2, mode);
      expect(sumAmounts([rounded, mirrored])).toBe('0');
      expect(roundAmount(rounded, 2, mode)).toBe(rounded);
      expect(roundToStep(value, '0.01', mode)).toBe(rounded);
    }),
  );
});

test('a half that a quotient misses by a trace is a half', () => {
  const half = exact('0.005').minus(exact(10).pow(-70));
  expect(roundAmount(half, 2)).toBe('0.01');
  expect(roundAmount(half.negated(), 2)).toBe('-0.01');
});

test('sums do not lose a cent at the 20 digits of the database', () => {
  const large = Array.from({ length: 1000 }, () => '9999999999999999.9999');
  expect(sumAmounts([...large, '0.0001'])).toBe('9999999999999999999.9001');
  expect(sumAmounts([])).toBe('0');
});
