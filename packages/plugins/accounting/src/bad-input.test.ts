import { IBAN, type BankBooks, createBankBooks } from '../test/bank-books.js';
import { CAMT_02, MT940_GERMAN, OFX_1, OFX_2 } from '../test/bank-samples.js';
import { documentOf, inputOf } from '../test/books.js';

/**
 * Bad input, one thing after the other: each is refused with a code of its own, with the place and
 * the facts of the fault, and leaves no trace in any table.
 */

let books: BankBooks;
let known: Known;
/** What everything was before: no test may change it. */
let before: Record<string, string>;

/** What stands in the books before anything bad is sent. */
interface Known {
  stranger: string;
  strangerAccount: string;
  entry: { id: string; reference: string };
  reversal: string;
  items: { invoice: string; bill: string; credit: string };
  invoice: { reference: string };
  bill: string;
  draft: string;
}

beforeAll(async () => {
  books = await createBankBooks();
  known = await makeKnown();
  // What is summed up behind the requests stands still then.
  await books.app.work();
  before = await everything();
}, 120_000);
afterAll(() => books?.close());

async function makeKnown(): Promise<Known> {
  const other = await books.app.otherOrganization();
  const chart = { chart: 'STANDARD', baseCurrency: 'EUR', startsOn: '2026-01-01' };
  await other.owner.data(documentOf('accountingSetUp', { select: '', key: 'elsewhere' }), {
    input: chart,
  });
  const { ledgerAccount } = await other.owner.data(
    '{ ledgerAccount(by: { code: "4000" }) { id } }',
  );
  const { partyCreate } = await other.owner.data(`mutation {
    partyCreate(input: { kind: COMPANY, name: "Elsewhere", isCustomer: true }) { party { id } } }`);
  const entry = await books.post({ on: '2026-03-01', lines: SALE });
  const select = 'journalEntry { reference }';
  const back = await books.done('journalEntryReverse', { id: entry.id }, select);
  const lines = [{ description: 'Work', accountCode: '4000', unitPrice: '100' }];
  const invoice = await books.posted('invoice', { lines });
  const cost = [{ description: 'Glass', accountCode: '5000', unitPrice: '50' }];
  const partyReference = 'RE-77';
  const bill = await books.posted('bill', { lines: cost, partyReference });
  const twin = { partyId: books.supplier, issuedOn: '2026-04-10', lines: cost };
  const draft = await books.done(
    'billCreate',
    { ...twin, partyReference: 're-77 ' },
    'bill { id }',
  );
  const { payment } = await books.done(
    'paymentRecord',
    { ...PAYMENT, partyId: books.customer, amount: '30' },
    'payment { openItems { nodes { id } } }',
  );
  for (const period of ['2025-01', '2025-02']) {
    const { periods } = await books.app.owner.data(
      `query ($name: String!) { periods(where: { name: { eq: $name } }) { nodes { id } } }`,
      { name: period },
    );
    await books.done('periodClose', { id: periods.nodes[0].id }, 'period { state }');
  }
  await books.done(
    'exchangeRatesSave',
    { rates: [{ fromCurrency: 'JPY', toCurrency: 'EUR', validOn: '2026-01-01', rate: '0.006' }] },
    '',
  );
  return {
    stranger: partyCreate.party.id,
    strangerAccount: ledgerAccount.id,
    entry,
    reversal: back.journalEntry.reference,
    items: {
      invoice: invoice.openItems.nodes[0].id,
      bill: bill.openItems.nodes[0].id,
      credit: payment.openItems.nodes[0].id,
    },
    invoice: { reference: invoice.number },
    bill: bill.number,
    draft: draft.bill.id,
  };
}

const SALE: [string, string][] = [
  ['1000', '100'],
  ['4000', '-100'],
];
const PAYMENT = { direction: 'RECEIVED', bankAccountCode: '1000', paidOn: '2026-04-01' };

/** Table -> rows of it and their digest: everything that the platform keeps of everybody. */
async function everything(): Promise<Record<string, string>> {
  const tables = await books.app.sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('core', 'accounting') order by 1`,
  );
  const parts = tables.map(
    ({ name }) => `select '${name}' as name, count(*) || ' ' ||
      coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
  );
  const rows = await books.app.sql<{ name: string; digest: string }>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

/** The tables of this plugin: a file that was sent, and the job about it, are core's. */
function ofBooks(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('accounting.')));
}

/** A bad request: what it is, the mutation with its input, and the answer that it gets. */
type Bad = [
  what: string,
  field: string,
  input: () => Record<string, unknown>,
  answer: () => { code: string; path: string[]; data?: object },
];

