import type { TestClient } from '@bureau/testing';
import { createBooks, type TestBooks } from '../../test/books.js';
import { importJournal } from '../../test/journal-file.js';

/** Books of another program, whose entries keep their numbers. */

let books: TestBooks;
let accountant: TestClient;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-03-01T10:00:00Z'));
  accountant = await books.app.member('accountant');
  const old = { code: 'OLD', name: 'Old books', kind: 'GENERAL', numbering: 'PLAIN' };
  await books.mutate('journalCreate', old);
});
afterAll(() => books?.close());

const imported = (rows: string[], more: Record<string, unknown> = {}) => {
  const text = ['entry,date,account,amount,number', ...rows].join('\r\n');
  const input = { format: 'CSV', journalCode: 'OLD', ...more };
  return importJournal(books, accountant, { text, input });
};

/** Rows of a sound entry, the number in the first one only. */
const rowsOf = (key: string, number: string, on = '2026-02-01') => [
  `${key},${on},1010,10,${number}`,
  `${key},${on},4000,-10,`,
];

test('numbers of a file are those of the entries', async () => {
  const rows = [...rowsOf('a', '000017'), ...rowsOf('b', '4'), ...rowsOf('c', '17', '2025-12-31')];
  expect((await imported(rows)).result).toMatchObject({ created: 3, failed: 0 });
  expect((await imported(rows)).result).toMatchObject({ created: 0, unchanged: 3 });
  const found = await books.app.sql<{ reference: string }>(
    'select reference from accounting.entry order by reference',
  );
  expect(found.map(({ reference }) => reference)).toEqual([
    'OLD-2025-000017',
    'OLD-2026-000004',
    'OLD-2026-000017',
  ]);
});

test('bad, taken and twin numbers are faults of their entries', async () => {
  const rows = [
    ...rowsOf('a', '1x'),
    ...rowsOf('b', '4', '2026-02-02'),
    ...rowsOf('c', '30'),
    ...rowsOf('d', '30', '2026-02-03'),
    'e,2026-02-01,1010,10,31',
    'e,2026-02-01,4000,-10,32',
    ...rowsOf('f', '0'),
  ];
  const job = await imported(rows, { onError: 'REJECT_FAILED' });
  expect(job.result).toMatchObject({ created: 1, failed: 5 });
  const faults = job.faults.map(({ line, code }: { line: number; code: string }) => [line, code]);
  expect(faults.sort(([one], [other]) => Number(one) - Number(other))).toEqual([
    [2, 'ACCOUNTING_JOURNAL_NUMBER'],
    [4, 'ACCOUNTING_NUMBER_TAKEN'],
    [8, 'ACCOUNTING_JOURNAL_NUMBER_TWICE'],
    [11, 'ACCOUNTING_JOURNAL_NUMBER'],
    [12, 'ACCOUNTING_NUMBER_RANGE'],
  ]);
});

test('a number of far apart entries of one file is found before anything is posted', async () => {
  const many = Array.from({ length: 1_100 }, (_, at) => rowsOf(`n${at}`, String(5_000 + at)));
  const rows = [...many.flat(), ...rowsOf('twin', '5000', '2026-02-04')];
  const job = await imported(rows);
  expect(job.codes).toEqual(['ACCOUNTING_JOURNAL_REJECTED']);
  const [row] = await books.app.sql<{ n: number }>(
    'select count(*)::int as n from accounting.entry where number >= 5000',
  );
  expect(row?.n).toBe(0);
});
