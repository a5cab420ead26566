import * as fc from 'fast-check';
import {
  camt,
  type CamtLine,
  createBankBooks,
  IBAN,
  type BankBooks,
} from '../../test/bank-books.js';
import { CAMT_02, MT940_GERMAN } from '../../test/bank-samples.js';

let books: BankBooks;
beforeAll(async () => {
  books = await createBankBooks();
});
afterAll(() => books?.close());

let accounts = 0;
/** A bank account that nothing was imported for. */
async function freshAccount(currency = 'EUR'): Promise<string> {
  accounts += 1;
  const code = `11${String(accounts).padStart(2, '0')}`;
  const ledger = { code, name: code, type: 'ASSET', subtype: 'CASH' };
  await books.done('ledgerAccountCreate', ledger, 'ledgerAccount { id }');
  const wish = { name: code, ledgerAccountCode: code, currency };
  return (await books.done('bankAccountCreate', wish, 'bankAccount { id }')).bankAccount.id;
}

const statements = async (bankAccount: string) =>
  (
    await books.app.owner.data(
      `query ($id: ID!) { bankStatements(where: {bankAccount: {id: {eq: $id}}}) { nodes { id number
        format startsOn endsOn openingBalance closingBalance closingOn moved difference lineCount
        newLineCount file { name } } } }`,
      { id: bankAccount },
    )
  ).bankStatements.nodes;

test('a file of a bank is read with its statement and its lines', async () => {
  const iban = 'DE02120300000000202051';
  const account = { partyId: books.customer, holder: 'Nordwind', iban };
  await books.done('partyBankAccountCreate', account, 'partyBankAccount { id }');
  expect(await books.load(CAMT_02)).toMatchObject({ state: 'SUCCEEDED', progress: { done: 4 } });
  expect(await statements(books.bankAccount)).toMatchObject([
    {
      ...{ number: '2026-03-31-1', format: 'CAMT053', lineCount: 2, newLineCount: 2 },
      ...{ startsOn: '2026-03-31', endsOn: '2026-03-31', closingOn: '2026-03-31' },
      ...{ openingBalance: '1000.00', closingBalance: '-318.50', difference: '0.00' },
      ...{ moved: '-1318.50', file: { name: 'bank.txt' } },
    },
  ]);
  const [paid, batch] = await books.lines();
  expect(paid).toMatchObject({
    ...{ amount: '119.00', reference: 'INV-2026-00007', status: 'OPEN' },
    ...{ counterpartyName: 'Müller & Söhne', counterpartyAccount: iban },
    ...{ bankId: '2026033112345', party: { code: expect.any(String) } },
  });
  expect(batch).toMatchObject({ amount: '-1437.50', party: null });
});

test('the same bytes once more are told, not imported; without the right nothing is', async () => {
  expect(await books.load(CAMT_02)).toBeNull();
  expect(await books.lines()).toHaveLength(2);
  // The very same lines in another file: a statement, and no line.
  expect(await books.load(`${CAMT_02}\n`)).toMatchObject({ state: 'SUCCEEDED' });
  expect(await books.lines()).toHaveLength(2);
  expect((await statements(books.bankAccount)).at(-1)).toMatchObject({
    ...{ lineCount: 2, newLineCount: 0, difference: '0.00' },
  });
  const as = books.app.as({ permissions: ['accounting.bankStatement.read'] });
  const input = { fileId: 'fil_x' };
  await expect(books.mutate('bankStatementImport', input, { as })).rejects.toThrow('FORBIDDEN');
  const seen = await as.query('{ bankLines { nodes { counterpartyAccount } } }');
  expect(JSON.stringify(seen.errors)).toContain('FORBIDDEN');
});

/** Days of an account: each with its lines; twins and ids that are used again are among them. */
const day = fc.array(
  fc.record({
    amount: fc.constantFrom('10.00', '-3.50', '0.01'),
    text: fc.constantFrom('Coffee', 'Rent'),
    id: fc.constantFrom(undefined, 'NONREF', 'A1'),
  }),
  { maxLength: 3 },
);
const history = fc.record({
  days: fc.array(day, { minLength: 3, maxLength: 6 }),
  files: fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { minLength: 2, maxLength: 4 }),
});

