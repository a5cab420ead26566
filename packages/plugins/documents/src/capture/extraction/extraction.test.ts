import { amountsIn, currenciesIn } from './amounts.js';
import { daysIn } from './days.js';
import { extractFields } from './extract-fields.js';
import type { FieldName, FoundField } from './found-field.js';
import { extractWith, ruleFrom, senderOf } from './learn.js';
import { ibansIn, vatIdsIn } from './numbers-of-firms.js';
import { languageOf } from './words.js';

const values = (found: readonly FoundField[]) =>
  Object.fromEntries(found.map(({ name, value }) => [name, value])) as Record<FieldName, string>;

test.each([
  ['1,234.56', '1234.56'],
  ['1.234,56 EUR', '1234.56'],
  ['1 234,56', '1234.56'],
  ["CHF 12'345.60", '12345.60'],
  ['12,345,678.90', '12345678.90'],
  ['0,99', '0.99'],
  ['-45.00', '-45.00'],
  ['45,00-', '-45.00'],
  ['€0.50', '0.50'],
])('the amount %s is %s', (text, value) => {
  expect(amountsIn(text)).toMatchObject([{ value }]);
});

test('no amounts are read into days, versions and numbers', () => {
  for (const text of ['14.03.2026', '1.2.3', '192.168.10.20', '12.345', 'No. 20260417']) {
    expect(amountsIn(text)).toEqual([]);
  }
  expect(currenciesIn('12 EUR, $ 5 and £3')).toEqual(['EUR', 'USD', 'GBP']);
});

test.each([
  ['2026-03-14', '2026-03-14'],
  ['14.03.2026', '2026-03-14'],
  ['14.3.26', '2026-03-14'],
  ['14 March 2026', '2026-03-14'],
  ['March 14th, 2026', '2026-03-14'],
  ['14. März 2026', '2026-03-14'],
  ['31 Dec 2026', '2026-12-31'],
  ['14/03/2026', '2026-03-14'],
])('the day %s', (text, value) => {
  expect(daysIn(`on ${text}.`)).toMatchObject([{ value }]);
});

test('a day that could be two is unsure, and one that cannot be is none', () => {
  expect(daysIn('03/04/2026')).toMatchObject([{ value: '2026-04-03', isCertain: false }]);
  expect(daysIn('03/04/2026', { monthFirst: true })).toMatchObject([{ value: '2026-03-04' }]);
  expect(daysIn('31.02.2026 and 99/99/2026')).toEqual([]);
});

test('IBANs and VAT numbers count when their check digits are right', () => {
  expect(ibansIn('IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX')).toMatchObject([
    { value: 'DE89370400440532013000' },
  ]);
  expect(ibansIn('GB82WEST12345698765432')).toHaveLength(1);
  expect(ibansIn('DE89 3704 0044 0532 0130 01')).toEqual([]);
  expect(vatIdsIn('VAT DE 136 695 976')).toMatchObject([{ value: 'DE136695976' }]);
  expect(vatIdsIn('VAT DE136695977')).toEqual([]);
  expect(vatIdsIn('NL004495445B01, ATU13585627')).toMatchObject([
    { value: 'NL004495445B01' },
    { value: 'ATU13585627' },
  ]);
});

const ENGLISH = `Nordwind Office Supplies Ltd
12 Harbour Street, London
Bill to: Bureau Works Limited
Invoice no. NW-2026/0417
Invoice date: 14 March 2026
Your order number PO-8812
40 boxes of copy paper 21.50 860.00
12 toner cartridges 30.00 360.00
Subtotal 1,220.00
VAT 20 % 244.00
Total amount due GBP 1,464.00
Please pay by 13 April 2026 to GB82 WEST 1234 5698 7654 32
VAT registration GB123456789`;

const GERMAN = `Muster Bürobedarf GmbH
Rechnung
Rechnungsnummer: R 2026-118
Rechnungsnr. 2026-118
Rechnungsdatum: 02.03.2026
Wir danken für Ihre Bestellung und berechnen wie folgt:
Zwischensumme 1.000,00
zzgl. 19 % MwSt. 190,00
Gesamtbetrag 1.190,00 €
Zahlbar bis zum 01.04.2026
IBAN: DE89 3704 0044 0532 0130 00
USt-IdNr. DE136695976`;

