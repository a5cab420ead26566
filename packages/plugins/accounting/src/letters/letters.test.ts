import { text } from 'node:stream/consumers';
import { openDownload } from '@bureau/core';
import type { TestClient } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';
import { layoutOf, type PrintedDocument } from './document-layout.js';
import type { Letter } from './letter.js';
import { wordsFor } from './letter-words.js';

let books: TradeBooks;
/** Files belong to a member. */
let clerk: TestClient;
beforeAll(async () => {
  books = await createTradeBooks();
  clerk = await books.app.member('bookkeeper');
});
afterAll(() => books?.close());

const LINE = { description: 'Sensor', accountCode: '4000', taxCode: 'V19', unitPrice: '100' };
const PDF = 'file { id name mediaType sha256 size } invoice { pdf { id } }';

async function letterOf(id: string): Promise<Letter> {
  const [row] = await books.app.sql<{ letter: Letter }>(
    'select letter from accounting.invoice where id = $1',
    [books.app.uuid(id)],
  );
  return row!.letter;
}

test('a posted invoice is laid out once, with the names of its day', async () => {
  const { customer, done, mutate, app } = books;
  await done('tradeSettingsSave', { sender: ' Bureau GmbH \n Kai 1\n', footer: 'DE89 3704' }, '');
  const address = { lines: 'Ufer 7', postalCode: '20457', city: 'Hamburg', country: 'DE' };
  const at = { partyId: customer, purpose: 'BILLING', ...address };
  await done('partyAddressCreate', at, 'partyAddress { id }');
  const invoice = await books.posted('invoice', { lines: [LINE] });
  await done('partyUpdate', { id: customer, name: 'Southwind Ltd' }, 'party { id }');
  expect(await letterOf(invoice.id)).toMatchObject({
    sender: ['Bureau GmbH', 'Kai 1'],
    buyer: ['Nordwind Ltd', 'Ufer 7', '20457 Hamburg', 'Germany'],
    footer: ['DE89 3704'],
  });
  const both = await Promise.all(
    [1, 2].map(() => mutate('invoicePdfCreate', { id: invoice.id }, { as: clerk, select: PDF })),
  );
  const [first, second] = both;
  expect(first.file).toMatchObject({ name: `${invoice.number}.pdf`, mediaType: 'application/pdf' });
  expect(second.file).toEqual(first.file);
  // Who sees the invoice sees its file; others do not.
  const file = `{ file(by: { id: "${first.file.id}" }) { sha256 downloadUrl } }`;
  const accountant = await app.member('accountant');
  const { file: seen } = await accountant.data(file);
  expect(seen.sha256).toBe(first.file.sha256);
  expect(seen.downloadUrl).toContain('/files/');
  const viewer = await app.member('viewer');
  expect((await viewer.data(file)).file).toBeNull();
});

test('drafts and documents of suppliers have none', async () => {
  const { customer, done, refused, supplier } = books;
  const draft = { partyId: customer, issuedOn: '2026-03-10', lines: [LINE] };
  const { invoice } = await done('invoiceCreate', draft, 'invoice { id }');
  expect(await refused('invoicePdfCreate', { id: invoice.id })).toEqual([
    'ACCOUNTING_DOCUMENT_STATUS',
  ]);
  const lines = [{ ...LINE, accountCode: '5000' }];
  const bonus = { side: 'PAYABLE', partyId: supplier, issuedOn: '2026-03-11', lines };
  const { creditNote } = await done('creditNoteCreate', bonus, 'creditNote { id }');
  await done('creditNotePost', { id: creditNote.id }, '');
  expect(await refused('creditNotePdfCreate', { id: creditNote.id })).toEqual([
    'ACCOUNTING_LETTER_SUPPLIER',
  ]);
});

test('a credit note names what it corrects, and lasts when it is used', async () => {
  const { done } = books;
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const wish = { invoiceId: invoice.id, issuedOn: '2026-03-20' };
  const { creditNote } = await done('creditNoteCreate', wish, 'creditNote { id }');
  const posted = await done('creditNotePost', { id: creditNote.id }, 'creditNote { number }');
  const how = { as: clerk, select: 'file { name sha256 }' };
  const { file } = await books.mutate('creditNotePdfCreate', { id: creditNote.id }, how);
  expect(file.name).toBe(`${posted.creditNote.number}.pdf`);
  const again = await books.mutate('creditNotePdfCreate', { id: creditNote.id }, how);
  expect(again.file).toEqual(file);
});