const at = (code: string, ...path: string[]) => ({
  code: `ACCOUNTING_${code}`,
  path: ['input', ...path],
});
const entry = (lines: [string, string, object?][], on = '2026-03-15') =>
  inputOf({ on, lines: lines as [string, string][] }) as Record<string, unknown>;
const sold = (line: object) => ({
  ...{ partyId: books.customer, issuedOn: '2026-03-15' },
  lines: [{ description: 'x', accountCode: '4000', unitPrice: '1', ...line }],
});
const settled = (creditItemId: string, amount: string) => ({
  ...{ debitItemId: known.items.invoice, creditItemId, amount, allocatedOn: '2026-04-01' },
});
const paid = (openItemId: string, amount: string, sum = amount) => ({
  ...PAYMENT,
  ...{ partyId: books.customer, amount: sum, allocations: [{ openItemId, amount }] },
});

const BAD: Bad[] = [
  [
    'an entry that is unbalanced',
    'journalEntryPost',
    () => entry([...SALE.slice(0, 1), ['4000', '-99.99']]),
    () => ({ ...at('UNBALANCED'), data: { currency: 'EUR', difference: '0.01' } }),
  ],
  [
    'an entry in a closed period',
    'journalEntryPost',
    () => entry(SALE, '2025-01-10'),
    () => ({ ...at('PERIOD_CLOSED'), data: { period: '2025-01', state: 'CLOSED' } }),
  ],
  [
    'a payment in a closed period',
    'paymentRecord',
    () => ({ ...paid(known.items.invoice, '1'), paidOn: '2025-02-28', allocations: [] }),
    () => ({ ...at('PERIOD_CLOSED'), data: { period: '2025-02', state: 'CLOSED' } }),
  ],
  [
    'a day of no fiscal year',
    'journalEntryPost',
    () => entry(SALE, '2031-01-10'),
    () => ({ ...at('NO_PERIOD'), data: { day: '2031-01-10' } }),
  ],
  [
    'a tenth of a cent',
    'journalEntryPost',
    () =>
      entry([
        ['1000', '0.001'],
        ['4000', '-0.001'],
      ]),
    () => ({
      ...at('SCALE_EXCEEDED', 'lines', '0'),
      data: { line: 1, currency: 'EUR', digits: 2 },
    }),
  ],
  [
    'a price of nine decimals',
    'invoiceCreate',
    () => sold({ unitPrice: '1.123456789' }),
    () => ({
      ...at('PRICE_DECIMALS', 'lines', '0', 'unitPrice'),
      data: { line: 1, value: '1.123456789', digits: 8 },
    }),
  ],
  [
    'half a yen that was paid',
    'paymentRecord',
    () => ({ ...PAYMENT, partyId: books.customer, amount: '1.5', currency: 'JPY' }),
    () => ({
      ...at('SCALE_EXCEEDED', 'amount'),
      data: { currency: 'JPY', digits: 0 },
    }),
  ],
  [
    'a tenth of a cent that is settled',
    'allocationCreate',
    () => settled(known.items.credit, '3.001'),
    () => ({
      ...at('SCALE_EXCEEDED', 'amount'),
      data: { currency: 'EUR', digits: 2 },
    }),
  ],
  [
    'a tenth of a cent of a part',
    'paymentRecord',
    () => paid(known.items.invoice, '3.001', '4'),
    () => at('SCALE_EXCEEDED', 'allocations', '0', 'amount'),
  ],
  [
    'a tenth of a cent that is given up',
    'openItemWriteOff',
    () => ({ id: known.items.invoice, amount: '0.001' }),
    () => at('SCALE_EXCEEDED', 'amount'),
  ],
  [
    'a party of another organization in an entry',
    'journalEntryPost',
    () =>
      entry([
        ['1200', '1', { partyId: known.stranger }],
        ['4000', '-1'],
      ]),
    () => ({ ...at('PARTY_UNKNOWN', 'lines', '0'), data: { line: 1 } }),
  ],
  [
    'an account of another organization',
    'journalEntryPost',
    () => ({
      ...entry(SALE),
      lines: [
        { accountCode: '1000', debit: '1' },
        { accountId: known.strangerAccount, credit: '1' },
      ],
    }),
    () => ({
      ...at('ACCOUNT_UNKNOWN', 'lines', '1'),
      data: { line: 2, account: known.strangerAccount },
    }),
  ],
  [
    'a payment beyond what is open',
    'paymentRecord',
    () => paid(known.items.invoice, '100.01'),
    () => ({
      ...at('OVER_ALLOCATION', 'allocations', '0', 'amount'),
      data: { ...known.invoice, currency: 'EUR', open: '100', amount: '100.01' },
    }),
  ],
  [
    'parts beyond the payment',
    'paymentRecord',
    () => paid(known.items.invoice, '90', '80'),
    () => ({ ...at('ALLOCATION_SUM', 'allocations'), data: { allocated: '90', amount: '80' } }),
  ],
  [
    'a credit beyond what is left of it',
    'allocationCreate',
    () => settled(known.items.credit, '30.01'),
    () => ({
      ...at('OVER_ALLOCATION', 'amount'),
      data: { currency: 'EUR', open: '30', amount: '30.01' },
    }),
  ],
  [
    'the credit of another party',
    'allocationCreate',
    () => settled(known.items.bill, '3'),
    () => at('ITEM_PARTY', 'amount'),
  ],
  [
    'a second reversal',
    'journalEntryReverse',
    () => ({ id: known.entry.id }),
    () => ({
      ...at('ALREADY_REVERSED'),
      data: { entry: known.entry.reference, by: known.reversal },
    }),
  ],
  [
    'the number of a bill that is posted already',
    'billPost',
    () => ({ id: known.draft }),
    () => ({ ...at('BILL_NUMBER_TWICE', 'id'), data: { reference: 're-77', number: known.bill } }),
  ],
  [
    'the number of an account that there is',
    'ledgerAccountCreate',
    () => ({ code: '1000', name: 'Till', type: 'ASSET', subtype: 'CASH' }),
    () => ({
      ...{ code: 'CORE_DUPLICATE', path: ['input', 'code'] },
      data: { constraint: 'account_code_key' },
    }),
  ],
  [
    'the number of a bank account that there is',
    'bankAccountCreate',
    () => ({ name: 'Again', ledgerAccountCode: '1020', iban: IBAN }),
    () => ({
      ...{ code: 'CORE_DUPLICATE', path: ['input', 'iban'] },
      data: { constraint: 'bank_account_iban_key' },
    }),
  ],
];