test('I29 files of whole days, in any order and again: the lines are their union', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ days, files }) => {
      const account = await freshAccount();
      const linesOf = (at: number): CamtLine[] =>
        (days[at] ?? []).map(({ id, ...line }) => ({
          ...line,
          on: `2026-02-0${at + 1}`,
          ...(id === undefined ? {} : { id }),
        }));
      const covered = new Set<number>();
      for (const [first, more] of files) {
        const span = Array.from({ length: more + 1 }, (_, at) => first + at);
        for (const at of span) covered.add(at);
        await books.ask(camt('100.00', span.flatMap(linesOf)), { bankAccountId: account });
      }
      await books.app.work();
      const union = [...covered].sort().flatMap(linesOf);
      const facts = ({ on, amount, text }: CamtLine) => `${on} ${Number(amount)} ${text}`;
      const found = (await books.lines(account)).map(({ bookedOn, amount, text }) =>
        facts({ on: bookedOn, amount, text }),
      );
      expect(found.sort()).toEqual(union.map(facts).sort());
      const all = await statements(account);
      for (const { openingBalance, closingBalance, moved, difference } of all) {
        expect(Number(openingBalance) + Number(moved)).toBeCloseTo(Number(closingBalance), 4);
        expect(Number(difference)).toBe(0);
      }
    }),
    { numRuns: 5 },
  );
}, 60_000);

test('a file is read in batches, and goes on where it was broken off', async () => {
  const account = await freshAccount();
  const many = Array.from({ length: 620 }, (_, at) => ({
    ...{ on: '2026-02-01', amount: '1.00', text: `Line ${at % 200}` },
  }));
  const job = await books.load(camt('0.00', many), { bankAccountId: account });
  expect(job).toMatchObject({ state: 'SUCCEEDED', progress: { done: 622 } });
  const prints = () =>
    books.app.sql(
      'select fingerprint from accounting.bank_line where bank_account_id = $1 order by place',
      [books.app.uuid(account)],
    );
  const before = await prints();
  // As if the process had died after the first batch.
  const id = [books.app.uuid(account)];
  await books.app.sql(
    'delete from accounting.bank_line where place > 499 and bank_account_id = $1',
    id,
  );
  await books.app.sql(
    `update accounting.bank_statement set line_count = 499, new_line_count = 499, moved = 499,
       closing_balance = null where bank_account_id = $1`,
    id,
  );
  await books.app.sql(
    `update core.job set state = 'QUEUED', cursor = '{"parts": 500}', finished_at = null
      where id = $1`,
    [books.app.uuid(job.id)],
  );
  await books.app.work();
  expect(await prints()).toEqual(before);
  expect(before).toHaveLength(620);
  expect(await statements(account)).toMatchObject([
    { lineCount: 620, newLineCount: 620, moved: '620.00', closingBalance: '620.00' },
  ]);
}, 30_000);

const NAMES = {
  MALFORMED: CAMT_02.slice(0, 900),
  UNKNOWN_FORMAT: 'hello',
  FORBIDDEN: CAMT_02.replace('<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document'),
  BAD_DATE: CAMT_02.replace('<Dt>2026-03-31</Dt></BookgDt>', '<Dt>2026-02-31</Dt></BookgDt>'),
  BAD_AMOUNT: CAMT_02.replace('119.00', 'abc'),
  ACCOUNT: CAMT_02.replace(IBAN, 'DE02120300000000202051'),
  CURRENCY: CAMT_02.replaceAll('"EUR"', '"USD"'),
  BALANCE: CAMT_02.replace('318.50', '318.51'),
  ENCODING: CAMT_02.replace('UTF-8', 'x-nothing'),
};

test.each(Object.entries(NAMES))(
  'a file is refused with %s, and nothing is written',
  async (code, text) => {
    const before = await books.lines();
    const { state, userErrors } = await books.load(text);
    expect([state, userErrors[0].code]).toEqual(['FAILED', `ACCOUNTING_BANK_FILE_${code}`]);
    expect(userErrors[0].message).toMatch(/^Line \d+: /);
    expect(await books.lines()).toEqual(before);
  },
);

test('a statement whose balances do not fit is taken when one says so', async () => {
  const id = await freshAccount();
  const more = { bankAccountId: id, takesDifferences: true };
  await books.load(
    camt('0', [{ on: '2026-02-01', amount: '1', text: 'a' }], { closing: '5' }),
    more,
  );
  expect(await statements(id)).toMatchObject([{ difference: '4.00', newLineCount: 1 }]);
});