test('a statement of account is a file for people or for programs', async () => {
  const { customer, app, mutate } = books;
  const wish = { partyId: customer, side: 'RECEIVABLE', from: '2026-03-01', to: '2026-03-31' };
  const how = { as: clerk, select: 'file { id name mediaType downloadUrl }' };
  const pdf = await mutate('partyStatementFileCreate', { ...wish, format: 'PDF' }, how);
  expect(pdf.file).toMatchObject({ mediaType: 'application/pdf' });
  const { file } = await mutate('partyStatementFileCreate', { ...wish, format: 'CSV' }, how);
  const open = await openDownload(app.runtime, file.downloadUrl.split('/').at(-1));
  const bytes = open!.read({ start: 0, end: open!.size }, 'test');
  const lines = (await text(bytes)).split('\r\n');
  expect(lines[0]).toBe('Document,Date,Amount,Balance');
  expect(lines[1]).toBe('Balance before (EUR),,,0.00');
  expect(lines[2]).toMatch(/^INV-2026-\d+,2026-03-10,119\.00,119\.00$/);
  const turned = { ...wish, from: '2026-04-01', format: 'CSV' };
  expect(await books.refused('partyStatementFileCreate', turned)).toEqual([
    'ACCOUNTING_STATEMENT_SPAN',
  ]);
});

const LETTER: Letter = {
  locale: 'de-DE',
  sender: ['Bureau GmbH'],
  buyer: ['Nordwind Ltd'],
  footer: [],
  partyCode: 'P-1',
  taxNumber: null,
};

const DOCUMENT: PrintedDocument = {
  isCredit: false,
  number: 'INV-1',
  issuedOn: '2026-03-10',
  partyReference: 'PO 7',
  corrects: null,
  memo: null,
  currency: 'EUR',
  net: '1000.00',
  total: '1190.00',
  lines: [
    {
      description: 'Sensor',
      quantity: '10.00000000',
      unitPrice: '111.11111111',
      discountPercent: '10.00',
      amount: '1000.00',
      taxes: [{ kind: 'PERCENT', rate: '19.00000000', effect: 'ADDED' }],
    },
  ],
  taxes: [
    { component: { name: 'USt 19', effect: 'ADDED' } as never, base: '1000', amount: '190.00' },
  ],
  parts: [{ dueOn: '2026-04-09', amount: '1190.00' }],
  discount: { amount: '23.80', until: '2026-03-20' },
};

test('the layout speaks the language of the customer and shows bases, terms and prices', () => {
  const layout = layoutOf(DOCUMENT, LETTER, wordsFor('de-DE'));
  expect(layout).toMatchObject({
    title: 'Rechnung',
    facts: [
      ['Datum', '10.03.2026'],
      ['Fällig', '09.04.2026'],
      ['Kundennummer', 'P-1'],
      ['Ihr Zeichen', 'PO 7'],
    ],
    lines: [{ text: 'Sensor (−10 %)', quantity: '10', price: '111.11111111', tax: '19 %' }],
    totals: [
      { label: 'Netto', amount: '1000.00' },
      { label: 'USt 19 auf 1.000,00', amount: '190.00' },
      { label: 'Zu zahlen', amount: '1190.00', isBold: true },
    ],
    notes: [
      'Bitte zahlen Sie 1.190,00 EUR bis zum 09.04.2026 und geben INV-1 an.',
      'Bei Zahlung bis zum 20.03.2026 dürfen Sie 23,80 EUR abziehen.',
    ],
  });
  const reversed = { component: { effect: 'REVERSE_CHARGE' } as never, base: '1', amount: '1' };
  const free = layoutOf({ ...DOCUMENT, taxes: [reversed] }, LETTER, wordsFor('fr'));
  expect(free.totals).toHaveLength(2);
  expect(free.notes.at(-1)).toBe('Reverse charge: the recipient owes the tax.');
});
