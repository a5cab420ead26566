import { Files, inTransaction } from '@bureau/core';
import type { Loose } from '@bureau/testing';
import { XMLParser } from 'fast-xml-parser';
import { createBankBooks, IBAN, type BankBooks } from '../../test/bank-books.js';

const SUPPLIER_IBAN = 'DE02120300000000202051';

let books: BankBooks;
beforeAll(async () => {
  books = await createBankBooks();
  const account = { partyId: books.supplier, holder: 'Felsen & Söhne AG', iban: SUPPLIER_IBAN };
  await books.done('partyBankAccountCreate', account, 'partyBankAccount { id }');
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

const ORDER = `paymentRun { id version number state total itemCount file { id name mediaType }
  items { nodes { endToEndId amount text reference payment { amount }
    openItem { openAmount } } } }`;

/** By somebody who is there: files belong to a person. */
async function create(input: Record<string, unknown>, select: string): Promise<Loose> {
  const payload = await books.mutate('paymentRunCreate', input, { as: books.accountant, select });
  expect(payload.userErrors).toEqual([]);
  return payload;
}

async function refused(input: Record<string, unknown>): Promise<string[]> {
  const payload = await books.mutate('paymentRunCreate', input, { as: books.accountant });
  return payload.userErrors.map(({ code }: Loose) => code);
}

async function bill(unitPrice: string, partyReference: string): Promise<Loose> {
  const line = { description: 'Steel', accountCode: '5000', unitPrice };
  const made = await books.posted('bill', { lines: [line], partyReference });
  return made.openItems.nodes[0];
}

const orderOf = (items: object[], more = {}) => ({
  ...{ bankAccountId: books.bankAccount, executeOn: '2026-04-30', items, ...more },
});

async function textOf(fileId: string): Promise<string> {
  const { runtime, owner } = books.app;
  const caller = {
    principal: owner.principal,
    requestId: 'read-file',
    deadline: Date.now() + 60_000,
  };
  const chunks: Buffer[] = [];
  await inTransaction(runtime, caller, {
    operation: 'readFile',
    work: async (ctx) => {
      const file = await ctx.service(Files).open(ctx, fileId);
      for await (const piece of file?.read() ?? []) chunks.push(piece);
    },
  });
  return Buffer.concat(chunks).toString();
}

test('open bills become a file that a bank takes, and payments once it has paid', async () => {
  const [one, two] = [await bill('120.50', 'R 4711/a'), await bill('80', 'RF18 5390 0754 7034')];
  const wish = orderOf([{ openItemId: one.id }, { openItemId: two.id, amount: '30' }]);
  const { paymentRun } = await create(wish, ORDER);
  expect(paymentRun).toMatchObject({
    ...{ number: 'PAYRUN-2026-00001', state: 'ORDERED', total: '150.50', itemCount: 2 },
    file: { name: 'PAYRUN-2026-00001.xml', mediaType: 'application/xml' },
  });
  expect(paymentRun.items.nodes).toMatchObject([
    { endToEndId: 'PAYRUN-2026-00001-1', text: 'R 4711/a', reference: null, payment: null },
    { endToEndId: 'PAYRUN-2026-00001-2', text: null, reference: 'RF18539007547034' },
  ]);
  const xml = await textOf(paymentRun.file.id);
  const parsed = new XMLParser({ parseTagValue: false }).parse(xml);
  const message = parsed.Document.CstmrCdtTrfInitn;
  expect(message.GrpHdr).toMatchObject({
    MsgId: 'PAYRUN-2026-00001',
    NbOfTxs: '2',
    CtrlSum: '150.5',
  });
  expect(message.PmtInf.DbtrAcct.Id.IBAN).toBe(IBAN);
  const [first] = message.PmtInf.CdtTrfTxInf;
  expect(first).toMatchObject({
    Cdtr: { Nm: 'Felsen + Soehne AG' },
    CdtrAcct: { Id: { IBAN: SUPPLIER_IBAN } },
    RmtInf: { Ustrd: 'R 4711/a' },
  });
  // What is ordered is not ordered again; the rest of it may be.
  expect(await refused(orderOf([{ openItemId: one.id }]))).toEqual(['ACCOUNTING_PAYMENT_RUN_OPEN']);
  const rest = await create(orderOf([{ openItemId: two.id }]), ORDER);
  expect(rest.paymentRun.total).toBe('50.00');
  await books.done('paymentRunCancel', { id: rest.paymentRun.id }, ORDER);
  const { id, version } = paymentRun;
  const done = await books.done('paymentRunExecute', { id, expectedVersion: version }, ORDER);
  expect(done.paymentRun.state).toBe('EXECUTED');
  const items = done.paymentRun.items.nodes as Loose[];
  expect(items.map(({ payment }) => Number(payment.amount))).toEqual([120.5, 30]);
  expect(items.map(({ openItem }) => Number(openItem.openAmount))).toEqual([0, -50]);
  expect(await books.refused('paymentRunExecute', { id })).toEqual([
    'ACCOUNTING_PAYMENT_RUN_STATE',
  ]);
});

test('money on account needs a party, an amount and where it goes', async () => {
  const item = { partyId: books.supplier, amount: '10', text: 'Deposit' };
  const { paymentRun } = await create(orderOf([item]), ORDER);
  await books.done('paymentRunCancel', { id: paymentRun.id }, ORDER);
  expect(await refused(orderOf([{ partyId: books.supplier }]))).toEqual([
    'ACCOUNTING_PAYMENT_RUN_ITEM',
  ]);
  const nowhere = orderOf([{ partyId: books.customer, amount: '1' }]);
  expect(await refused(nowhere)).toEqual(['ACCOUNTING_PAYMENT_RUN_ACCOUNT']);
  expect(await refused(orderOf([]))).toEqual(['ACCOUNTING_PAYMENT_RUN_ITEMS']);
  const fine = orderOf([{ ...item, amount: '0.001' }]);
  const payload = await books.mutate('paymentRunCreate', fine, { as: books.accountant });
  expect(payload.userErrors).toMatchObject([
    { code: 'ACCOUNTING_PAYMENT_RUN_FAULT', path: ['input', 'items', '0'] },
  ]);
});

test('#58 ten orders of one bill at once: one is made', async () => {
  const item = await bill('99', 'R 99');
  const wish = orderOf([{ openItemId: item.id }]);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      books.mutate('paymentRunCreate', wish, { as: books.accountant }),
    ),
  );
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: Loose) => code));
  expect(codes).toEqual(Array.from({ length: 9 }, () => 'ACCOUNTING_PAYMENT_RUN_OPEN'));
});

test('what pays asks for a fresh proof and for the right to read accounts', async () => {
  const wish = orderOf([{ partyId: books.supplier, amount: '10' }]);
  // The clock of these books stands at ten.
  const authTime = Date.parse('2026-05-20T09:00:00Z');
  const late = books.app.as({ role: 'accountant', authTime });
  await expect(books.mutate('paymentRunCreate', wish, { as: late })).rejects.toThrow('FORBIDDEN');
  const permissions = ['accounting.paymentRun.create', 'accounting.bankAccount.read'] as const;
  const blind = books.app.as({ permissions: [...permissions, 'core.party.read'] });
  await expect(books.mutate('paymentRunCreate', wish, { as: blind })).rejects.toThrow(
    'core.partyBankAccount.read',
  );
});
