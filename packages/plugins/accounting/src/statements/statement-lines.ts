import { Decimal } from 'decimal.js';
import type { AccountSubtype } from '../chart/account-kinds.js';
import type { StatementAccount } from './accounts.js';
import { type FigureOf, figureOf, type FigureShape, figuresOf } from './figure.js';
import type { StatementLine } from './statement.types.js';

/** A group of a statement: the accounts of a subtype. */
export interface StatementGroup {
  subtype: AccountSubtype;
  label: string;
}

/** Amounts by account for each column: debits above zero. */
export type Columns = readonly ReadonlyMap<string, Decimal>[];

const ZERO = new Decimal(0);

/** What groups are made of. */
export interface GroupSource {
  accounts: readonly StatementAccount[];
  columns: Columns;
  /** Which lines the amounts of the columns are sums of, and their sign. */
  shape: FigureShape;
  /** Stands before the keys of groups, where a statement has a group twice. */
  prefix?: string;
}

/** Lines of accounts, grouped by subtype, and their sums by column. */
export function groupLines(
  groups: readonly StatementGroup[],
  given: GroupSource,
): { lines: StatementLine[]; sums: Decimal[]; figure: FigureOf } {
  const { columns, shape, prefix = '' } = given;
  const lines: StatementLine[] = [];
  const figures: FigureOf[] = [];
  let sums = columns.map(() => ZERO);
  for (const { subtype, label } of groups) {
    const accounts = given.accounts.filter((account) => account.subtype === subtype);
    const rows = accounts
      .map((account) => ({
        account,
        amounts: columns.map((column) => (column.get(account.id) ?? ZERO).times(shape.sign)),
      }))
      .filter(({ amounts }) => amounts.some((amount) => !amount.isZero()));
    const figure = figureOf(accounts, shape);
    figures.push(figure);
    if (rows.length === 0) continue;
    const total = columns.map((_, index) => sumOf(rows.map(({ amounts }) => amounts[index])));
    lines.push(lineOf(`${prefix}${subtype}`, label, { level: 1, amounts: total, figure }));
    for (const { account, amounts } of rows) {
      const { id, code, name } = account;
      const own = { level: 2, amounts, figure: figureOf([account], shape) };
      const key = prefix === '' ? code : `${prefix}${code}`;
      lines.push({ ...lineOf(key, `${code} ${name}`, own), account: { id } });
    }
    sums = sums.map((sum, index) => sum.plus(total[index] ?? ZERO));
  }
  return { lines, sums, figure: figuresOf(...figures) };
}

/** A line of a statement that is no account. */
export function lineOf(
  key: string,
  label: string,
  given: { level: number; amounts: readonly Decimal[]; figure: FigureOf },
): StatementLine {
  const { level, figure } = given;
  const amounts = given.amounts.map((amount) => amount.toFixed());
  return { key, label, level, account: null, amounts, figure };
}

/** Sums column by column. */
export function addColumns(...parts: readonly (readonly Decimal[])[]): Decimal[] {
  return (parts[0] ?? []).map((_, index) => sumOf(parts.map((part) => part[index])));
}

function sumOf(amounts: readonly (Decimal | undefined)[]): Decimal {
  return amounts.reduce<Decimal>((sum, amount) => sum.plus(amount ?? ZERO), ZERO);
}
