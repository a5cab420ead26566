// A condition in code named `notIn`, which is no operator, and was read as `contains`.
import { likePattern } from './filter-values.js';

test('an operator that no filter has is a fault, not a search', () => {
  expect(() => likePattern('notIn', 'DISPOSED')).toThrow('operator notIn');
  expect(likePattern('startsWith', '50%')).toBe('50\\%%');
  expect(likePattern('contains', 'a_b')).toBe('%a\\_b%');
});
