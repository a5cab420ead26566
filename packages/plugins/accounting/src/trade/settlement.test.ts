import { createTradeBooks, DOCUMENT, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterEach(async () => {
  // I16 after each test: whatever was done, open items are the control accounts.
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

const LINE = { description: 'Sensor', accountCode: '4000', taxCode: 'V19', unitPrice: '100' };

const payment = (amount: string, more: Record<string, unknown> = {}) => ({
  direction: 'RECEIVED',
  partyId: books.customer,
  bankAccountCode: '1010',
  paidOn: '2026-04-01',
  amount,
  ...more,
});
const PAYMENT = 'payment { id version openItems { nodes { id openAmount openBaseAmount } } }';

async function invoiceNow(id: string) {
  const read = `query ($id: ID!) { invoice(by: {id: $id}) { ${DOCUMENT} } }`;
  return (await books.app.owner.data(read, { id })).invoice;
}

async function balance(code: string): Promise<number> {
  const [row] = await books.app.sql<{ sum: string }>(
    `select coalesce(sum(l.base_amount), 0) as sum from accounting.line l
       join accounting.account a on a.id = l.account_id where a.code = $1`,
    [code],
  );
  return Number(row?.sum);
}

test('#62 I17 twenty payments of one invoice at once: it is settled once', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const [item] = invoice.openItems.nodes;
  const wish = payment('119', { allocations: [{ openItemId: item.id, amount: '119' }] });
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => books.refused('paymentRecord', wish)),
  );
  expect(codes.filter((one) => one.length === 0)).toHaveLength(1);
  expect(new Set(codes.flat())).toEqual(new Set(['ACCOUNTING_OVER_ALLOCATION']));
  expect(await invoiceNow(invoice.id)).toMatchObject({ status: 'PAID', openAmount: '0.00' });
  // I21 what was refused drew no number.
  const rows = await books.app.sql<{ n: string }>('select count(*) as n from accounting.payment');
  expect(rows[0]?.n).toBe('1');
}, 60_000);

test('I17 parts that race never settle more than is open, nor less than fits', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const { payment: made } = await books.done('paymentRecord', payment('1000'), PAYMENT);
  const wish = {
    debitItemId: invoice.openItems.nodes[0].id,
    creditItemId: made.openItems.nodes[0].id,
    amount: '25',
    allocatedOn: '2026-04-02',
  };
  const codes = await Promise.all(
    Array.from({ length: 12 }, () => books.refused('allocationCreate', wish)),
  );
  expect(codes.filter((one) => one.length === 0)).toHaveLength(4);
  const now = await invoiceNow(invoice.id);
  expect(now).toMatchObject({ status: 'PARTIALLY_PAID', openAmount: '19.00' });
}, 60_000);

test('an allocation is taken back once, by one of the other sign; then a void works', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const [item] = invoice.openItems.nodes;
  const allocations = [{ openItemId: item.id, amount: '60' }];
  const { payment: made } = await books.done(
    'paymentRecord',
    payment('60', { allocations }),
    PAYMENT,
  );
  expect(await books.refused('invoiceVoid', { id: invoice.id })).toEqual([
    'ACCOUNTING_DOCUMENT_SETTLED',
  ]);
  expect(await books.refused('paymentVoid', { id: made.id })).toEqual([
    'ACCOUNTING_DOCUMENT_SETTLED',
  ]);
  const { openItem } = await books.app.owner.data(
    `query ($id: ID!) { openItem(by: {id: $id}) { debitAllocations { nodes { id } } } }`,
    { id: item.id },
  );
  const back = { id: openItem.debitAllocations.nodes[0].id };
  await books.done('allocationReverse', back, 'allocation { id amount }');
  expect(await books.refused('allocationReverse', back)).toEqual([
    'ACCOUNTING_ALLOCATION_REVERSED',
  ]);
  expect(await invoiceNow(invoice.id)).toMatchObject({ status: 'POSTED', openAmount: '119.00' });
  const gone = await books.done('invoiceVoid', { id: invoice.id }, `invoice { ${DOCUMENT} }`);
  expect(gone.invoice).toMatchObject({ status: 'VOID', number: invoice.number });
  await books.done('paymentVoid', { id: made.id }, 'payment { isVoid }');
  expect(await books.refused('paymentVoid', { id: made.id })).toEqual(['ACCOUNTING_PAYMENT_VOID']);
});

test('I15 entries of documents are not taken back behind their backs', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const { invoice: read } = await books.app.owner.data(
    'query ($id: ID!) { invoice(by: {id: $id}) { entry { id } } }',
    { id: invoice.id },
  );
  expect(await books.refused('journalEntryReverse', { id: read.entry.id })).toEqual([
    'ACCOUNTING_ENTRY_OWNED',
  ]);
});

