import { bytesOf, gather } from '../../test/bank-samples.js';
import { type CsvDialect, readBankCsv } from './csv-dialect.js';

/** A German bank: words before the header, semicolons, decimal commas, Windows-1252, a sum. */
const GERMAN = `"Kontoumsätze Girokonto";;;;;
"Zeitraum:";"01.03.2026 - 31.03.2026";;;;

"Buchungstag";"Wertstellung";"Auftraggeber";"Verwendungszweck";"IBAN";"Betrag"
"31.03.2026";"01.04.2026";"Müller & Söhne";"Rechnung ""7""
zweite Zeile";"DE02120300000000202051";"1.119,00"
"31.03.2026";"";"Café";"Kaffee";"";"-4,50"
"";"";"";"Summe";"";""
`;
const GERMAN_DIALECT: CsvDialect = {
  delimiter: ';',
  decimal: ',',
  dateFormat: 'dd.MM.yyyy',
  currency: 'EUR',
  columns: {
    bookedOn: 'Buchungstag',
    valueOn: 'Wertstellung',
    amount: 'Betrag',
    name: 'Auftraggeber',
    account: 'IBAN',
    text: ['Verwendungszweck'],
  },
};

const read = (text: string | Uint8Array, dialect: CsvDialect, size = 11) =>
  gather(readBankCsv(bytesOf(text, size), dialect));

test('a preamble, a header, quoted line breaks, decimal commas, a line of sums', async () => {
  for (const bytes of [Buffer.from(GERMAN), Buffer.from(GERMAN, 'latin1')]) {
    const [first, second, ...more] = await read(bytes, GERMAN_DIALECT);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      bookedOn: '2026-03-31',
      valueOn: '2026-04-01',
      amount: '1119.00',
      currency: 'EUR',
      text: 'Rechnung "7" zweite Zeile',
      counterparty: { name: 'Müller & Söhne', account: 'DE02120300000000202051' },
    });
    expect(second).toMatchObject({ line: 7, amount: '-4.50', counterparty: { name: 'Café' } });
    expect(second?.valueOn).toBeUndefined();
  }
});

test('two columns of amounts, a word for the direction, places instead of names', async () => {
  const columns = { bookedOn: 'Date', text: ['A', 'B'], debit: 'Out', credit: 'In' };
  const base = { delimiter: ',', decimal: '.', dateFormat: 'M/d/yy', currency: 'USD' } as const;
  const two = 'Date,A,B,Out,In\n3/9/26,x,y,"1,000.25",\n12/31/26,z,,,5\n1/1/27,t,,-7,\n';
  expect(await read(two, { ...base, columns })).toMatchObject([
    { bookedOn: '2026-03-09', amount: '-1000.25', text: 'x y' },
    { bookedOn: '2026-12-31', amount: '5', text: 'z' },
    { bookedOn: '2027-01-01', amount: '-7', text: 't' },
  ]);
  const direction = { column: 2, debitWords: ['Af'] };
  const places = { bookedOn: 0, amount: 1, direction, text: [3], currency: 4, bankId: 5 };
  const dutch = { ...base, dateFormat: 'yyyyMMdd', columns: places };
  expect(
    await read('20260309,10.00,Af,Huur,EUR,N1\n20260309,3,Bij,,EUR,N2\n', dutch),
  ).toMatchObject([
    { bookedOn: '2026-03-09', amount: '-10.00', text: 'Huur', currency: 'EUR', bankId: 'N1' },
    { amount: '3', bankId: 'N2' },
  ]);
});

test.each<[string, string, string, number]>([
  ['no header', 'a;b\n1;2\n', 'UNKNOWN_FORMAT', 2],
  ['no day', GERMAN.replace('"31.03.2026";"01', '"";"01'), 'MISSING', 5],
  ['no amount', GERMAN.replace('"-4,50"', '""'), 'MISSING', 7],
  ['another date', GERMAN.replace('"31.03.2026";"01', '"2026-03-31";"01'), 'BAD_DATE', 5],
  ['31 April', GERMAN.replace('"31.03.2026";"01', '"31.04.2026";"01'), 'BAD_DATE', 5],
  ['two points', GERMAN.replace('-4,50', '-4,5,0'), 'BAD_AMOUNT', 7],
  ['an open quote', `${GERMAN}"31.03.2026`, 'MALFORMED', 9],
  ['an endless record', `${GERMAN}"${'x'.repeat(70_000)}`, 'MALFORMED', 9],
])('a file that is refused: %s', async (_, text, code, line) => {
  await expect(read(text, GERMAN_DIALECT, 4096)).rejects.toMatchObject({ code });
  const fault = await read(text, GERMAN_DIALECT, 4096).catch((error: { line: number }) => error);
  expect((fault as { line: number }).line).toBeGreaterThanOrEqual(Math.min(line, 2));
});
