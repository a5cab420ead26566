import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { TestClient } from '@bureau/testing';
import { type BookLine, createBooks, type TestBooks } from '../../test/books.js';
import { downloaded, runJob, runJobs } from '../../test/report-books.js';

let books: TestBooks;
let accountant: TestClient;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  accountant = await books.app.member('accountant');
  const entries: [on: string, ...lines: BookLine[]][] = [
    ['2025-01-02', ['1010', '5000'], ['3000', '-5000']],
    ['2025-03-31', ['1010', '1190'], ['4000', '-1000'], ['2300', '-190']],
    ['2025-06-30', ['6100', '400.50'], ['1010', '-400.50']],
    ['2026-01-31', ['1010', '250'], ['4000', '-250']],
    ['2026-02-01', ['1510', '900'], ['1010', '-900']],
  ];
  for (const [on, ...lines] of entries) await books.post({ on, lines, memo: '=SUM(A1) paper' });
});
afterAll(() => books?.close());

async function exported(input: Record<string, unknown>) {
  const job = await runJob(books, { field: 'statementExport', input, as: accountant });
  expect(job.codes).toEqual([]);
  expect(job.state).toBe('SUCCEEDED');
  return downloaded(books, job);
}

const ALL = [
  ['TRIAL_BALANCE', {}],
  ['GENERAL_LEDGER', { accountCode: '1010' }],
  ['BALANCE_SHEET', { compare: ['PREVIOUS_YEAR'] }],
  ['INCOME_STATEMENT', { from: '2025-01-01', columns: 'MONTH', compare: ['PREVIOUS_YEAR'] }],
  ['EQUITY_STATEMENT', {}],
  ['CASH_FLOW_STATEMENT', { method: 'INDIRECT' }],
] as const;

/** `BUREAU_PAPERS=folder` keeps them for a person to look at. */
function keepForLooks(name: string | undefined, bytes: Buffer): void {
  const folder = process.env['BUREAU_PAPERS'];
  if (folder !== undefined && name !== undefined) writeFileSync(path.join(folder, name), bytes);
}

const FORMATS = ['CSV', 'XLSX', 'PDF'] as const;
const START = { PDF: '%PDF', XLSX: 'PK', CSV: '' } as const;

test('each statement as CSV, XLSX and PDF', async () => {
  const inputs = ALL.flatMap(([statement, more]) =>
    FORMATS.map((format) => ({ statement, format, to: '2026-02-28', ...more })),
  );
  const wishes = inputs.map((input) => ({ field: 'statementExport', input, as: accountant }));
  const jobs = await runJobs(books, wishes);
  expect(jobs.map(({ state }) => state)).toEqual(inputs.map(() => 'SUCCEEDED'));
  for (const [at, { statement, format }] of inputs.entries()) {
    const { result } = jobs[at]!;
    const { name, bytes } = await downloaded(books, jobs[at]!);
    const stem = statement.toLowerCase().replaceAll('_', '-');
    expect(name).toBe(`${stem}-2026-02-28.${format.toLowerCase()}`);
    expect(bytes.toString('latin1').startsWith(START[format])).toBe(true);
    expect(bytes.length).toBeGreaterThan(100);
    keepForLooks(name, bytes);
    expect(Date.parse(result.expiresAt)).toBeGreaterThan(Date.parse(result.asOf));
  }
});

test('the figures of the file are those of the API', async () => {
  const { balanceSheet } = await books.app.owner.data(
    '{ balanceSheet(asOf: "2026-02-28") { lines { key label amounts } } }',
  );
  const { bytes } = await exported({ statement: 'BALANCE_SHEET', format: 'CSV', to: '2026-02-28' });
  const [header, ...rows] = bytes.toString().trim().split('\r\n');
  expect(header).toBe('Key,Line,2026-02-28');
  expect(rows).toEqual(
    balanceSheet.lines.map(
      ({ key, label, amounts }: { key: string; label: string; amounts: string[] }) =>
        `${key},${label},${Number(amounts[0]).toFixed(2)}`,
    ),
  );
});

