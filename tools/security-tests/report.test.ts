import { claimsOf, rowsOf } from './claims.js';
import { securityReport } from './report.js';

test.each<[string, number[]]>([
  ['row 12: a misspelt field', [12]],
  ['rows 21, 22, 31: a token', [21, 22, 31]],
  ['rows 51 to 53: credentials', [51, 52, 53]],
  ['rows 15 and 45: a body', [15, 45]],
  ['#58 double submit', [58]],
  ['#77 #78 a worker is killed', [77, 78]],
  ['twenty rows 5 at once', []],
  ['rows that nobody sees', []],
  ['#5x', []],
])('%j claims %j', (title, rows) => {
  expect(rowsOf(title)).toEqual(rows);
});

const text = [
  "describe('#1 deep', () => { test('inner', () => {}); });",
  "test.each([1])('row 2: %d', () => {});",
  'onLinux(`row 3: ${1}`, () => {});',
  "test.skip('#4 skipped', () => {}); test.todo('#4 later');",
  "// test('#5 a comment', () => {});",
].join('\n');

test('titles of tests count, skipped ones and comments do not, nor do sources', () => {
  const path = 'packages/core/src/a.test.ts';
  const source = { path: 'packages/core/src/a.ts', text };
  expect(claimsOf([{ path, text }, source]).flatMap(({ rows }) => rows)).toEqual([1, 2, 3]);
});

test('each attack has one line, tested or not; a row that does not exist is refused', () => {
  const lines = securityReport([
    { path: 'test/b.test.ts', rows: [2, 1] },
    { path: 'packages/core/src/a.test.ts', rows: [1] },
  ]).split('\n');
  expect(lines).toContain('2 of 90 have a test.');
  expect(lines.filter((line) => line.startsWith('- **'))).toHaveLength(90);
  expect(lines.find((line) => line.startsWith('- **1** '))).toMatch(
    /: \[packages\/core\/a\]\(\S+a\.test\.ts\), \[test\/b\]\(\.\.\/\.\.\/test\/b\.test\.ts\)$/,
  );
  expect(lines.find((line) => line.startsWith('- **3** '))).toMatch(/: _no test_$/);
  expect(() => securityReport([{ path: 'x', rows: [91] }])).toThrow('x: a title names row 91');
});
