import { type Ctx, Refusal } from '@bureau/core';
import type { FigureNarrowing } from '../statements/drill-down.js';
import { yearStarts } from '../statements/balance-sheet.js';
import { readStatement } from '../statements/read-statement.js';
import { accountAt, baseCurrency } from '../statements/statement-args.js';
import { trialBalance } from '../statements/trial-balance.js';
import type { StatementTable } from '../tables/table.js';
import { tableCsv } from '../tables/table-csv.js';
import { MAX_PDF_ROWS, tablePdf } from '../tables/table-pdf.js';
import { MAX_XLSX_ROWS, tableXlsx } from '../tables/table-xlsx.js';
import { reportErrors } from './errors.js';
import type { StatementFileFormat, StatementKind } from './report.types.js';
import { ledgerBody } from './ledger-table.js';
import { statementBody, type TableBody, trialBalanceBody } from './statement-table.js';
import type { StatementFileWish } from './statement-wish.js';

/** A statement as the bytes of a file. */
export interface StatementFile {
  bytes: Uint8Array;
  mediaType: string;
  /** Without the folder: `balance-sheet-2026-03-31.pdf`. */
  name: string;
}

const TITLES: Readonly<Record<StatementKind, string>> = {
  TRIAL_BALANCE: 'Trial balance',
  GENERAL_LEDGER: 'General ledger',
  BALANCE_SHEET: 'Balance sheet',
  INCOME_STATEMENT: 'Income statement',
  EQUITY_STATEMENT: 'Statement of changes in equity',
  CASH_FLOW_STATEMENT: 'Cash flow statement',
};

/** CSV is written row by row, but its rows are held: a longer account is for `bulkExport`. */
const MAX_ROWS: Readonly<Record<StatementFileFormat, number>> = {
  CSV: 50_000,
  XLSX: MAX_XLSX_ROWS - 2,
  PDF: MAX_PDF_ROWS - 2,
};

const MEDIA_TYPES: Readonly<Record<StatementFileFormat, string>> = {
  CSV: 'text/csv',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  PDF: 'application/pdf',
};

/**
 * Writes a statement; what it is of, and of which instant its data is, stands on it.
 * @throws ACCOUNTING_REPORT_*, Refusal NOT_FOUND, BAD_USER_INPUT
 */
export async function statementFile(ctx: Ctx, wish: StatementFileWish): Promise<StatementFile> {
  const { statement, format } = wish;
  const to = wish.to ?? ctx.today;
  const [yearStart = to] = await yearStarts(ctx, [to]);
  const from = wish.from ?? yearStart;
  if (from > to) throw new Refusal('BAD_USER_INPUT', 'A statement does not end before it begins.');
  const days = { from, to };
  const { columns, rows } = await bodyOf(ctx, wish, days);
  const table: StatementTable = {
    title: `${TITLES[statement]}: ${await organizationName(ctx)}`,
    facts: await factsOf(ctx, wish, days),
    columns,
    rows,
  };
  const stem = statement.toLowerCase().replaceAll('_', '-');
  return {
    bytes: await bytesOf(table, format, ctx.now),
    mediaType: MEDIA_TYPES[format],
    name: `${stem}-${to}.${format.toLowerCase()}`,
  };
}

interface Days {
  from: string;
  to: string;
}

async function bodyOf(ctx: Ctx, wish: StatementFileWish, { from, to }: Days): Promise<TableBody> {
  const { statement, format } = wish;
  const how = narrowingOf(wish);
  const currency = await baseCurrency(ctx);
  if (statement === 'TRIAL_BALANCE') {
    return trialBalanceBody(ctx, await trialBalance(ctx, { from, to }, how), currency);
  }
  if (statement === 'GENERAL_LEDGER') {
    ctx.demand('accounting.entry.read');
    const code = wish.accountCode ?? undefined;
    if (code === undefined) throw reportErrors.REPORT_ACCOUNT_MISSING({}, ['input', 'accountCode']);
    const { id: accountId } = await accountAt(ctx, null, code);
    return ledgerBody(ctx, { accountId, from, to, currency, how, limit: MAX_ROWS[format] });
  }
  const { columns: split, compare, method, includeClosingEntries } = wish;
  const asked = { kind: statement, to, split, compare, method, includeClosingEntries, how };
  const own = statement === 'BALANCE_SHEET' && wish.from == null ? asked : { ...asked, from };
  return statementBody(await readStatement(ctx, own), {
    isForPrograms: format === 'CSV',
    isOfDay: statement === 'BALANCE_SHEET',
  });
}

function narrowingOf({ knownAt, valueIds }: StatementFileWish): FigureNarrowing {
  return {
    knownAt: knownAt === undefined ? undefined : new Date(knownAt),
    dimensionValueIds: valueIds,
  };
}

async function bytesOf(
  table: StatementTable,
  format: StatementFileFormat,
  createdAt: Date,
): Promise<Uint8Array> {
  if (format === 'CSV') return Buffer.from([...tableCsv(table)].join(''));
  if (format === 'XLSX') return tableXlsx(table);
  return tablePdf(table, { createdAt, words: { decimal: '.', group: ',' } });
}

/** What a reader must know to get the same figures again. */
async function factsOf(
  ctx: Ctx,
  wish: StatementFileWish,
  { from, to }: Days,
): Promise<[label: string, value: string][]> {
  const { statement, knownAt, compare, columns, accountCode, valueIds } = wish;
  const facts: [string, string][] = [];
  const add = (label: string, value: string | null | undefined) => {
    if (value) facts.push([label, value]);
  };
  if (statement === 'GENERAL_LEDGER' && accountCode) {
    add('Account', `${accountCode} ${await accountName(ctx, accountCode)}`);
  }
  if (statement === 'BALANCE_SHEET') add('As of', to);
  else add('Period', `${from} to ${to}`);
  add('Method', statement === 'CASH_FLOW_STATEMENT' ? wordsOf(wish.method ?? 'DIRECT') : undefined);
  add('Columns', columns && wordsOf(columns));
  add('Compared with', compare?.map(wordsOf).join(', '));
  add('Dimension values', await valueNames(ctx, valueIds));
  add('Closing entries', wish.includeClosingEntries ? 'included' : undefined);
  add('Currency', await baseCurrency(ctx));
  add('Data as posted until', knownAt === undefined ? undefined : instant(new Date(knownAt)));
  add('Made on', instant(ctx.now));
  return facts;
}

function wordsOf(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

async function valueNames(ctx: Ctx, ids: readonly string[]): Promise<string> {
  const rows = await ctx.sql<{ name: string }>(
    `select d.name || ' ' || v.code as name from accounting.dimension_value v
       join accounting.dimension d on d.id = v.dimension_id
      where v.id = any ($1::uuid[]) order by 1`,
    [ids],
  );
  return rows.map(({ name }) => name).join(', ');
}

async function accountName(ctx: Ctx, code: string): Promise<string> {
  const [row] = await ctx.sql<{ name: string }>(
    'select name from accounting.account where code = $1',
    [code],
  );
  return row?.name ?? '';
}

async function organizationName(ctx: Ctx): Promise<string> {
  const [row] = await ctx.sql<{ name: string }>(
    'select name from core.organization where id = $1',
    [ctx.organizationId],
  );
  return row?.name ?? '';
}
