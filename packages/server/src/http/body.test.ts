import { nesting } from './body.js';

test.each([
  ['{}', 1],
  ['1', 0],
  ['{"a":[[1],[2,[3]]]}', 4],
  ['{"a":"[[[[{{{{"}', 1],
  [String.raw`{"a":"\"[[[["}`, 1],
  [String.raw`{"a":"\\","b":[[]]}`, 3],
  ['['.repeat(100_000), 100_000],
])('nesting of %.20s is %i', (text, depth) => {
  expect(nesting(text)).toBe(depth);
});
