import { read, utils } from '@e965/xlsx';
import { invoicePdf, type InvoiceLayout } from './invoice-pdf.js';
import { cellText, shownNumber, type StatementTable } from './table.js';
import { tableCsv } from './table-csv.js';
import { MAX_PDF_ROWS, tablePdf } from './table-pdf.js';
import { MAX_XLSX_ROWS, tableXlsx } from './table-xlsx.js';

const ENGLISH = { decimal: '.', group: ',' } as const;
const MADE = { createdAt: new Date('2026-03-31T12:00:00Z'), words: ENGLISH };

const TABLE: StatementTable = {
  title: 'Trial balance: Northwind / 2026',
  facts: [['As of', '2026-03-31']],
  columns: [
    { title: 'Account', type: 'TEXT' },
    { title: 'Last entry', type: 'DATE' },
    { title: 'Entries', type: 'COUNT' },
    { title: 'Debit', type: 'AMOUNT', digits: 2 },
    { title: 'Yen', type: 'AMOUNT', digits: 0 },
  ],
  rows: [
    { kind: 'HEADING', level: 0, cells: ['Assets', null, null, null, null] },
    { kind: 'LINE', level: 1, cells: ['=cmd|" /C calc"!A0', '2026-03-30', '2', '1234.5', '-5'] },
    { kind: 'LINE', level: 1, cells: ['Müller, Söhne', null, null, '-0.10', null] },
    { kind: 'TOTAL', level: 0, cells: ['Total', null, '2', '123456789012345.67', '0'] },
  ],
};

test('CSV: amounts have the decimals of their column, formulas are guarded', () => {
  expect([...tableCsv(TABLE)].join('')).toBe(
    'Account,Last entry,Entries,Debit,Yen\r\n' +
      'Assets,,,,\r\n' +
      `"'=cmd|"" /C calc""!A0",2026-03-30,2,1234.50,-5\r\n` +
      '"Müller, Söhne",,,-0.10,\r\n' +
      'Total,,2,123456789012345.67,0\r\n',
  );
});

test('a statement never rounds', () => {
  const column = { title: 'Debit', type: 'AMOUNT', digits: 2 } as const;
  expect(() => cellText(column, '0.005')).toThrow('Debit: 0.005 has more than 2 decimals');
  expect(cellText(column, '-0.000')).toBe('0.00');
});

test('numbers for people', () => {
  expect(shownNumber('-1234567.80', ENGLISH)).toBe('\u22121,234,567.80');
  expect(shownNumber('1234.5', { decimal: ',', group: '.' })).toBe('1.234,5');
  expect(shownNumber('123', { decimal: ',', group: ' ' })).toBe('123');
  expect(shownNumber('n/a', ENGLISH)).toBe('n/a');
});

test('XLSX: numbers, days and text; what a double cannot hold is text; no formula', async () => {
  const book = read(await tableXlsx(TABLE));
  expect(book.SheetNames).toEqual(['Trial balance  Northwind   2026']);
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true });
  expect(rows.slice(0, 2)).toEqual([[TABLE.title], ['As of', '2026-03-31']]);
  expect(rows[5]).toEqual(['  =cmd|" /C calc"!A0', 46111, 2, 1234.5, -5]);
  expect(sheet['D6']).toMatchObject({ t: 'n', v: 1234.5, w: '1,234.50' });
  expect(sheet['B6']).toMatchObject({ t: 'n', w: '2026-03-30' });
  expect(sheet['D8']).toMatchObject({ t: 's', v: '123456789012345.67' });
  expect(Object.values(sheet).some((cell) => (cell as { f?: string }).f !== undefined)).toBe(false);
});

const pagesOf = (pdf: Uint8Array) =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b(?!s)/g),
  ].length;

