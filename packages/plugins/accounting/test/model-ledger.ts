import { Decimal } from 'decimal.js';

/** A line of the model: account code, currency, amount and worth; debits above zero. */
export interface ModelLine {
  account: string;
  currency: string;
  amount: Decimal;
  base: Decimal;
}

/** An entry as the model remembers it. */
export interface ModelEntry {
  id: string;
  on: string;
  /** Order of posting. */
  turn: number;
  lines: ModelLine[];
}

const ZERO = new Decimal(0);

/** The whole ledger in memory: nothing but a list of entries, summed anew for each question. */
export class ModelLedger {
  readonly entries: ModelEntry[] = [];
  private readonly reversed = new Set<string>();

  add(id: string, on: string, lines: ModelLine[]): void {
    this.entries.push({ id, on, turn: this.entries.length, lines });
  }

  /** False: there is none, or it was reversed already. */
  reverse(id: string, by: { id: string; on: string }): boolean {
    const entry = this.entries.find((one) => one.id === id);
    if (!entry || this.reversed.has(id)) return false;
    this.reversed.add(id);
    this.add(
      by.id,
      by.on,
      entry.lines.map((line) => ({
        ...line,
        amount: line.amount.negated(),
        base: line.base.negated(),
      })),
    );
    return true;
  }

  /** Base balance of accounts up to a day; those that never moved are missing. */
  balances(day: string, known = Infinity): Map<string, Decimal> {
    const sums = new Map<string, Decimal>();
    for (const { on, turn, lines } of this.entries) {
      if (on > day || turn > known) continue;
      for (const { account, base } of lines) {
        sums.set(account, (sums.get(account) ?? ZERO).plus(base));
      }
    }
    return sums;
  }

  /** Debits and credits of a span, in base. */
  turnover(from: string, to: string): { debit: Decimal; credit: Decimal } {
    const bases = this.entries
      .filter(({ on }) => on >= from && on <= to)
      .flatMap(({ lines }) => lines.map(({ base }) => base));
    return {
      debit: bases.filter((base) => base.gt(0)).reduce((sum, base) => sum.plus(base), ZERO),
      credit: bases.filter((base) => base.lt(0)).reduce((sum, base) => sum.minus(base), ZERO),
    };
  }
}
