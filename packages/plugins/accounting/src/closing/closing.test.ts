import { type BookLine, createBooks, inputOf, type TestBooks } from '../../test/books.js';

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-02-20T10:00:00Z'));
});
afterAll(() => books?.close());

const ENTRY =
  'journalEntry { reference kind postedOn lines { nodes { amount account { code } } } }';

async function balance(accountCode: string, asOf: string): Promise<string> {
  const { accountBalance } = await books.app.owner.data(
    'query ($accountCode: String, $asOf: Date) { accountBalance(accountCode: $accountCode, ' +
      'asOf: $asOf) { baseBalance } }',
    { accountCode, asOf },
  );
  return accountBalance.baseBalance;
}

async function figures(field: string, args: string): Promise<Record<string, string>> {
  const data = await books.app.owner.data(`{ ${field}(${args}) { lines { key amounts } } }`);
  return Object.fromEntries(
    data[field].lines.map(({ key, amounts }: { key: string; amounts: string[] }) => [
      key,
      amounts[0],
    ]),
  );
}

test('I39 opening balances in parts leave the clearing account at zero', async () => {
  const open = (lines: BookLine[]) =>
    books.mutate(
      'openingBalancesPost',
      { postedOn: '2025-01-01', lines: inputOf({ on: '', lines }).lines },
      { select: ENTRY },
    );
  const { journalEntry } = await open([
    ['1010', '1000'],
    ['1510', '500'],
  ]);
  expect(journalEntry).toMatchObject({ kind: 'OPENING', postedOn: '2025-01-01' });
  expect(await balance('1990', '2025-01-01')).toBe('-1500.00');
  await open([
    ['3000', '-1200'],
    ['2500', '-300'],
  ]);
  expect(await balance('1990', '2025-01-01')).toBe('0.00');
  const named = await open([
    ['1990', '1'],
    ['1010', '-1'],
  ]);
  expect(named.userErrors[0].code).toBe('ACCOUNTING_OPENING_CLEARING');
});

test('I10 equity is the same with a closing entry or without', async () => {
  const lines: BookLine[] = [
    ['1010', '900'],
    ['4000', '-900'],
  ];
  await books.post({ on: '2025-05-05', lines });
  await books.post({
    on: '2025-12-31',
    lines: [
      ['6100', '250'],
      ['1010', '-250'],
    ],
  });
  await books.post({ on: '2026-01-10', lines });
  const year = 'from: "2025-01-01", to: "2025-12-31"';
  const before = {
    sheet: await figures('balanceSheet', 'asOf: "2026-01-31"'),
    income: await figures('incomeStatement', year),
    equity: await figures('equityStatement', year),
  };
  expect(before.sheet).toMatchObject({
    EARLIER_EARNINGS: '650.00',
    YEAR_EARNINGS: '900.00',
    TOTAL_EQUITY: '2750.00',
    DIFFERENCE: '0.00',
  });
  const { fiscalYear } = await books.app.owner.data('{ fiscalYear(by: {name: "2025"}) { id } }');
  const input = { fiscalYearId: fiscalYear.id, withClosingEntry: true };
  const closed = await books.mutate('fiscalYearClose', input, {
    select: `${ENTRY} fiscalYear { periods(where: {state: {eq: CLOSED}}) { totalCount } }`,
  });
  expect(closed).toMatchObject({
    userErrors: [],
    journalEntry: { kind: 'CLOSING', postedOn: '2025-12-31' },
    fiscalYear: { periods: { totalCount: 12 } },
  });
  expect(await balance('4000', '2025-12-31')).toBe('0.00');
  expect(await balance('3100', '2025-12-31')).toBe('-650.00');
  const after = await figures('balanceSheet', 'asOf: "2026-01-31"');
  expect(after).toMatchObject({
    EARLIER_EARNINGS: '0.00',
    RETAINED_EARNINGS: '650.00',
    YEAR_EARNINGS: '900.00',
    TOTAL_EQUITY: '2750.00',
    DIFFERENCE: '0.00',
  });
  expect(await figures('incomeStatement', year)).toEqual(before.income);
  expect(await figures('equityStatement', year)).toEqual(before.equity);
  const whole = await figures('incomeStatement', `${year}, includeClosingEntries: true`);
  expect(whole['NET_INCOME']).toBe('0.00');
  const again = await books.mutate('fiscalYearClose', input);
  expect(again.userErrors[0].code).toBe('ACCOUNTING_NOTHING_TO_CLOSE');
});

test('columns: months of a span, the year before, the span before', async () => {
  const { incomeStatement } = await books.app.owner.data(`{ incomeStatement(from: "2026-01-01",
    to: "2026-02-28", columns: MONTH, compare: [PREVIOUS_YEAR, PREVIOUS_PERIOD]) {
      columns { from to } lines { key amounts } } }`);
  expect(incomeStatement.columns).toEqual([
    { from: '2026-01-01', to: '2026-01-31' },
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2025-01-01', to: '2025-02-28' },
    { from: '2025-11-01', to: '2025-12-31' },
  ]);
  const net = incomeStatement.lines.find(({ key }: { key: string }) => key === 'NET_INCOME');
  expect(net.amounts).toEqual(['900.00', '0.00', '0.00', '-250.00']);
});

test('I40 the day of an entry does not depend on any time zone', async () => {
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    const as = books.app.as({ permissions: ['*'], timeZone });
    const input = inputOf({
      on: '2026-02-01',
      lines: [
        ['1010', '1'],
        ['4000', '-1'],
      ],
    });
    const select = 'journalEntry { postedOn period { name } }';
    const { journalEntry } = await books.mutate('journalEntryPost', input, { select, as });
    expect(journalEntry).toEqual({ postedOn: '2026-02-01', period: { name: '2026-02' } });
  }
});
