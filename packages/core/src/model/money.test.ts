import { shownAmount } from './money.js';

test.each([
  ['1349.0000', 'EUR', '1349.00'],
  ['350584.7', 'EUR', '350584.70'],
  ['-7', 'EUR', '-7.00'],
  ['0', 'EUR', '0.00'],
  ['1000.0000', 'JPY', '1000'],
  ['1000', 'JPY', '1000'],
  ['12.5', 'KWD', '12.500'],
  // What a currency does not have is shown, not rounded away.
  ['0.1234', 'EUR', '0.1234'],
  ['1.50', 'JPY', '1.5'],
])('%s %s is shown as %s', (amount, currency, shown) => {
  expect(shownAmount(amount, currency)).toBe(shown);
});
