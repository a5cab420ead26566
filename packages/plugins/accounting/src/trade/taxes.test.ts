import { createTradeBooks, DOCUMENT, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
  const { accounts } = books;
  const own = { salesAccountId: accounts['2100'], purchaseAccountId: accounts['1240'] };
  const kept = { salesAccountId: accounts['1210'], purchaseAccountId: accounts['2120'] };
  const codes = [
    {
      code: 'CA',
      name: 'GST and QST upon it',
      components: [
        { rate: '5', ...own },
        { rate: '9.5', isCompound: true, ...own },
      ],
    },
    { code: 'RC', name: 'Reverse', components: [{ rate: '19', effect: 'REVERSE_CHARGE', ...own }] },
    {
      code: 'WH',
      name: 'VAT and withholding',
      components: [
        { rate: '20', ...own },
        { rate: '10', effect: 'WITHHELD', ...kept },
      ],
    },
    {
      code: 'CB',
      name: 'VAT when paid',
      components: [{ rate: '19', ...own, transitionAccountId: accounts['2110'] }],
    },
  ];
  for (const code of codes) await books.done('taxCodeCreate', code, 'taxCode { id }');
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

const line = (taxCode: string, unitPrice: string, accountCode = '4000') => ({
  description: 'Sensor',
  accountCode,
  taxCode,
  unitPrice,
});

/** Sums by account code of everything that names one of these sources. */
async function sums(...ids: string[]): Promise<Record<string, number>> {
  const rows = await books.app.sql<{ code: string; amount: string }>(
    `select a.code, sum(l.amount) as amount from accounting.line l
       join accounting.entry e on e.id = l.entry_id
       join accounting.account a on a.id = l.account_id
      where e.source_id = any($1) group by a.code having sum(l.amount) <> 0 order by a.code`,
    [ids.map((id) => books.app.uuid(id))],
  );
  return Object.fromEntries(rows.map(({ code, amount }) => [code, Number(amount)]));
}

test('I18 gross is net and taxes: exclusive, included, compound, by document', async () => {
  const lines = [line('CA', '100'), line('CA', '33.33')];
  const invoice = await books.posted('invoice', { lines });
  expect(invoice).toMatchObject({ net: '133.33', tax: '19.97', total: '153.30' });
  expect(await sums(invoice.id)).toEqual({ 1200: 153.3, 2100: -19.97, 4000: -133.33 });
  const kept = await books.posted('invoice', {
    lines: [line('V19', '119')],
    pricesIncludeTax: true,
  });
  expect(kept).toMatchObject({ net: '100.00', tax: '19.00', total: '119.00' });
});

test('I18 a credit note of all lines is the exact mirror, and settles its invoice', async () => {
  const lines = [line('CA', '19.99'), { ...line('V19', '0.335'), quantity: '3' }];
  const invoice = await books.posted('invoice', { lines, pricesIncludeTax: true });
  const wish = { invoiceId: invoice.id, issuedOn: '2026-03-20' };
  const { creditNote } = await books.done('creditNoteCreate', wish, 'creditNote { id }');
  const posted = await books.done(
    'creditNotePost',
    { id: creditNote.id },
    `creditNote { ${DOCUMENT} }`,
  );
  expect(posted.creditNote).toMatchObject({ number: 'CN-2026-00001', total: invoice.total });
  expect(await sums(invoice.id, creditNote.id)).toEqual({});
  const pair = {
    debitItemId: invoice.openItems.nodes[0].id,
    creditItemId: posted.creditNote.openItems.nodes[0].id,
    amount: invoice.total,
  };
  await books.done('allocationCreate', pair, 'allocation { entry { id } }');
  const { invoices } = await books.app.owner.data(
    '{ invoices(where: {status: {eq: PAID}}) { nodes { id } } }',
  );
  expect(invoices.nodes).toEqual([{ id: invoice.id }]);
});

test('the buyer owes and deducts a reversed tax; a withheld one is owed', async () => {
  const reversed = await books.posted('bill', { lines: [line('RC', '200', '5000')] });
  expect(await sums(reversed.id)).toEqual({ 1240: 38, 2000: -200, 2100: -38, 5000: 200 });
  const withheld = await books.posted('bill', { lines: [line('WH', '100', '6220')] });
  expect(withheld).toMatchObject({ tax: '20.00', withheld: '10.00', total: '110.00' });
  expect(await sums(withheld.id)).toEqual({ 1240: 20, 2000: -110, 2120: -10, 6220: 100 });
});

test('a tax on cash basis falls due with the parts that are paid, to the last cent', async () => {
  const invoice = await books.posted('invoice', { lines: [line('CB', '33.33')] });
  expect(await sums(invoice.id)).toEqual({ 1200: 39.66, 2110: -6.33, 4000: -33.33 });
  const waiting = async () => {
    const [row] = await books.app.sql<{ sum: string }>(
      `select sum(amount) as sum from accounting.line l join accounting.account a
         on a.id = l.account_id where a.code = '2110'`,
    );
    return Number(row?.sum);
  };
  const left: number[] = [];
  for (const amount of ['13.22', '13.22', '13.22']) {
    const allocations = [{ openItemId: invoice.openItems.nodes[0].id, amount }];
    const wish = { direction: 'RECEIVED', partyId: books.customer, bankAccountCode: '1010' };
    const paid = { ...wish, paidOn: '2026-04-01', amount, allocations };
    await books.done('paymentRecord', paid, 'payment { id }');
    left.push(await waiting());
  }
  expect(left).toEqual([-4.22, -2.11, 0]);
});

test('I18 the tax summary is the accounts of the taxes', async () => {
  const { taxSummary } = await books.app.owner.data(
    '{ taxSummary(from: "2026-01-01", to: "2026-12-31") { account amount } }',
  );
  const [row] = await books.app.sql<{ sum: string }>(
    `select sum(-base_amount) as sum from accounting.line l join accounting.account a
       on a.id = l.account_id where a.control = 'TAX'`,
  );
  const total = taxSummary.reduce(
    (sum: number, { amount }: { amount: string }) => sum + Number(amount) * 100,
    0,
  );
  expect(Math.round(total)).toBe(Math.round(Number(row?.sum) * 100));
});

test('taxes that cannot stand together, and unknown ones, are refused', async () => {
  const components = [{ rate: '10', effect: 'WITHHELD' }, { rate: '20' }];
  const wrong = { code: 'BAD', name: 'Bad', components };
  expect(await books.refused('taxCodeCreate', wrong)).toEqual(['ACCOUNTING_TAX_COMPONENTS']);
  const head = { partyId: books.customer, issuedOn: '2026-03-01' };
  const refused = (more: object) =>
    books.refused('invoiceCreate', { ...head, lines: [{ ...line('V19', '1'), ...more }] });
  expect(await refused({ taxCode: 'NO' })).toEqual(['ACCOUNTING_TAX_UNKNOWN']);
  expect(await refused({ accountCode: '1200' })).toEqual(['ACCOUNTING_DOCUMENT_ACCOUNT']);
  expect(await refused({ accountCode: 'NO' })).toEqual(['ACCOUNTING_ACCOUNT_UNKNOWN']);
  const foreign = { ...head, partyId: books.supplier, lines: [line('V19', '1')] };
  expect(await books.refused('invoiceCreate', foreign)).toEqual(['ACCOUNTING_PARTY_ROLE']);
});
