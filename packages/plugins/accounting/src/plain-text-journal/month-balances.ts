import { exact, type ExactNumber } from '@bureau/core';
import type { JournalPart } from './journal.js';

/** What an account had at the end of a month; what is 0 is left out. */
export interface MonthBalance {
  account: string;
  commodity: string;
  /** `YYYY-MM` */
  month: string;
  quantity: string;
}

/**
 * Balances of each account and commodity at the end of every month between the first and the last
 * transaction, ordered by account, commodity and month. Memory grows with accounts x months.
 */
export async function monthBalances(parts: AsyncIterable<JournalPart>): Promise<MonthBalance[]> {
  const moved = new Map<string, Map<string, ExactNumber>>();
  const months = new Set<string>();
  for await (const part of parts) {
    if (part.kind !== 'TRANSACTION') continue;
    for (const { account, amounts, on = part.on } of part.postings) {
      const month = on.slice(0, 7);
      months.add(month);
      for (const { commodity, quantity } of amounts) {
        const key = `${account}\n${commodity}`;
        const byMonth = moved.get(key) ?? new Map<string, ExactNumber>();
        byMonth.set(month, (byMonth.get(month) ?? exact(0)).plus(quantity));
        moved.set(key, byMonth);
      }
    }
  }
  const all = monthsBetween([...months].sort());
  return [...moved]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, byMonth]) => {
      const [account = '', commodity = ''] = key.split('\n');
      let sum = exact(0);
      return all.flatMap((month) => {
        sum = sum.plus(byMonth.get(month) ?? 0);
        return sum.isZero() ? [] : [{ account, commodity, month, quantity: sum.toFixed() }];
      });
    });
}

function monthsBetween(months: readonly string[]): string[] {
  const all: string[] = [];
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return all;
  for (let [year = 0, month = 0] = first.split('-').map(Number); ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    all.push(text);
    if (text >= last) return all;
  }
}
