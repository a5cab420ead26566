import { type Ctx, minorUnits, sumAmounts } from '@bureau/core';
import { Temporal } from 'temporal-polyfill';
import { readAccounts } from '../statements/accounts.js';
import type { FinancialStatement, TrialBalance } from '../statements/statement.types.js';
import type { StatementTable, TableColumn, TableRow } from '../tables/table.js';

/** Rows and columns of a statement; title and facts are the paper's. */
export type TableBody = Pick<StatementTable, 'columns' | 'rows'>;

/** How a statement is written. */
export interface BodyForm {
  /** Each row begins with the stable name of its line. */
  isForPrograms: boolean;
  /** Columns are called by their last day. */
  isOfDay: boolean;
}

/**
 * A balance sheet, income, equity or cash-flow statement as rows.
 */
export function statementBody(
  { currency, columns, lines }: FinancialStatement,
  { isForPrograms, isOfDay }: BodyForm,
): TableBody {
  const key: TableColumn[] = isForPrograms ? [{ title: 'Key', type: 'TEXT' }] : [];
  const amounts = columns.map((span) =>
    amountColumn(
      `${span.isBudget ? 'Budget ' : ''}${isOfDay ? span.to : spanTitle(span)}`,
      currency,
    ),
  );
  const kinds = ['TOTAL', 'HEADING', 'LINE'] as const;
  return {
    columns: [...key, { title: 'Line', type: 'TEXT' }, ...amounts],
    rows: lines.map(({ key: name, label, level, amounts: cells }) => ({
      kind: kinds[level] ?? 'LINE',
      level: level === 0 ? 0 : level - 1,
      cells: [...(isForPrograms ? [name] : []), label, ...cells],
    })),
  };
}

/** A trial balance as rows, with its sums. */
export async function trialBalanceBody(
  ctx: Ctx,
  { rows, totalDebit, totalCredit }: TrialBalance,
  currency: string,
): Promise<TableBody> {
  const accounts = new Map((await readAccounts(ctx)).map((account) => [account.id, account]));
  const titles = ['Opening', 'Debit', 'Credit', 'Closing'];
  // Zero, both of them: the reader sees that the books balance before and after.
  const [opening, closing] = (['opening', 'closing'] as const).map((name) =>
    sumAmounts(rows.map((row) => row[name])),
  );
  const total: TableRow = {
    ...{ kind: 'TOTAL', level: 0 },
    cells: ['', 'Total', opening ?? null, totalDebit, totalCredit, closing ?? null],
  };
  return {
    columns: [
      { title: 'Account', type: 'TEXT' },
      { title: 'Name', type: 'TEXT' },
      ...titles.map((title) => amountColumn(title, currency)),
    ],
    rows: [
      ...rows.map(({ account, opening, debit, credit, closing }): TableRow => {
        const earlier = { code: '', name: 'Earnings of earlier years' };
        const { code, name } = accounts.get(account?.id ?? '') ?? earlier;
        return { kind: 'LINE', level: 0, cells: [code, name, opening, debit, credit, closing] };
      }),
      total,
    ],
  };
}

/** A column of amounts in a currency. */
export function amountColumn(title: string, currency: string): TableColumn {
  return { title, type: 'AMOUNT', digits: minorUnits(currency) };
}

/** Whole months and years by their short names, anything else by its days. */
function spanTitle({ from, to }: { from: string; to: string }): string {
  const [start, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  if (start.day !== 1 || end.day !== end.daysInMonth) return `${from} to ${to}`;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  if (first === last) return first;
  const isYear = start.year === end.year && start.month === 1 && end.month === 12;
  return isYear ? from.slice(0, 4) : `${first} to ${last}`;
}
