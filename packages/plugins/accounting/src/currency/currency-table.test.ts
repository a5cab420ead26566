import { currencies, minorUnits } from '@bureau/core';
import { currency } from '../migrations/init/currency.js';

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
