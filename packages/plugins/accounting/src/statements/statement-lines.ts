import { Decimal } from 'decimal.js';
import type { AccountSubtype } from '../chart/account-kinds.js';
import type { StatementAccount } from './accounts.js';
import type { StatementLine } from './statement.types.js';

/** A group of a statement: the accounts of a subtype. */
export interface StatementGroup {
  subtype: AccountSubtype;
  label: string;
}

/** Amounts by account for each column: debits above zero. */
export type Columns = readonly ReadonlyMap<string, Decimal>[];

const ZERO = new Decimal(0);

/** Lines of accounts, grouped by subtype, and their sums by column. */
export function groupLines(
  groups: readonly StatementGroup[],
  given: { accounts: readonly StatementAccount[]; columns: Columns; sign: 1 | -1 },
): { lines: StatementLine[]; sums: Decimal[] } {
  const { columns, sign } = given;
  const lines: StatementLine[] = [];
  let sums = columns.map(() => ZERO);
  for (const { subtype, label } of groups) {
    const rows = given.accounts
      .filter((account) => account.subtype === subtype)
      .map((account) => ({
        account,
        amounts: columns.map((column) => (column.get(account.id) ?? ZERO).times(sign)),
      }))
      .filter(({ amounts }) => amounts.some((amount) => !amount.isZero()));
    if (rows.length === 0) continue;
    const total = columns.map((_, index) => sumOf(rows.map(({ amounts }) => amounts[index])));
    lines.push(lineOf(subtype, label, { level: 1, amounts: total }));
    for (const { account, amounts } of rows) {
      const { id, code, name } = account;
      lines.push({ ...lineOf(code, `${code} ${name}`, { level: 2, amounts }), account: { id } });
    }
    sums = sums.map((sum, index) => sum.plus(total[index] ?? ZERO));
  }
  return { lines, sums };
}

/** A line of a statement that is no account. */
export function lineOf(
  key: string,
  label: string,
  { level, amounts }: { level: number; amounts: readonly Decimal[] },
): StatementLine {
  return { key, label, level, account: null, amounts: amounts.map((amount) => amount.toFixed()) };
}

/** Sums column by column. */
export function addColumns(...parts: readonly (readonly Decimal[])[]): Decimal[] {
  return (parts[0] ?? []).map((_, index) => sumOf(parts.map((part) => part[index])));
}

function sumOf(amounts: readonly (Decimal | undefined)[]): Decimal {
  return amounts.reduce<Decimal>((sum, amount) => sum.plus(amount ?? ZERO), ZERO);
}