test('an English invoice', () => {
  const found = extractFields([ENGLISH], { language: 'en', ownNames: ['Bureau Works Limited'] });
  expect(values(found)).toEqual({
    DOCUMENT_NUMBER: 'NW-2026/0417',
    DOCUMENT_DATE: '2026-03-14',
    DUE_DATE: '2026-04-13',
    TOTAL: '1464.00',
    NET: '1220.00',
    TAX: '244.00',
    CURRENCY: 'GBP',
    SUPPLIER: 'Nordwind Office Supplies Ltd',
    IBAN: 'GB82WEST12345698765432',
    VAT_ID: 'GB123456789',
    ORDER_NUMBER: 'PO-8812',
  });
  const total = found.find(({ name }) => name === 'TOTAL');
  expect(total?.confidence).toBeGreaterThanOrEqual(0.98);
});

test('a German invoice', () => {
  expect(languageOf(GERMAN)).toBe('de');
  expect(values(extractFields([GERMAN], { language: 'de' }))).toMatchObject({
    DOCUMENT_NUMBER: '2026-118',
    DOCUMENT_DATE: '2026-03-02',
    DUE_DATE: '2026-04-01',
    TOTAL: '1190.00',
    NET: '1000.00',
    TAX: '190.00',
    CURRENCY: 'EUR',
    SUPPLIER: 'Muster Bürobedarf GmbH',
    IBAN: 'DE89370400440532013000',
    VAT_ID: 'DE136695976',
  });
});

test('a letter has little of an invoice, and says so by its confidence', () => {
  const found = extractFields(['Dear all,\nthe summer party is on 3 July 2026.\nBest wishes']);
  expect(found).toEqual([]);
});

test('a corrected value is found by the words before it on the next paper of its sender', () => {
  const paper = (number: string) =>
    `Nordwind Ltd\nVorgang / case ${number}\nInvoice no. see case\nTotal 10.00`;
  expect(values(extractFields([paper('7-110')])).DOCUMENT_NUMBER).toBeUndefined();
  const rule = ruleFrom([paper('7-110')], { name: 'DOCUMENT_NUMBER', value: '7-110' });
  expect(rule).toEqual({ field: 'DOCUMENT_NUMBER', anchor: 'Vorgang / case', value: null });
  const next = extractWith([paper('9-204')], [rule!], {});
  expect(next[0]).toMatchObject({ name: 'DOCUMENT_NUMBER', value: '9-204', confidence: 0.97 });
  expect(ruleFrom([paper('1')], { name: 'DOCUMENT_NUMBER', value: '77' })).toBeUndefined();
  const constant = ruleFrom([paper('1')], { name: 'CURRENCY', value: 'CHF' });
  expect(values(extractWith([paper('2')], [constant!], {})).CURRENCY).toBe('CHF');
});

test('a sender is known by a number of its own, else by the longest name', () => {
  const senders = [
    { id: 'a', name: 'Nord', marks: [] },
    { id: 'b', name: 'Nordwind Ltd', marks: [] },
    { id: 'c', name: 'Somebody else', marks: ['GB82WEST12345698765432'] },
  ];
  expect(senderOf(['NORDWIND LTD., London'], senders)).toEqual({ id: 'b', confidence: 0.85 });
  expect(senderOf([ENGLISH], senders)).toEqual({ id: 'c', confidence: 0.97 });
  expect(senderOf(['nobody here'], senders)).toBeUndefined();
});

test('#41 hostile texts of 100 kB are read in linear time', () => {
  const hostile = [
    '1'.repeat(100_000),
    '1.'.repeat(50_000),
    'A '.repeat(50_000),
    'DE '.repeat(33_000),
  ];
  for (const text of hostile) {
    extractFields([text]);
    for (const read of [amountsIn, daysIn, ibansIn, vatIdsIn, currenciesIn]) {
      const start = performance.now();
      read(text);
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  }
});
