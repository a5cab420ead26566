/**
 * Version ranges of plugins: `^1.2`, `~1.2`, `>=1.2`, `1.2.3` (exact), `1.2` (any patch) and `*`,
 * several separated by spaces meaning all of them. Meaning of `^` and `~` as in npm; a suffix such
 * as `-beta.1` is left out of the comparison, because a plugin under test must be loadable.
 */
type Version = readonly [number, number, number];

interface Comparator {
  from: Version;
  /** First version that no longer fits; absent: every later one fits. */
  below?: Version;
}

const VERSION = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+][0-9A-Za-z.+-]+)?$/;
const COMPARATOR = /^(\^|~|>=)?(.+)$/;

/** Whether a version fits a range; false also when either of them is malformed. */
export function fitsRange(version: string, range: string): boolean {
  const parsed = parseVersion(version);
  const comparators = parseRange(range);
  if (!parsed || !comparators) return false;
  return comparators.every(
    ({ from, below }) => compare(parsed, from) >= 0 && (!below || compare(parsed, below) < 0),
  );
}

/** Whether a text is a range in one of the forms above. */
export function isRange(range: string): boolean {
  return parseRange(range) !== undefined;
}

/** Whether a text is a version: one to three numbers, with an optional suffix. */
export function isVersion(version: string): boolean {
  return parseVersion(version) !== undefined;
}

function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (!match) return undefined;
  return [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}

function parseRange(range: string): Comparator[] | undefined {
  const parts = range.trim().split(/\s+/).map(parseComparator);
  const comparators = parts.filter((part) => part !== undefined);
  return comparators.length === parts.length ? comparators : undefined;
}

function parseComparator(text: string): Comparator | undefined {
  if (text === '*') return { from: [0, 0, 0] };
  const [, operator, rest = ''] = COMPARATOR.exec(text) ?? [];
  const from = parseVersion(rest);
  if (!from) return undefined;
  const numbers = rest.split(/[-+]/)[0]?.split('.').length ?? 0;
  if (operator === '>=') return { from };
  if (operator === '^') return { from, below: nextBreaking(from, numbers) };
  if (operator === '~') return { from, below: after(from, Math.min(numbers, 2)) };
  return { from, below: after(from, numbers) };
}

/** The first version after all that share the leading `count` numbers. */
function after(version: Version, count: number): Version {
  const [major, minor, patch] = version;
  if (count <= 1) return [major + 1, 0, 0];
  return count === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

/** `^`: the leftmost number that is not zero may not change (of those that are written). */
function nextBreaking(version: Version, numbers: number): Version {
  const [major, minor] = version;
  if (major > 0 || numbers === 1) return after(version, 1);
  return minor > 0 || numbers === 2 ? after(version, 2) : after(version, 3);
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
