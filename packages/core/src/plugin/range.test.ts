import { fitsRange, isRange, isVersion } from './range.js';

describe('ranges of plugin versions', () => {
  test.each([
    ['0.1.0', '^0.1', true],
    ['0.1.9', '^0.1', true],
    ['0.2.0', '^0.1', false],
    ['0.0.9', '^0.1', false],
    ['1.9.0', '^1.2', true],
    ['1.1.9', '^1.2', false],
    ['2.0.0', '^1', false],
    ['0.0.3', '^0.0.3', true],
    ['0.0.4', '^0.0.3', false],
    ['1.2.9', '~1.2', true],
    ['1.3.0', '~1.2.3', false],
    ['1.9.0', '~1', true],
    ['9.0.0', '>=1.2', true],
    ['1.1.0', '>=1.2', false],
    ['1.2.3', '1.2.3', true],
    ['1.2.4', '1.2.3', false],
    ['1.2.4', '1.2', true],
    ['1.0', '^1.0', true],
    ['0.1.0-beta.1', '^0.1', true],
    ['1.5.0', '>=1.2 ~1.5', true],
    ['1.6.0', '>=1.2 ~1.5', false],
    ['3.0.0', '*', true],
    ['x', '*', false],
    ['1.0.0', 'latest', false],
  ])('%s in %s: %s', (version, range, fits) => {
    expect(fitsRange(version, range)).toBe(fits);
  });

  test('malformed ones are told apart', () => {
    expect(['^1', '>=1.2', '*', '1.2.3 >=1'].map(isRange)).toEqual([true, true, true, true]);
    expect(['', 'next', '<2', '^1.x', '1.2.3.4'].map(isRange)).not.toContain(true);
    expect([isVersion('0.1.0'), isVersion('v1'), isVersion('')]).toEqual([true, false, false]);
  });
});
