import { exact, type ExactNumber, minorUnits, roundAmount } from '@bureau/core';

/** A line in currencies: what it is worth in the base currency is known, or to be found. */
export interface MoneyLine {
  /** Decimal text, debits above zero. */
  amount: string;
  currency: string;
  /** In the base currency; absent: to be found. */
  worth?: string | undefined;
}

/** A line whose worth is known. */
export interface ValuedLine extends MoneyLine {
  worth: string;
}

/** What finding worths needs. */
export interface WorthRules {
  base: string;
  /** Units of the base currency for one of another; absent: nobody knows. */
  rateOf(currency: string): Promise<string | undefined>;
}

/**
 * Gives each line its worth in the base currency: its own amount, what is said, what the rest of
 * the entry says (an entry of two currencies tells its rate itself), or the rate of the day. What
 * rounding leaves goes to the largest line that was converted.
 * @returns the currency without a rate where there is one
 */
export async function valued<L extends MoneyLine>(
  lines: readonly L[],
  rules: WorthRules,
): Promise<{ lines: (L & ValuedLine)[] } | { unknown: string }> {
  const { base } = rules;
  const known = lines.map((line) =>
    line.worth === undefined && line.currency === base ? { ...line, worth: line.amount } : line,
  );
  const open = new Set(known.filter(({ worth }) => worth === undefined));
  const own = ownRate(known);
  const found: (L & ValuedLine)[] = [];
  for (const line of known) {
    if (line.worth !== undefined) {
      found.push({ ...line, worth: line.worth });
      continue;
    }
    const rate = own ?? (await rules.rateOf(line.currency));
    if (rate === undefined) return { unknown: line.currency };
    found.push({ ...line, worth: roundAmount(exact(line.amount).times(rate), minorUnits(base)) });
  }
  const converted = known.flatMap((line, at) => (open.has(line) ? [at] : []));
  return { lines: settled(found, converted, minorUnits(base)) };
}

/** The rate of an entry whose lines without a worth are all of one currency. */
function ownRate(lines: readonly MoneyLine[]): ExactNumber | undefined {
  const open = lines.filter(({ worth }) => worth === undefined);
  const [first] = open;
  if (!first || open.some(({ currency }) => currency !== first.currency)) return undefined;
  const amount = sumOf(open.map((line) => line.amount));
  const worth = sumOf(lines.flatMap((line) => (line.worth === undefined ? [] : [line.worth])));
  if (amount.isZero() || worth.isZero() || amount.isNegative() === worth.isNegative()) {
    return undefined;
  }
  return worth.negated().dividedBy(amount);
}

/** What rounding left goes to the largest converted line; more than that stays a fault. */
function settled<L extends ValuedLine>(
  lines: L[],
  converted: readonly number[],
  digits: number,
): L[] {
  const rest = sumOf(lines.map(({ worth }) => worth));
  const most = exact(10).pow(-digits).times(converted.length);
  if (rest.isZero() || rest.abs().gt(most)) return lines;
  const size = (at: number) => exact(lines[at]?.worth ?? 0).abs();
  const largest = converted.reduce((one, at) => (size(at).gt(size(one)) ? at : one));
  return lines.map((line, at) =>
    at === largest ? { ...line, worth: exact(line.worth).minus(rest).toFixed() } : line,
  );
}

/** What has to stand on the clearing account, so that each currency balances by itself. */
export function clearingOf(lines: readonly ValuedLine[]): ValuedLine[] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  const sums = currencies.map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const [amount, worth] = [sumOf(own.map((line) => line.amount)), sumOf(own.map((l) => l.worth))];
    return { currency, amount: amount.negated().toFixed(), worth: worth.negated().toFixed() };
  });
  return sums.filter(({ amount, worth }) => Number(amount) !== 0 || Number(worth) !== 0);
}

function sumOf(amounts: readonly string[]): ExactNumber {
  return amounts.reduce((sum, amount) => sum.plus(amount), exact(0));
}