test('what it is of, and of which instant, stands on the paper', async () => {
  const knownAt = '2026-02-28T23:00:00Z';
  const { dimension } = await books.mutate(
    'dimensionCreate',
    { code: 'PROJ', name: 'Project' },
    { select: 'dimension { id }' },
  );
  const { dimensionValue } = await books.mutate(
    'dimensionValueCreate',
    { dimensionId: dimension.id, code: 'P1', name: 'One' },
    { select: 'dimensionValue { id }' },
  );
  const { bytes } = await exported({
    ...{ statement: 'CASH_FLOW_STATEMENT', format: 'XLSX', knownAt, method: 'DIRECT' },
    ...{ from: '2025-01-01', to: '2026-02-28', columns: 'YEAR', compare: ['PREVIOUS_PERIOD'] },
    dimensionValueIds: [dimensionValue.id],
  });
  const book = read(bytes);
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  const rows = utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false });
  expect(rows.slice(0, 10)).toEqual([
    ['Cash flow statement: Company acme'],
    ['Period', '2025-01-01 to 2026-02-28'],
    ['Method', 'direct'],
    ['Columns', 'year'],
    ['Compared with', 'previous period'],
    ['Dimension values', 'Project P1'],
    ['Currency', 'EUR'],
    ['Data as posted until', '2026-02-28 23:00:00 UTC'],
    ['Made on', '2026-03-01 10:00:00 UTC'],
    [],
  ]);
});

test('a general ledger runs from opening to closing; text is never a formula', async () => {
  const { bytes } = await exported({
    ...{ statement: 'GENERAL_LEDGER', format: 'CSV', accountCode: '1010' },
    ...{ from: '2026-01-01', to: '2026-02-28' },
  });
  expect(bytes.toString().split('\r\n')).toEqual([
    'Day,Entry,Memo,Foreign,Debit,Credit,Balance',
    '2026-01-01,Opening,,,,,5789.50',
    "2026-01-31,GJ-2026-000001,'=SUM(A1) paper,,250.00,,6039.50",
    "2026-02-01,GJ-2026-000002,'=SUM(A1) paper,,,900.00,5139.50",
    '2026-02-28,Closing,,,250.00,900.00,5139.50',
    '',
  ]);
});

test('a trial balance sums to zero before and after', async () => {
  const how = { statement: 'TRIAL_BALANCE', format: 'CSV', from: '2026-01-01', to: '2026-02-28' };
  const { bytes } = await exported(how);
  const rows = bytes.toString().split('\r\n');
  expect(rows).toContain(',Earnings of earlier years,-599.50,0.00,0.00,-599.50');
  expect(rows).toContain(',Total,0.00,1150.00,1150.00,0.00');
});

test('what makes no statement is refused at once', async () => {
  const ask = async (input: object) => {
    const document = `mutation ($input: StatementExportInput!) {
      statementExport(input: $input) { job { id } userErrors { code path } } }`;
    const { data, errors } = await accountant.query(document, { input });
    return errors[0]?.extensions?.code ?? data.statementExport.userErrors[0];
  };
  const CSV = { format: 'CSV' };
  expect(await ask({ ...CSV, statement: 'GENERAL_LEDGER' })).toEqual({
    code: 'ACCOUNTING_REPORT_ACCOUNT_MISSING',
    path: ['input', 'accountCode'],
  });
  expect(await ask({ ...CSV, statement: 'GENERAL_LEDGER', accountCode: 'x' })).toBe('NOT_FOUND');
  const backwards = { from: '2026-02-02', to: '2026-02-01' };
  expect(await ask({ ...CSV, statement: 'TRIAL_BALANCE', ...backwards })).toBe('BAD_USER_INPUT');
  const years = { from: '1990-01-01', to: '2026-01-01', columns: 'MONTH' };
  expect(await ask({ ...CSV, statement: 'INCOME_STATEMENT', ...years })).toBe('BAD_USER_INPUT');
});

test('a file of a statement is for those who may read it, while the job runs too', async () => {
  const input = { statement: 'GENERAL_LEDGER', format: 'CSV', accountCode: '1010' };
  const document = `mutation ($input: StatementExportInput!) {
    statementExport(input: $input) { job { id } userErrors { code } } }`;
  const forbidden = { code: 'FORBIDDEN' };
  const nobody = books.app.as({ permissions: ['core.job.read'] });
  expect((await nobody.query(document, { input })).errors[0]?.extensions).toMatchObject(forbidden);
  const reader = books.app.as({ permissions: ['accounting.report.read', 'core.job.read'] });
  expect((await reader.query(document, { input })).errors[0]?.extensions).toMatchObject({
    ...{ ...forbidden, permission: 'accounting.entry.read' },
  });
  const leaving = await books.app.member('accountant');
  const { statementExport } = await leaving.data(document, {
    input: { ...input, statement: 'TRIAL_BALANCE' },
  });
  await books.app.sql(
    `delete from core.role_permission where permission = 'accounting.report.read'`,
  );
  await books.app.work();
  const [job] = await books.app.sql<{ state: string; error_code: string }>(
    'select state, error_code from core.job where id = $1',
    [books.app.uuid(statementExport.job.id)],
  );
  expect(job).toEqual({ state: 'FAILED', error_code: 'FORBIDDEN' });
});