test.each(BAD)('bad input: %s, and nothing is written', async (_what, field, input, answer) => {
  const { userErrors } = await books.mutate(field, input());
  expect(userErrors).toMatchObject([answer()]);
  expect(userErrors[0].message).not.toMatch(/[{}]/);
  expect(await everything()).toEqual(before);
});

test.each(['invoiceCreate', 'paymentRecord'])(
  'bad input: a party of another organization is absent for %s, and nothing is written',
  async (field) => {
    const input = field === 'invoiceCreate' ? sold({}) : { ...PAYMENT, amount: '1' };
    const { errors } = await books.app.owner.query(documentOf(field, { select: '', key: field }), {
      input: { ...input, partyId: known.stranger },
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND', argumentPath: ['input', 'partyId'] } },
    ]);
    expect(await everything()).toEqual(before);
  },
);

const CSV = { delimiter: ';', bookedOn: 'Day', amount: 'Amount', text: ['Text'], currency: 'EUR' };

/** Format -> a file of it with a fault, the code and the line of that. */
const FILES: [format: string, text: string, code: string, line: number][] = [
  ['CAMT053', CAMT_02.slice(0, 900), 'MALFORMED', 14],
  ['MT940', MT940_GERMAN.replace(':61:2604', ':61:26x4'), 'MALFORMED', 6],
  ['OFX', OFX_1.replace('-200.00', 'lots'), 'BAD_AMOUNT', 16],
  ['OFX', OFX_2.replace('</STMTTRN>', '</STMTTRM>'), 'MALFORMED', 8],
  ['CSV', 'Day;Amount;Text\n01.03.2026;1,20;x\n02.03.2026;1,2,3;y\n', 'BAD_AMOUNT', 3],
];

test.each(FILES)(
  'bad input: a broken file of the form %s, and nothing of it is written',
  async (format, text, code, line) => {
    const csv = format === 'CSV' ? { csv: CSV } : {};
    const { state, userErrors } = await books.load(text, { format, ...csv });
    expect(state).toBe('FAILED');
    expect(userErrors).toMatchObject([
      {
        ...at(`BANK_FILE_${code}`, 'fileId'),
        data: { line, detail: expect.stringMatching(/\S/) },
      },
    ]);
    expect(userErrors[0].message).toContain(`Line ${line}: `);
    expect(ofBooks(await everything())).toEqual(ofBooks(before));
  },
);