test('what cannot settle each other is refused, and nothing is written', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const bill = await books.posted('bill', { lines: [{ ...LINE, accountCode: '5000' }] });
  const [debit] = invoice.openItems.nodes;
  const [credit] = bill.openItems.nodes;
  const { payment: early } = await books.done('paymentRecord', payment('5'), PAYMENT);
  const usd = payment('5', { currency: 'USD', exchangeRate: '0.9' });
  const { payment: other } = await books.done('paymentRecord', usd, PAYMENT);
  const pair = (more: object) => ({
    debitItemId: debit.id,
    creditItemId: early.openItems.nodes[0].id,
    amount: '1',
    allocatedOn: '2026-04-02',
    ...more,
  });
  const refused = (more: object) => books.refused('allocationCreate', pair(more));
  expect(await refused({ creditItemId: credit.id })).toEqual(['ACCOUNTING_ITEM_PARTY']);
  expect(await refused({ creditItemId: debit.id })).toEqual(['ACCOUNTING_ITEM_SIDE']);
  const dollars = other.openItems.nodes[0].id;
  expect(await refused({ creditItemId: dollars })).toEqual(['ACCOUNTING_ITEM_CURRENCY']);
  expect(await refused({ amount: '-1' })).toEqual(['ACCOUNTING_ALLOCATION_SIGN']);
  expect(await refused({ amount: '5.01' })).toEqual(['ACCOUNTING_OVER_ALLOCATION']);
  expect(await refused({ allocatedOn: '2026-03-31' })).toEqual(['ACCOUNTING_ITEM_DAY']);
  const unpriced = payment('5', { currency: 'USD' });
  expect(await books.refused('paymentRecord', unpriced)).toEqual(['ACCOUNTING_RATE_MISSING']);
  expect(await books.refused('paymentRecord', payment('0'))).toEqual(['ACCOUNTING_PAYMENT_AMOUNT']);
  expect(await books.refused('paymentRecord', payment('1.001'))).toEqual([
    'ACCOUNTING_SCALE_EXCEEDED',
  ]);
});

test('a discount for paying early lowers net and tax, until its day and no further', async () => {
  const parts = [{ percent: '100', days: 30 }];
  const term = { code: 'S2', name: '2 % 10 days', parts, discountPercent: '2', discountDays: 10 };
  const { paymentTerm } = await books.done('paymentTermCreate', term, 'paymentTerm { id }');
  const paymentTermId = paymentTerm.id;
  const invoice = await books.posted('invoice', { lines: [LINE], paymentTermId });
  expect(invoice.dueOn).toBe('2026-04-09');
  const [item] = invoice.openItems.nodes;
  const pay = (paidOn: string, discount: string) =>
    payment('116.62', {
      paidOn,
      allocations: [{ openItemId: item.id, amount: '116.62', discount }],
    });
  const late = pay('2026-03-21', '2.38');
  expect(await books.refused('paymentRecord', late)).toEqual(['ACCOUNTING_DISCOUNT_TOO_LARGE']);
  const more = pay('2026-03-20', '2.39');
  expect(await books.refused('paymentRecord', more)).toEqual(['ACCOUNTING_DISCOUNT_TOO_LARGE']);
  const [tax, granted] = [await balance('2100'), await balance('4090')];
  await books.done('paymentRecord', pay('2026-03-20', '2.38'), PAYMENT);
  expect((await balance('4090')) - granted).toBeCloseTo(2, 6);
  expect((await balance('2100')) - tax).toBeCloseTo(0.38, 6);
  expect(await invoiceNow(invoice.id)).toMatchObject({ status: 'PAID' });
});

test('what is not paid is written off with its tax; a credit is refunded', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const [item] = invoice.openItems.nodes;
  const [tax, debts] = [await balance('2100'), await balance('6240')];
  const wish = { id: item.id, amount: '59.5', postedOn: '2026-05-01' };
  await books.done('openItemWriteOff', wish, 'openItem { openAmount }');
  expect((await balance('6240')) - debts).toBeCloseTo(50, 6);
  expect((await balance('2100')) - tax).toBeCloseTo(9.5, 6);
  const { payment: made } = await books.done('paymentRecord', payment('80'), PAYMENT);
  const refund = payment('80', {
    direction: 'PAID',
    side: 'RECEIVABLE',
    allocations: [{ openItemId: made.openItems.nodes[0].id, amount: '80' }],
  });
  const { payment: back } = await books.done('paymentRecord', refund, PAYMENT);
  expect(Number(back.openItems.nodes[0].openAmount)).toBe(0);
});
