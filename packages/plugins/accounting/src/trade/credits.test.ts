import { createTradeBooks, DOCUMENT, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
beforeAll(async () => {
  books = await createTradeBooks();
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

const LINE = { description: 'Sensor', accountCode: '4000', taxCode: 'V19', unitPrice: '100' };

async function credits(side = 'RECEIVABLE') {
  const { unappliedCredits } = await books.app.owner.data(
    `query ($side: TradeSide!) { unappliedCredits(side: $side) {
      openItemId kind reference amount currency partyName } }`,
    { side },
  );
  return unappliedCredits;
}

const received = (amount: string, more = {}) => ({
  direction: 'RECEIVED',
  partyId: books.customer,
  bankAccountCode: '1010',
  paidOn: '2026-04-01',
  amount,
  ...more,
});

test('one payment settles many invoices; the rest is a credit and is paid back once', async () => {
  const invoices = [];
  for (const unitPrice of ['100', '200', '300']) {
    invoices.push(await books.posted('invoice', { lines: [{ ...LINE, unitPrice }] }));
  }
  const allocations = invoices.map(({ openItems, total }) => ({
    openItemId: openItems.nodes[0].id,
    amount: total,
  }));
  const { payment } = await books.done(
    'paymentRecord',
    received('800', { allocations }),
    'payment { number }',
  );
  const { invoices: paid } = await books.app.owner.data(
    '{ invoices(where: {status: {eq: PAID}}) { totalCount } }',
  );
  expect(paid.totalCount).toBe(3);
  const [credit, ...more] = await credits();
  expect(more).toEqual([]);
  expect(credit).toMatchObject({ kind: 'PAYMENT', reference: payment.number, amount: '86.00' });
  const refund = { openItemId: credit.openItemId, bankAccountCode: '1010', paidOn: '2026-04-05' };
  expect(await books.refused('creditRefund', { ...refund, amount: '86.01' })).toEqual([
    'ACCOUNTING_OVER_ALLOCATION',
  ]);
  const back = await books.done(
    'creditRefund',
    { ...refund, amount: '50' },
    'payment { direction side amount memo openItems { nodes { isOpen } } }',
  );
  expect(back.payment).toEqual({
    direction: 'PAID',
    side: 'RECEIVABLE',
    amount: '50.00',
    memo: `Refund ${payment.number}`,
    openItems: { nodes: [{ isOpen: false }] },
  });
  await books.done('creditRefund', refund, 'payment { amount }');
  expect(await credits()).toEqual([]);
  expect(await books.refused('creditRefund', refund)).toEqual(['ACCOUNTING_CREDIT_NONE']);
});

test('a credit note is changed as a draft; a supplier pays its credit back', async () => {
  const bill = await books.posted('bill', { lines: [{ ...LINE, accountCode: '5000' }] });
  const made = await books.done(
    'creditNoteCreate',
    { billId: bill.id, issuedOn: '2026-04-02' },
    'creditNote { id version total }',
  );
  const { id, version } = made.creditNote;
  const lines = [{ ...LINE, accountCode: '5000', unitPrice: '40' }];
  const change = { id, expectedVersion: version, lines, memo: 'Two broken' };
  const select = 'creditNote { total memo lines { nodes { amount } } }';
  const { creditNote } = await books.done('creditNoteUpdate', change, select);
  expect(creditNote).toMatchObject({
    total: '47.60',
    memo: 'Two broken',
    lines: { nodes: [{ amount: '40.00' }] },
  });
  expect(await books.refused('creditNoteUpdate', change)).toEqual(['CORE_VERSION_CONFLICT']);
  await books.done('creditNotePost', { id }, `creditNote { ${DOCUMENT} }`);
  expect(await books.refused('creditNoteUpdate', { id, memo: 'Late' })).toEqual([
    'ACCOUNTING_DOCUMENT_STATUS',
  ]);
  const [credit] = await credits('PAYABLE');
  expect(credit).toMatchObject({ kind: 'CREDIT_NOTE', amount: '47.60', partyName: 'Felsen AG' });
  const wish = { openItemId: credit.openItemId, bankAccountCode: '1010', paidOn: '2026-04-09' };
  const { payment } = await books.done('creditRefund', wish, 'payment { direction side }');
  expect(payment).toEqual({ direction: 'RECEIVED', side: 'PAYABLE' });
});

test('a draft gets another customer, who must be one', async () => {
  const draft = { partyId: books.customer, issuedOn: '2026-04-03', lines: [LINE] };
  const { invoice } = await books.done('invoiceCreate', draft, 'invoice { id }');
  const party = { kind: 'COMPANY', name: 'Neu GmbH', isCustomer: true };
  const made = await books.done('partyCreate', party, 'party { id }');
  const change = { id: invoice.id, partyId: made.party.id };
  const changed = await books.done('invoiceUpdate', change, 'invoice { party { name } total }');
  expect(changed.invoice).toEqual({ party: { name: 'Neu GmbH' }, total: '119.00' });
  const wrong = { id: invoice.id, partyId: books.supplier };
  expect(await books.refused('invoiceUpdate', wrong)).toEqual(['ACCOUNTING_PARTY_ROLE']);
});

test('credits settle the oldest debits of the same amount, on the day of the younger', async () => {
  const owed = (on: string, amount: string) =>
    books.post({
      on,
      lines: [
        ['1200', amount, { partyId: books.customer }],
        ['4000', `-${amount}`],
      ],
    });
  const paid = (on: string, amount: string) =>
    books.post({
      on,
      lines: [
        ['1010', amount],
        ['1200', `-${amount}`, { partyId: books.customer }],
      ],
    });
  await owed('2026-02-01', '70');
  await owed('2026-02-10', '70');
  await paid('2026-02-20', '70');
  await paid('2026-02-21', '71');
  const match = (input: object) =>
    books.done('allocationMatch', { side: 'RECEIVABLE', ...input }, 'matched');
  expect((await match({})).matched).toBe(1);
  const { allocations } = await books.app.owner.data(
    `{ allocations(orderBy: [{ field: ALLOCATED_ON, direction: ASC }], first: 1) { nodes {
      allocatedOn amount debitItem { documentOn isOpen } creditItem { isOpen } } } }`,
  );
  expect(allocations.nodes).toEqual([
    {
      allocatedOn: '2026-02-20',
      amount: '70.00',
      debitItem: { documentOn: '2026-02-01', isOpen: false },
      creditItem: { isOpen: false },
    },
  ]);
  const twice = await Promise.all([match({}), match({ partyId: books.customer })]);
  expect(twice.map(({ matched }) => matched)).toEqual([0, 0]);
});