test('statements find their accounts by number; CSV has a mapping that is kept', async () => {
  const other = await freshAccount();
  await books.done(
    'bankAccountUpdate',
    { id: other, iban: 'GB29NWBK60161331926819' },
    'bankAccount { id }',
  );
  const line = { on: '2026-02-01', amount: '1.00', text: 'a' };
  const file = camt('0', [line], { iban: 'GB29NWBK60161331926819' });
  expect(await books.load(file, { bankAccountId: null })).toMatchObject({ state: 'SUCCEEDED' });
  expect(await books.lines(other)).toHaveLength(1);
  const nobody = await books.load(camt('0', [line], { iban: 'FR1420041010050500013M02606' }), {
    bankAccountId: null,
  });
  expect(nobody.userErrors[0].code).toBe('ACCOUNTING_BANK_FILE_ACCOUNT');
  const csv = {
    bookedOn: 'Buchung',
    amount: 'Betrag',
    text: ['Zweck'],
    currency: 'EUR',
    name: 'Wer',
  };
  const table = 'Konto 1\n\nBuchung;Wer;Zweck;Betrag\n01.03.2026;Anna;Miete;-1.200,50\n;;Summe;\n';
  const csvOf = { bankAccountId: other, format: 'CSV' };
  const unmapped = await books.load(table, csvOf);
  expect(unmapped.userErrors[0].code).toBe('ACCOUNTING_BANK_CSV_MISSING');
  await books.done('bankAccountUpdate', { id: other, csv }, 'bankAccount { id }');
  expect(await books.load(table, csvOf)).toMatchObject({ state: 'SUCCEEDED' });
  const [last] = (await books.lines(other)).filter(({ text }) => text === 'Miete');
  expect(last).toMatchObject({
    bookedOn: '2026-03-01',
    amount: '-1200.50',
    counterpartyName: 'Anna',
  });
  const faulty = await books.load(table.replace('200,50', '2x'), csvOf);
  expect(faulty.userErrors[0]).toMatchObject({
    code: 'ACCOUNTING_BANK_FILE_BAD_AMOUNT',
    message: expect.stringMatching(/^Line 4: .*column Betrag/),
  });
  const wrong = { id: other, csv: { ...csv, dateFormat: 'QQ' } };
  expect(await books.refused('bankAccountUpdate', wrong)).toEqual(['ACCOUNTING_BANK_CSV']);
});

test('the same bytes for two accounts are two imports, also at the same time', async () => {
  const [one, two] = [await freshAccount(), await freshAccount()];
  const file = camt('0', [{ on: '2026-02-01', amount: '1.00', text: 'twice' }]);
  const asked = [one, one, two].map((bankAccountId) => books.ask(file, { bankAccountId }));
  const ids = (await Promise.all(asked)).map(({ job }) => job.id as string);
  expect(new Set(ids).size).toBe(2);
  await books.app.work();
  expect([await books.lines(one), await books.lines(two)].map(({ length }) => length)).toEqual([
    1, 1,
  ]);
});

test('MT940 of the same account is read too', async () => {
  const id = await freshAccount();
  expect(await books.load(MT940_GERMAN, { bankAccountId: id })).toMatchObject({
    state: 'SUCCEEDED',
  });
  expect(await statements(id)).toMatchObject([
    { format: 'MT940', number: '00063/001', lineCount: 2 },
  ]);
});

test('a statement goes with its lines, unless a later one may have them too', async () => {
  const id = await freshAccount();
  const [a, b] = [
    { on: '2026-02-01', amount: '1.00', text: 'a' },
    { on: '2026-02-02', amount: '2.00', text: 'b' },
  ];
  await books.load(camt('0', [a, b]), { bankAccountId: id });
  await books.load(camt('1', [b]), { bankAccountId: id });
  const [first, second] = await statements(id);
  expect(await books.refused('bankStatementDelete', { id: first.id })).toEqual([
    'ACCOUNTING_BANK_STATEMENT_SHARED',
  ]);
  await books.done('bankStatementDelete', { id: second.id }, 'deletedId');
  await books.done('bankStatementDelete', { id: first.id }, 'deletedId');
  expect(await books.lines(id)).toEqual([]);
  // What went may come again.
  expect(await books.load(camt('0', [a, b]), { bankAccountId: id })).toMatchObject({
    state: 'SUCCEEDED',
  });
  expect(await books.lines(id)).toHaveLength(2);
});

test.each([
  [{ name: 'x', ledgerAccountCode: '4000' }, 'ACCOUNTING_BANK_LEDGER_ACCOUNT'],
  [{ name: 'x', ledgerAccountCode: '9999' }, 'ACCOUNTING_ACCOUNT_UNKNOWN'],
  [{ name: ' ', ledgerAccountCode: '1020' }, 'ACCOUNTING_TEXT_BLANK'],
  [{ name: 'x', ledgerAccountCode: '1020', iban: 'DE00' }, 'ACCOUNTING_BANK_IBAN'],
  [{ name: 'x', ledgerAccountCode: '1020', bic: 'x' }, 'ACCOUNTING_BANK_BIC'],
  [{ name: 'x', ledgerAccountCode: '1010' }, 'CORE_DUPLICATE'],
])('the bank account %o is refused: %s', async (input, code) => {
  expect(await books.refused('bankAccountCreate', input)).toEqual([code]);
});