test('PDF: a table over several pages, made alike from the same facts', async () => {
  const rows = Array.from({ length: 120 }, () => TABLE.rows[1]!);
  const pdf = await tablePdf({ ...TABLE, rows }, MADE);
  expect(Buffer.from(pdf.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  expect(pagesOf(pdf)).toBeGreaterThan(1);
  const again = await tablePdf({ ...TABLE, rows }, MADE);
  expect(again.length).toBe(pdf.length);
});

test('more rows than a sheet or a document takes are refused', async () => {
  const rows = (count: number) => Array.from({ length: count }, () => TABLE.rows[1]!);
  await expect(tableXlsx({ ...TABLE, rows: rows(MAX_XLSX_ROWS + 1) })).rejects.toThrow('take CSV');
  await expect(tablePdf({ ...TABLE, rows: rows(MAX_PDF_ROWS + 1) }, MADE)).rejects.toThrow(
    'take CSV',
  );
});

const INVOICE: InvoiceLayout = {
  title: 'Invoice',
  number: 'INV-2026-00007',
  seller: ['Northwind GmbH', 'Hafenstraße 1', '20457 Hamburg'],
  buyer: ['Müller & Söhne', 'Łódź', 'Ελλάδα'],
  facts: [
    ['Date', '2026-03-31'],
    ['Due', '2026-04-30'],
  ],
  currency: 'EUR',
  digits: 2,
  headings: { text: 'What', quantity: 'Quantity', price: 'Price', tax: 'VAT', amount: 'Amount' },
  lines: [{ text: 'Hats', quantity: '10', price: '10.0000', tax: '19 %', amount: '100.00' }],
  totals: [
    { label: 'Net', amount: '100.00' },
    { label: 'VAT 19 %', amount: '19.00' },
    { label: 'To be paid', amount: '119.00', isBold: true },
  ],
  notes: ['Pay within 30 days.'],
  footer: ['IBAN DE89 3704 0044 0532 0130 00', 'VAT DE123456789'],
};

test('PDF of an invoice: one page for one line, and its totals are never rounded', async () => {
  expect(pagesOf(await invoicePdf(INVOICE, MADE))).toBe(1);
  const totals = [{ label: 'Net', amount: '100.001' }];
  await expect(invoicePdf({ ...INVOICE, totals }, MADE)).rejects.toThrow('more than 2 decimals');
  const lines = Array.from({ length: 2_001 }, () => INVOICE.lines[0]!);
  await expect(invoicePdf({ ...INVOICE, lines }, MADE)).rejects.toThrow('2000 lines');
});

const sheetWidth = async (table: StatementTable) => {
  const pdf = Buffer.from(await tablePdf(table, MADE)).toString('latin1');
  return Number(/MediaBox \[0 0 ([\d.]+)/.exec(pdf)?.[1]);
};

test('PDF: codes take no more than they need, so that a trial balance stands upright', async () => {
  const amounts = ['Opening', 'Debit', 'Credit', 'Closing'].map((title) => ({
    ...({ title, type: 'AMOUNT', digits: 2 } as const),
  }));
  const texts = (['Account', 'Name'] as const).map((title) => ({ title, type: 'TEXT' as const }));
  const cells = ['1010', 'Bank', '1234567.89', '2345678.90', '3456789.01', '123456.78'];
  const table: StatementTable = {
    ...{ title: 'Trial balance', facts: [] },
    columns: [...texts, ...amounts],
    rows: [{ kind: 'LINE', level: 0, cells }],
  };
  expect(await sheetWidth(table)).toBeCloseTo(595, 0);
});

test('PDF: the sheet is as wide as its numbers need it', async () => {
  const widthOf = (count: number) => {
    const amounts = Array.from({ length: count }, (_, at) => ({
      ...({ title: `2026-${at}`, type: 'AMOUNT', digits: 2 } as const),
    }));
    const cells = ['Sales', ...amounts.map(() => '123456789.01')];
    const wide: StatementTable = {
      ...{ title: 'Months', facts: [] },
      columns: [{ title: 'Line', type: 'TEXT' }, ...amounts],
      rows: [{ kind: 'LINE', level: 0, cells }],
    };
    return sheetWidth(wide);
  };
  expect(await widthOf(2)).toBeCloseTo(595, 0);
  expect(await widthOf(6)).toBeCloseTo(842, 0);
  // 36 numbers of 14 characters, some 5 points each, beside the words.
  expect(await widthOf(36)).toBeGreaterThan(36 * 14 * 5 + 100);
});
