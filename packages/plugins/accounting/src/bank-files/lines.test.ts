import fc from 'fast-check';
import { bytesOf, gather } from '../../test/bank-samples.js';
import { type CsvDialect, readBankCsv } from './csv-dialect.js';
import { lineFingerprints } from './fingerprint.js';
import type { BankFileLine } from './statement.js';

describe('CSV', () => {
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
});

describe('identity of a line', () => {
  const line = (change: Partial<BankFileLine> = {}): BankFileLine => ({
    kind: 'LINE',
    line: 1,
    bookedOn: '2026-03-31',
    amount: '-4.50',
    currency: 'EUR',
    text: 'Coffee',
    ...change,
  });

  const identities = (lines: readonly BankFileLine[], account = 'a') =>
    lines.map(lineFingerprints(account));

  test('true twins both stay, and an id that is used again hides nothing', () => {
    const twins = identities([line(), line()]);
    expect(new Set(twins).size).toBe(2);
    const reused = identities([
      line({ bankId: '7' }),
      line({ bankId: '7', amount: '-5.00' }),
      line({ bankId: '7', bookedOn: '2026-04-01' }),
    ]);
    expect(new Set(reused).size).toBe(3);
  });

  test('what makes a line another one, and what does not', () => {
    const [base] = identities([line()]);
    const same: Partial<BankFileLine>[] = [
      { line: 99 },
      { amount: '-4.5' },
      { text: ' cof\nFEE ' },
      { bankId: 'NONREF' },
      { valueOn: '2026-04-01' },
    ];
    for (const change of same) expect(identities([line(change)])).toEqual([base]);
    const other: Partial<BankFileLine>[] = [
      { amount: '4.50' },
      { currency: 'USD' },
      { text: 'Tea' },
      { bankId: '8' },
      { counterparty: { name: 'x' } },
    ];
    for (const change of other) expect(identities([line(change)])).not.toEqual([base]);
    expect(identities([line()], 'b')).not.toEqual([base]);
    const [withId] = identities([line({ bankId: '8' })]);
    expect(identities([line({ bankId: '8', text: 'written anew' })])).toEqual([withId]);
  });

  /** What a bank knows of an account: few different lines, so that twins and reused ids abound. */
  const history = fc.array(
    fc.record({
      bookedOn: fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`),
      amount: fc.constantFrom('-4.50', '-4.50', '10.00'),
      text: fc.constantFrom('Coffee', 'Tea'),
      bankId: fc.constantFrom(undefined, undefined, 'NONREF', '1', '2'),
    }),
    { maxLength: 40 },
  );
  /** Exports from day to day: whole days, overlapping at will, in any order, some twice. */
  const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 8 })), {
    maxLength: 8,
  });

  test('I29 overlapping files, in any order and repeated, give the union of their lines', () => {
    fc.assert(
      fc.property(history, spans, (drawn, files) => {
        const all = drawn
          .map(({ bankId, ...facts }) => line({ ...facts, ...(bankId ? { bankId } : {}) }))
          .sort((a, b) => a.bookedOn.localeCompare(b.bookedOn));
        const within = ([first, length]: readonly [number, number]) =>
          all.filter((one) => {
            const day = Number(one.bookedOn.slice(-1));
            return day >= first && day <= first + length;
          });
        const stored = new Map<string, BankFileLine>();
        for (const file of files) {
          const next = lineFingerprints('a');
          for (const one of within(file)) stored.set(next(one), one);
        }
        const covered = all.filter((one) => files.some((file) => within(file).includes(one)));
        const facts = (lines: Iterable<BankFileLine>) =>
          [...lines].map((one) => `${one.bookedOn} ${one.amount} ${one.text}`).sort();
        // The words of lines with an id are no part of their identity.
        const known = (lines: BankFileLine[]) =>
          lines.map((one) => `${one.bookedOn} ${one.amount}`);
        expect(known([...stored.values()]).sort()).toEqual(known(covered).sort());
        const whole = identities(all);
        const wanted = all.flatMap((one, at) => (covered.includes(one) ? [whole[at]] : []));
        expect([...stored.keys()].sort()).toEqual(wanted.sort());
        expect(facts(stored.values())).toHaveLength(covered.length);
      }),
    );
  });
});
