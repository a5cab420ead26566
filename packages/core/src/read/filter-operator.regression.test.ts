// An operator that does not exist was read as `contains`: a row condition `{ ne: 'PRIVATE' }` gave
// the private rows and no others, and `{ notIn: ['DISPOSED'] }` counted what was disposed of.
import type { FilterFrame } from './filter-frame.js';
import { likePattern, operators } from './filter-values.js';

const frame = {
  builder: { param: () => '$1' },
  budget: { leaves: 0, relations: 0 },
  internal: true,
  negated: false,
} as unknown as FilterFrame;
const column = { expression: 't."state"', type: 'text' };

test.each(['ne', 'notIn', 'like'])('there is no operator %s', (operator) => {
  expect(() => operators(column, { [operator]: 'X' }, frame)).toThrow(`the operator ${operator}`);
});

test.each([
  ['eq', 't."state" = $1'],
  ['contains', 't."state" ilike $1'],
  ['startsWith', 't."state" ilike $1'],
])('%s is one', (operator, sql) => {
  expect(operators(column, { [operator]: 'X' }, frame)).toBe(`(${sql})`);
});

test('signs of patterns are plain text in what is looked for', () => {
  expect(likePattern('startsWith', '50%')).toBe('50\\%%');
  expect(likePattern('contains', 'a_b')).toBe('%a\\_b%');
});
