import type { Loose } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;

beforeAll(async () => {
  books = await createTradeBooks();
  const { accounts, done } = books;
  const own = { salesAccountId: accounts['2100'], purchaseAccountId: accounts['1240'] };
  const codes = [
    { code: 'V0', name: 'Export', components: [{ rate: '0', ...own }] },
    { code: 'RC', name: 'Reverse', components: [{ rate: '19', effect: 'REVERSE_CHARGE', ...own }] },
    {
      code: 'CB',
      name: 'VAT when paid',
      components: [{ rate: '19', ...own, transitionAccountId: accounts['2110'] }],
    },
  ];
  for (const code of codes) await done('taxCodeCreate', code, 'taxCode { id }');
  const source = (side: string, ...components: string[]) =>
    components.map((component) => ({ component, side }));
  const boxes = [
    ['81', 'Sales', 'BASE', source('RECEIVABLE', 'V19', 'CB')],
    ['43', 'Exports', 'BASE', source('RECEIVABLE', 'V0')],
    ['81T', 'Tax on sales', 'OWED', source('RECEIVABLE', 'V19', 'CB')],
    ['84', 'Reverse charge', 'BASE', source('PAYABLE', 'RC')],
    ['85', 'Tax of it', 'OWED', source('RECEIVABLE', 'RC')],
    ['66', 'Input tax', 'DEDUCTED', source('PAYABLE', 'V19', 'CB')],
    ['67', 'Input tax of it', 'DEDUCTED', source('PAYABLE', 'RC')],
  ].map(([code, name, effect, sources]) => ({ code, name, effect, sources }));
  const form = { code: 'UST', name: 'VAT return', payableAccountCode: '2130', boxes };
  await done('taxFormCreate', form, 'taxForm { id }');
});
afterAll(() => books?.close());

const line = (taxCode: string, unitPrice: string, accountCode = '4000') => ({
  description: 'Sensor',
  accountCode,
  taxCode,
  unitPrice,
});

const RETURN = `taxReturn { id version status payable lateEntryCount
  boxes { nodes { code amount } } entries { totalCount } entry { id } }`;

async function prepared(startsOn: string, endsOn: string): Promise<Loose> {
  const wish = { formCode: 'UST', startsOn, endsOn };
  return (await books.done('taxReturnPrepare', wish, RETURN)).taxReturn;
}

function figures({ boxes }: Loose): Record<string, number> {
  const pairs = boxes.nodes.map((box: { code: string; amount: string }) => [
    box.code,
    Number(box.amount),
  ]);
  return Object.fromEntries(pairs);
}

/** Movement of accounts in a span, debit above zero. */
async function movement(from: string, to: string, ...codes: string[]): Promise<number> {
  const [row] = await books.app.sql<{ amount: string }>(
    `select coalesce(sum(l.base_amount), 0) as amount from accounting.line l
       join accounting.account a on a.id = l.account_id
      where a.code = any($3) and l.posted_on between $1 and $2`,
    [from, to, codes],
  );
  return Number(row!.amount);
}

test('I18 a return is the accounts of its taxes: rebates, reverse charge, cash basis', async () => {
  const { done, posted, customer } = books;
  const on = (issuedOn: string, lines: object[]) => ({ issuedOn, lines });
  const sale = await posted('invoice', on('2026-01-05', [line('V19', '1000'), line('V0', '500')]));
  await posted('bill', on('2026-01-08', [line('V19', '200', '5000'), line('RC', '100', '5000')]));
  const waiting = await posted('invoice', on('2026-01-10', [line('CB', '100')]));
  const { creditNote } = await done(
    'creditNoteCreate',
    { invoiceId: sale.id, issuedOn: '2026-01-12', lines: [line('V19', '100')] },
    'creditNote { id }',
  );
  await done('creditNotePost', { id: creditNote.id }, '');
  const item = sale.openItems.nodes[0].id;
  const lost = { id: item, amount: '169', postedOn: '2026-01-20' };
  await done('openItemWriteOff', lost, 'openItem { id }');
  const half = {
    direction: 'RECEIVED',
    partyId: customer,
    bankAccountCode: '1010',
    paidOn: '2026-01-25',
    amount: '59.5',
    allocations: [{ openItemId: waiting.openItems.nodes[0].id, amount: '59.5' }],
  };
  await done('paymentRecord', half, 'payment { id }');
  const january = await prepared('2026-01-01', '2026-01-31');
  // The write-off of 169 of 1,690 takes a tenth of everything.
  expect(figures(january)).toEqual({
    '81': 1000 - 100 - 100 + 50,
    '43': 500 - 50,
    '81T': 190 - 19 - 19 + 9.5,
    '84': 100,
    '85': 19,
    '66': 38,
    '67': 19,
  });
  expect(Number(january.payable)).toBe(161.5 - 38);
  expect(-(await movement('2026-01-01', '2026-01-31', '2100', '1240'))).toBe(161.5 - 38);
});

