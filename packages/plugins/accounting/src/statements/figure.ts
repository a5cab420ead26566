import type { StatementAccount } from './accounts.js';

/** Which lines a figure is the sum of; a figure with several sources is the sum of all of them. */
export interface FigureSource {
  /** Uuids. */
  accountIds: readonly string[];
  /** What a debit counts for: 1, or -1 where credits are above zero. */
  sign: 1 | -1;
  /** First day; null: from the beginning. */
  from: string | null;
  to: string;
  /** Leaves closing entries out, and what takes them back. */
  withoutClosing: boolean;
  /** Only debits, or only credits, in the base currency. */
  side?: 'DEBIT' | 'CREDIT';
  /** Only lines of entries that do this with cash. */
  way?: CashWay;
  /** Leaves opening balances out, and what takes them back. */
  withoutOpening?: boolean;
  /** Only lines without an amount: differences of exchange. */
  isWorthOnly?: boolean;
}

/**
 * What an entry does with cash: `OPENING` takes balances over, `CASH` moves it, `OTHER` moves
 * investments or finance without it.
 */
export type CashWay = 'OPENING' | 'CASH' | 'OTHER';

/** The sources of a figure by number of its column. */
export type FigureOf = (column: number) => readonly FigureSource[];

/** Days that a column of figures is about; null: from the beginning. */
export interface FigureDays {
  from: string | null;
  to: string;
}

/** What figures of one statement have in common. */
export interface FigureShape {
  days: readonly FigureDays[];
  sign: 1 | -1;
  withoutClosing: boolean;
  withoutOpening?: boolean;
  way?: CashWay;
  isWorthOnly?: boolean;
}

/** A figure for accounts of a statement. */
export function figureOf(
  accounts: readonly Pick<StatementAccount, 'id'>[],
  { days, ...shape }: FigureShape,
): FigureOf {
  const accountIds = accounts.map(({ id }) => id);
  return (column) => {
    const span = days[column];
    return span ? [{ ...shape, ...span, accountIds }] : [];
  };
}

/** The figure that is the sum of others; sources that differ in their accounts only become one. */
export function figuresOf(...parts: readonly FigureOf[]): FigureOf {
  return (column) => {
    const merged = new Map<string, FigureSource>();
    for (const source of parts.flatMap((part) => part(column))) {
      const key = JSON.stringify({ ...source, accountIds: [] });
      const accountIds = [...(merged.get(key)?.accountIds ?? []), ...source.accountIds];
      merged.set(key, { ...source, accountIds });
    }
    return [...merged.values()];
  };
}
