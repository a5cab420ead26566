import { type Measured, progressOf } from './progress.js';

const number = (
  [startValue, targetValue, currentValue]: [string, string, string?],
  weight = 1,
): Measured => ({
  kind: 'NUMBER',
  weight,
  startValue,
  targetValue,
  currentValue,
  isReached: false,
});
const milestone = (isReached: boolean, weight = 1): Measured => ({
  ...{ kind: 'MILESTONE', weight, isReached },
});

/** Written from the rule: weighted mean of the way made, each between 0 and 100 percent. */
const EXAMPLES: readonly [why: string, results: Measured[], percent: string][] = [
  ['half of the way', [number(['0', '10', '5'])], '50.00'],
  ['downwards: 200 to 150 of 100', [number(['200', '100', '150'])], '50.00'],
  ['not begun', [number(['3', '10'])], '0.00'],
  ['backwards counts as nothing', [number(['3', '10', '1'])], '0.00'],
  ['more than wanted counts as all', [number(['0', '10', '25'])], '100.00'],
  ['a milestone of three', [milestone(true), milestone(false), milestone(false)], '33.33'],
  ['weights: (3 x 1 + 1 x 0.5) / 4', [milestone(true, 3), number(['0', '8', '4'])], '87.50'],
  ['two thirds', [number(['0', '3', '2'])], '66.67'],
  ['half away from zero: 1 of 800', [number(['0', '800', '1'])], '0.13'],
  ['below zero and above', [number(['-10', '10', '0'])], '50.00'],
  ['nothing to measure', [], '0.00'],
];

test.each(EXAMPLES)('%s', (_, results, percent) => {
  expect(progressOf(results)).toBe(percent);
});