test('filing refuses stale figures and other postings; taxes are owed, areas locked', async () => {
  const { done, posted, post, refused } = books;
  const first = await prepared('2026-01-01', '2026-01-31');
  await posted('bill', { issuedOn: '2026-01-30', lines: [line('V19', '10', '5000')] });
  const wish = { id: first.id };
  expect(await refused('taxReturnFile', wish)).toEqual(['ACCOUNTING_TAX_RETURN_STALE']);
  await prepared('2026-01-01', '2026-01-31');
  const stray = await post({
    on: '2026-01-31',
    lines: [
      ['2100', '-5'],
      ['6290', '5'],
    ],
  });
  expect(await refused('taxReturnFile', wish)).toEqual(['ACCOUNTING_TAX_RETURN_OTHER']);
  await done('journalEntryReverse', { id: stray.id, postedOn: '2026-01-31' }, '');
  const again = await books.mutate('taxReturnFile', wish, { select: RETURN, dryRun: true });
  expect(again.userErrors).toEqual([]);
  const { taxReturn } = await done('taxReturnFile', wish, RETURN);
  expect(taxReturn).toMatchObject({ status: 'FILED', payable: '121.60' });
  expect(taxReturn.entries.totalCount).toBeGreaterThan(5);
  expect(await movement('2026-01-01', '2026-01-31', '2100', '1240')).toBe(0);
  expect(await movement('2026-01-01', '2026-01-31', '2130')).toBe(-121.6);
  const late = { partyId: books.customer, issuedOn: '2026-01-31', lines: [line('V19', '1')] };
  const { invoice } = await done('invoiceCreate', late, 'invoice { id }');
  expect(await refused('invoicePost', { id: invoice.id })).toEqual(['ACCOUNTING_LOCKED']);
  expect(await refused('journalEntryReverse', { id: taxReturn.entry.id })).toEqual([
    'ACCOUNTING_ENTRY_OWNED',
  ]);
  expect(await refused('taxReturnFile', wish)).toEqual(['ACCOUNTING_TAX_RETURN_FILED']);
  expect(await refused('taxReturnDelete', wish)).toEqual(['ACCOUNTING_TAX_RETURN_FILED']);
});

test('what comes late into a filed return is declared with the next one, and once', async () => {
  const { done, refused, customer } = books;
  // The rest of the tax on cash basis, through the journal of the bank, which is not locked.
  const { openItems } = await books.app.owner.data(
    `{ openItems(where: {isOpen: {eq: true}, side: {eq: RECEIVABLE}}, first: 50) {
      nodes { id openAmount } } }`,
  );
  const rest = openItems.nodes.find((one: { openAmount: string }) => one.openAmount === '59.50');
  const paid = {
    direction: 'RECEIVED',
    partyId: customer,
    bankAccountCode: '1010',
    paidOn: '2026-01-29',
    amount: '59.5',
    allocations: [{ openItemId: rest.id, amount: '59.5' }],
  };
  await done('paymentRecord', paid, 'payment { id }');
  const gap = { formCode: 'UST', startsOn: '2026-02-02', endsOn: '2026-02-28' };
  expect(await refused('taxReturnPrepare', gap)).toEqual(['ACCOUNTING_TAX_RETURN_GAP']);
  const february = await prepared('2026-02-01', '2026-02-28');
  expect(february).toMatchObject({ payable: '9.50', lateEntryCount: 1 });
  expect(figures(february)).toMatchObject({ '81': 50, '81T': 9.5 });
  await done('taxReturnFile', { id: february.id }, RETURN);
  const march = await prepared('2026-03-01', '2026-03-31');
  expect(march).toMatchObject({ payable: '0.00', lateEntryCount: 0 });
  const gone = await done('taxReturnDelete', { id: march.id }, 'deletedId');
  expect(gone.deletedId).toBe(march.id);
});

test('forms that would declare a tax twice, or one that is not there, are refused', async () => {
  const { refused } = books;
  const box = (code: string, effect: string, component: string) => ({
    ...{ code, name: code, effect },
    sources: [{ component, side: 'RECEIVABLE' }],
  });
  const form = (...boxes: object[]) => ({
    ...{ code: 'X', name: 'X', payableAccountCode: '2130' },
    boxes,
  });
  const twice = form(box('1', 'OWED', 'V19'), box('2', 'OWED', 'V19'));
  expect(await refused('taxFormCreate', twice)).toEqual(['ACCOUNTING_TAX_BOX_TWICE']);
  const unknown = form(box('1', 'OWED', 'NONE'));
  expect(await refused('taxFormCreate', unknown)).toEqual(['ACCOUNTING_TAX_BOX_SOURCE']);
  const same = form(box('1', 'OWED', 'V19'), box('1', 'BASE', 'V19'));
  expect(await refused('taxFormCreate', same)).toEqual(['ACCOUNTING_TAX_FORM_BOXES']);
});
