import { currencies, currencyInfo, minorUnits } from './currencies.js';

test('the table is ISO 4217: unique codes and numbers, every line read', () => {
  const all = currencies();
  expect(all).toHaveLength(183);
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  expect(new Set(all.map(({ numeric }) => numeric)).size).toBe(all.length - 1);
  // Curacao's guilder took the number of the one that it replaced.
  expect(all.filter(({ numeric }) => numeric === '532').map(({ code }) => code)).toEqual([
    'XCG',
    'ANG',
  ]);
  for (const { code, numeric, name } of all) {
    expect(code).toMatch(/^[A-Z]{3}$/);
    expect(numeric).toMatch(/^\d{3}$/);
    expect(name).not.toBe('');
  }
});

test.each([
  ['EUR', { numeric: '978', digits: 2, kind: 'money', name: 'Euro' }],
  ['ALL', { numeric: '008', digits: 2, kind: 'money', name: 'Lek' }],
  ['CHW', { numeric: '948', digits: 2, kind: 'fund', name: 'WIR Franc' }],
  ['UYW', { numeric: '927', digits: 4, kind: 'money', name: 'Unidad Previsional' }],
  ['XAU', { numeric: '959', digits: undefined, kind: 'metal', name: 'Gold' }],
  ['HRK', { numeric: '191', digits: 2, kind: 'money', name: 'Kuna', withdrawn: 2023 }],
])('%s', (code, expected) => {
  expect(currencyInfo(code)).toEqual({ code, ...expected });
});

test('digits of an amount', () => {
  const digits = ['JPY', 'EUR', 'KWD', 'CLF', 'XAU', 'ZZZ'].map(minorUnits);
  expect(digits).toEqual([0, 2, 3, 4, 4, 2]);
  expect(currencyInfo('ZZZ')).toBeUndefined();
});
