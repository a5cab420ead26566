import { isWarning, statusOf } from './status.js';

const more = { direction: 'HIGHER', target: '100', warning: '90' } as const;
const less = { direction: 'LOWER', target: '5', warning: '7.5' } as const;

test.each([
  ['100', more, 'ON_TARGET'],
  ['99.99', more, 'WARNING'],
  ['90', more, 'WARNING'],
  ['89.999999', more, 'OFF_TARGET'],
  ['5', less, 'ON_TARGET'],
  ['-1', less, 'ON_TARGET'],
  ['7.50', less, 'WARNING'],
  ['7.51', less, 'OFF_TARGET'],
  ['4', { ...more, warning: null }, 'OFF_TARGET'],
  [null, more, 'UNKNOWN'],
])('%s against %j is %s', (value, bounds, status) => {
  expect(statusOf(value, bounds)).toBe(status);
});

test('a warning lies on the bad side', () => {
  expect([more, less, { ...more, warning: null }].map(isWarning)).toEqual([true, true, true]);
  expect(isWarning({ ...more, warning: '100' })).toBe(false);
  expect(isWarning({ ...less, warning: '4' })).toBe(false);
});
