import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { invariantReport, invariantsOf } from '../tools/invariants/report.js';
import { repositoryFiles } from '../tools/tidy/repository.js';

/** Which invariant has which tests is read from the titles of the tests, and committed. */
test('every invariant of the books has a test, and the guide names them', () => {
  const file = path.resolve(import.meta.dirname, '../docs/guides/invariants.md');
  const report = invariantReport(repositoryFiles());
  if (process.env['UPDATE_CONTRACTS'] === '1') writeFileSync(file, report);
  expect(readFileSync(file, 'utf8')).toBe(report);
});

test.each([
  ['I2 I8 the trial balance', [2, 8]],
  ['#62 I17 twenty payments', [17]],
  ['the I7 of a title', []],
])('%s', (title, numbers) => {
  expect(invariantsOf(title)).toEqual(numbers);
});

test('an invariant without a test is told', () => {
  const text = "test('I1 an entry', () => undefined);";
  const files = [{ path: 'test/one.test.ts', text }];
  expect(() => invariantReport(files)).toThrow('No test stands for I2, I3,');
});
