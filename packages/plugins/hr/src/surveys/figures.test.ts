import { enpsOf, meanOf, together } from './figures.js';

const counts = (answers: Record<string, number>) =>
  Object.entries(answers).map(([answer, people]) => ({ answer, people }));

test.each<[string, Record<string, number>, number | null]>([
  ['nobody', {}, null],
  ['all recommend', { 9: 3, 10: 2 }, 100],
  ['all warn', { 0: 1, 6: 4 }, -100],
  ['7 and 8 count for neither', { 7: 2, 8: 3 }, 0],
  ['one of three', { 10: 1, 8: 2 }, 33],
  ['a half, away from zero', { 10: 1, 8: 7 }, 13],
  ['a half below zero', { 0: 1, 8: 7 }, -13],
])('eNPS: %s', (_, answers, expected) => {
  expect(enpsOf(counts(answers))).toBe(expected);
});

test('the mean has two decimals, of several groups as of one', () => {
  expect(meanOf(counts({ 1: 1, 2: 1, 5: 1 }))).toBe(2.67);
  expect(meanOf([])).toBeNull();
  expect(together([counts({ 1: 1, 2: 1 }), counts({ 2: 3 })])).toEqual([
    { answer: '1', people: 1 },
    { answer: '2', people: 4 },
  ]);
});
