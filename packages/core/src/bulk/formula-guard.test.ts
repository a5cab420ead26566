import fc from 'fast-check';
import { csvLine, guardFormula, unguardFormula } from './formula-guard.js';

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['@cmd', "'@cmd"],
  ['-cmd', "'-cmd"],
  ['\t=1', "'\t=1"],
  ["'=1", "''=1"],
  ['-5.20', '-5.20'],
  ["'tis", "'tis"],
  ['a=b', 'a=b'],
])('#48 formula injection: %j is written as %j', (text, guarded) => {
  expect(guardFormula(text)).toBe(guarded);
  expect(unguardFormula(guarded)).toBe(text);
});

test('#48 formula injection: every text comes back', () => {
  const text = fc.string({ unit: fc.constantFrom(..."'=+-@\t\r12a.") });
  fc.assert(
    fc.property(text, (one) => {
      expect(unguardFormula(guardFormula(one))).toBe(one);
    }),
  );
});

test('cells with delimiters, quotes and line breaks are quoted', () => {
  expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', ''])).toBe('a,"b,c","d""e","f\ng",\r\n');
});
