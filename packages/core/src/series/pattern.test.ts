import { formatNumber, parsePattern, type SeriesPattern } from './pattern.js';

function pattern(text: string): SeriesPattern {
  const parsed = parsePattern(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

test.each([
  ['INV-{yyyy}-{00000}', 7n, 'INV-2026-00007'],
  ['{yy}{mm}/{000}', 12n, '2603/012'],
  ['{entity}.{0}', 10n, 'NW-DE.10'],
  ['E{000}', 12_345n, 'E12345'],
])('%s writes %s as %s', (text, value, expected) => {
  const number = { value, on: '2026-03-09', entity: 'NW-DE' };
  expect(formatNumber(pattern(text), number)).toBe(expected);
});

test.each([
  ['', 'characters'],
  ['x'.repeat(61), 'characters'],
  ['INV', 'one counter'],
  ['{00}-{00}', 'one counter'],
  ['{mm}-{00}', 'needs its year'],
  ['{yyyyy}-{00}', 'in braces'],
  ['{0000000000000}', 'in braces'],
  ['{}{00}', 'in braces'],
  ['A{B{00}', 'outside of braces'],
  ['É{00}', 'outside of braces'],
  ["'; drop table--{00}", 'outside of braces'],
])('"%s" is refused', (text, words) => {
  const parsed = parsePattern(text);
  expect('fault' in parsed ? parsed.fault : 'accepted').toContain(words);
});

test('with a year it counts by year, with {entity} it names the company', () => {
  expect(pattern('{yy}-{0}')).toMatchObject({ isYearly: true, namesEntity: false });
  expect(pattern('{entity}-{0}')).toMatchObject({ isYearly: false, namesEntity: true });
});
