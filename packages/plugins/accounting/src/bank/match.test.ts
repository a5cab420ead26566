import type { Loose } from '@bureau/testing';
import { camt, type CamtLine, createBankBooks, type BankBooks } from '../../test/bank-books.js';

let books: BankBooks;
beforeAll(async () => {
  books = await createBankBooks();
  const rates = [
    { fromCurrency: 'USD', toCurrency: 'EUR', validOn: '2026-01-01', rate: '0.9' },
    { fromCurrency: 'GBP', toCurrency: 'EUR', validOn: '2026-01-01', rate: '1.2' },
  ];
  await books.done('exchangeRatesSave', { rates }, '');
});
afterEach(async () => {
  expect(await books.controlDifference()).toEqual([]);
});
afterAll(() => books?.close());

let places = 0;
/** Imports lines and gives them, by their text. */
async function bankLines(...given: Omit<CamtLine, 'text'>[]): Promise<Loose[]> {
  const lines = given.map((line) => ({ ...line, text: `Text ${(places += 1)}` }));
  await books.load(camt('0', lines));
  const all = await books.lines();
  return lines.map(({ text }) => all.find((line) => line.text === text));
}

async function openAccount(code: string, currency: string): Promise<string> {
  const ledger = { code, name: code, type: 'ASSET', subtype: 'CASH', currency };
  await books.done('ledgerAccountCreate', ledger, 'ledgerAccount { id }');
  const wish = { name: code, ledgerAccountCode: code };
  return (await books.done('bankAccountCreate', wish, 'bankAccount { id }')).bankAccount.id;
}

const MATCH = `bankLine { status } bankMatch { id version rule payment { number amount isVoid }
  entry { reference } items { nodes { line { amount account { code } } } } }`;
const match = (input: object) => books.done('bankLineMatch', { ...input }, MATCH);
const unmatch = (id: string, more = {}) =>
  books.done('bankMatchDelete', { id, postedOn: '2026-05-20', ...more }, 'deletedId');

const STATEMENT = `asOf bookBalance lineBalance statementBalance inTransit unmatched
  openingDifference difference inTransitLines { id amount } unmatchedLines { text amount }`;
async function statement(asOf?: string, id = books.bankAccount): Promise<Loose> {
  const { reconciliationStatement } = await books.app.owner.data(
    `query ($id: ID!, $asOf: Date) { reconciliationStatement(bankAccountId: $id, asOf: $asOf) {
      ${STATEMENT} } }`,
    { id, asOf },
  );
  return reconciliationStatement;
}

/** I30, from the figures that are told, at several days. */
async function demandReconciled(): Promise<void> {
  for (const asOf of ['2026-02-28', '2026-03-10', '2026-03-11', '2026-04-15', '2026-12-31']) {
    const told = await statement(asOf);
    const [book, lines, moving, unmatched, opening] = [
      ...[told.bookBalance, told.lineBalance, told.inTransit],
      ...[told.unmatched, told.openingDifference],
    ].map((text) => Math.round(Number(text) * 100));
    expect(lines).toBe((book ?? 0) - (moving ?? 0) + (unmatched ?? 0) + (opening ?? 0));
    expect(Number(told.difference)).toBe(0);
    const sum = (rows: Loose[]) => rows.reduce((all, { amount }) => all + Number(amount) * 100, 0);
    expect(Math.round(sum(told.inTransitLines))).toBe(moving);
    expect(Math.round(sum(told.unmatchedLines))).toBe(unmatched);
  }
}

/** Everything that a match may touch. */
async function state(): Promise<unknown> {
  const sql = (text: string) => books.app.sql(text);
  return {
    items: await sql(`select id, open_amount, open_base_amount, is_open from accounting.open_item
      where kind not in ('PAYMENT', 'REVERSAL', 'DISCOUNT') order by id`),
    invoices: await sql('select id, status, open_amount from accounting.invoice order by id'),
    balances: await sql(`select a.code, l.currency, sum(l.amount), sum(l.base_amount)
      from accounting.line l join accounting.account a on a.id = l.account_id
      group by 1, 2 having sum(l.amount) <> 0 or sum(l.base_amount) <> 0 order by 1, 2`),
    lines: (await books.lines()).map(({ id, status }) => [id, status]),
    matches: await sql('select id from accounting.bank_match order by id'),
    matched: await sql('select line_id from accounting.bank_match_item order by 1'),
    statement: await statement('2026-12-31'),
  };
}

const line = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };

test('I30 I31 a line settles an invoice; taken back, everything is as before', async () => {
  const invoice = await books.posted('invoice', { lines: [{ ...line, taxCode: 'V19' }] });
  const [item] = invoice.openItems.nodes;
  const [paid] = await bankLines({ on: '2026-04-02', amount: '119.00' });
  const before = await state();
  const allocations = [{ openItemId: item.id, amount: '119' }];
  const payment = { partyId: books.customer, allocations };
  const { bankLine, bankMatch } = await match({ bankLineId: paid.id, payment });
  expect(bankLine.status).toBe('MATCHED');
  expect(bankMatch).toMatchObject({
    payment: { amount: '119.00', isVoid: false },
    items: { nodes: [{ line: { amount: '119.00', account: { code: '1010' } } }] },
  });
  const [row] = await books.app.sql('select status from accounting.invoice where id = $1', [
    books.app.uuid(invoice.id),
  ]);
  expect(row).toEqual({ status: 'PAID' });
  await demandReconciled();
  // What the bank confirmed is not taken back behind its back.
  const [{ id: paymentId } = { id: '' }] = await books.app.sql<{ id: string }>(
    'select id from accounting.payment order by id desc limit 1',
  );
  const back = { id: books.app.id('Payment', paymentId) };
  const refused = await books.refused('paymentVoid', back);
  expect(refused).toEqual(['ACCOUNTING_DOCUMENT_SETTLED']);
  await unmatch(bankMatch.id);
  expect(await state()).toEqual(before);
  await demandReconciled();
});

test('I31 a fee and interest are posted, and taken back', async () => {
  const [line_] = await bankLines({ on: '2026-04-03', amount: '-7.50' });
  const before = await state();
  const counterLines = [
    { accountCode: '6250', amount: '-9.00', memo: 'Fee' },
    { accountCode: '4800', amount: '1.50', memo: 'Interest' },
  ];
  const { bankMatch } = await match({ bankLineId: line_.id, counterLines });
  expect(bankMatch.entry.reference).toMatch(/^BK-2026-/);
  await demandReconciled();
  const [entry] = await books.app.sql<{ id: string }>(
    "select id from accounting.entry where source_type = 'BankMatch' order by id desc limit 1",
  );
  const id = books.app.id('JournalEntry', entry?.id ?? '');
  expect(await books.refused('journalEntryReverse', { id, postedOn: '2026-05-20' })).toEqual([
    'ACCOUNTING_BANK_ENTRY_MATCHED',
  ]);
  await unmatch(bankMatch.id);
  expect(await state()).toEqual(before);
  await demandReconciled();
});

test('I30 lines of the books that are there are matched, with a fee beside them', async () => {
  const { id } = await books.post({
    on: '2026-03-10',
    lines: [
      ['1010', '500'],
      ['3000', '-500'],
    ],
  });
  const { journalEntry } = await books.app.owner.data(
    `query ($id: ID!) { journalEntry(by: {id: $id}) { lines { nodes { id account { code } } } } }`,
    { id },
  );
  const all = journalEntry.lines.nodes as Loose[];
  const own = all.find(({ account }) => account.code === '1010')?.id;
  const other = all.find(({ account }) => account.code === '3000')?.id;
  const [bank, second] = await bankLines(
    { on: '2026-03-11', amount: '498.00' },
    { on: '2026-03-11', amount: '500.00' },
  );
  const journalLineIds = [own];
  const wish = { bankLineId: bank.id, journalLineIds };
  expect(await books.refused('bankLineMatch', wish)).toEqual(['ACCOUNTING_BANK_MATCH_DIFFERENCE']);
  const wrong = { bankLineId: bank.id, journalLineIds: [other] };
  expect(await books.refused('bankLineMatch', wrong)).toEqual(['ACCOUNTING_BANK_BOOK_LINE']);
  const before = await state();
  const counterLines = [{ accountCode: '6250', amount: '-2' }];
  const { bankMatch } = await match({ ...wish, counterLines });
  expect(bankMatch.items.nodes).toHaveLength(2);
  // On the day between, the book is ahead of the bank.
  expect(await statement('2026-03-10')).toMatchObject({ inTransit: '500.00' });
  await demandReconciled();
  const taken = { bankLineId: second.id, journalLineIds };
  expect(await books.refused('bankLineMatch', taken)).toEqual([
    'ACCOUNTING_BANK_BOOK_LINE_MATCHED',
  ]);
  expect(await books.refused('bankLineMatch', wish)).toEqual(['ACCOUNTING_BANK_LINE_MATCHED']);
  await unmatch(bankMatch.id);
  expect(await state()).toEqual(before);
});

test('several lines of the bank are one line of the books', async () => {
  const { id } = await books.post({
    on: '2026-03-12',
    lines: [
      ['1010', '-30'],
      ['6100', '30'],
    ],
  });
  const { journalLines } = await books.app.owner.data(
    `query ($id: ID!) { journalLines(where: {entry: {id: {eq: $id}}}) { nodes { id amount } } }`,
    { id },
  );
  const own = journalLines.nodes.find(({ amount }: Loose) => Number(amount) === -30);
  const [a, b] = await bankLines(
    { on: '2026-03-12', amount: '-10.00' },
    { on: '2026-03-13', amount: '-20.00' },
  );
  const wish = { bankLineId: a.id, moreBankLineIds: [b.id], journalLineIds: [own.id] };
  await match(wish);
  await demandReconciled();
});

test('a payment in part with a fee that the bank kept; too much is refused whole', async () => {
  const invoice = await books.posted('invoice', { lines: [line] });
  const [item] = invoice.openItems.nodes;
  const [paid] = await bankLines({ on: '2026-04-02', amount: '58.50' });
  const much = [{ openItemId: item.id, amount: '101' }];
  const payment = { partyId: books.customer, fee: '1.50' };
  const before = await state();
  const refused = await books.mutate('bankLineMatch', {
    ...{ bankLineId: paid.id, payment: { ...payment, allocations: much } },
  });
  expect(refused.userErrors).toMatchObject([
    { code: 'ACCOUNTING_ALLOCATION_SUM', path: ['input', 'payment', 'allocations'] },
  ]);
  expect(await state()).toEqual(before);
  const allocations = [{ openItemId: item.id, amount: '60' }];
  const { bankMatch } = await match({
    ...{ bankLineId: paid.id, payment: { ...payment, allocations } },
  });
  expect(bankMatch.payment.amount).toBe('60.00');
  await demandReconciled();
});

test('a dollar account takes its worth from the rate of the day', async () => {
  const id = await openAccount('1011', 'USD');
  const usd = [{ on: '2026-04-01', amount: '-10.00', text: 'Fee' }];
  await books.load(camt('0', usd, { currency: 'USD', iban: 'GB33BUKB20201555555555' }), {
    bankAccountId: id,
  });
  const [fee] = await books.lines(id);
  await match({ bankLineId: fee.id, counterLines: [{ accountCode: '6250', amount: '-10' }] });
  const [row] = await books.app.sql(
    `select l.amount, l.base_amount from accounting.line l
       join accounting.account a on a.id = l.account_id where a.code = '1011'`,
  );
  expect(row).toEqual({ amount: '-10.0000', base_amount: '-9.0000' });
  expect(await statement('2026-12-31', id)).toMatchObject({
    ...{ bookBalance: '-10.00', lineBalance: '-10.00', unmatched: '0.00', inTransit: '0.00' },
  });
});

test('I1 a transfer between two currencies goes through the clearing account', async () => {
  const pounds = await openAccount('1012', 'GBP');
  const [out] = await bankLines({ on: '2026-04-01', amount: '-120.00' });
  const wish = {
    ...{ fromBankAccountId: books.bankAccount, toBankAccountId: pounds, postedOn: '2026-04-01' },
    amount: '120',
  };
  expect(await books.refused('bankTransferRecord', wish)).toEqual(['ACCOUNTING_TRANSFER_AMOUNT']);
  const select = `journalEntry { lines(orderBy: [{field: POSTED_ON}]) {
    nodes { account { code } currency amount baseAmount } } }`;
  const whole = { ...wish, receivedAmount: '99', fromBankLineId: out.id };
  const { journalEntry } = await books.done('bankTransferRecord', whole, select);
  const lines = journalEntry.lines.nodes.map((one: Loose) =>
    [one.account.code, one.currency, Number(one.amount), Number(one.baseAmount)].join(' '),
  );
  expect(lines.sort()).toEqual([
    '1010 EUR -120 -120',
    '1012 GBP 99 120',
    '1900 EUR 120 120',
    '1900 GBP -99 -120',
  ]);
  expect((await books.lines()).find(({ id }) => id === out.id)?.status).toBe('MATCHED');
  expect(await statement('2026-12-31', pounds)).toMatchObject({ inTransit: '99.00' });
  const same = { ...wish, toBankAccountId: books.bankAccount };
  expect(await books.refused('bankTransferRecord', same)).toEqual(['ACCOUNTING_TRANSFER_SAME']);
});

test('#58 I17 ten at once match one line: one does, and posts once', async () => {
  const [bank] = await bankLines({ on: '2026-04-09', amount: '5.00' });
  const input = { bankLineId: bank.id, counterLines: [{ accountCode: '4800', amount: '5' }] };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => books.mutate('bankLineMatch', input)),
  );
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: Loose) => code));
  expect(codes).toEqual(Array.from({ length: 9 }, () => 'ACCOUNTING_BANK_LINE_MATCHED'));
  const posted = await books.app.sql(
    `select from accounting.line l join accounting.account a on a.id = l.account_id
      where a.code = '4800' and l.posted_on = '2026-04-09'`,
  );
  expect(posted).toHaveLength(1);
  await demandReconciled();
});

test('a payment that the bank confirmed is not taken back behind its back', async () => {
  const wish = { direction: 'PAID', partyId: books.supplier, bankAccountCode: '1010' };
  const facts = { ...wish, paidOn: '2026-04-14', amount: '12' };
  const { payment } = await books.done('paymentRecord', facts, 'payment { id entry { id } }');
  const [bank] = await bankLines({ on: '2026-04-15', amount: '-12.00' });
  const { journalLines } = await books.app.owner.data(
    `query ($id: ID!) { journalLines(where: {entry: {id: {eq: $id}}}) {
      nodes { id account { code } } } }`,
    { id: payment.entry.id },
  );
  const own = journalLines.nodes.find(({ account }: Loose) => account.code === '1010');
  const { bankMatch } = await match({ bankLineId: bank.id, journalLineIds: [own.id] });
  const back = { id: payment.id, postedOn: '2026-05-20' };
  expect(await books.refused('paymentVoid', back)).toEqual(['ACCOUNTING_BANK_ENTRY_MATCHED']);
  // It was there before the match, and stays when that goes.
  await unmatch(bankMatch.id);
  const [row] = await books.app.sql('select is_void from accounting.payment where id = $1', [
    books.app.uuid(payment.id),
  ]);
  expect(row).toEqual({ is_void: false });
  await books.done('paymentVoid', back, 'payment { id }');
  await demandReconciled();
});

test('rights: matching posts nothing that the caller may not post', async () => {
  const [bank] = await bankLines({ on: '2026-04-10', amount: '5.00' });
  const as = books.app.as({
    permissions: ['accounting.bankLine.match', 'accounting.bankStatement.read'],
  });
  const input = { bankLineId: bank.id, counterLines: [{ accountCode: '4800', amount: '5' }] };
  await expect(books.mutate('bankLineMatch', input, { as })).rejects.toThrow('accounting.entry');
  const payment = { partyId: books.customer };
  await expect(
    books.mutate('bankLineMatch', { bankLineId: bank.id, payment }, { as }),
  ).rejects.toThrow('accounting.payment.record');
});

test('I30 a bank account is closed until a day, and its matches stay then', async () => {
  const id = await openAccount('1013', 'EUR');
  const opening = { id, openingOn: '2026-02-01', openingBalance: '100' };
  await books.done('bankAccountUpdate', opening, 'bankAccount { id }');
  await books.post({
    on: '2026-01-15',
    lines: [
      ['1013', '100'],
      ['3000', '-100'],
    ],
  });
  const close = { bankAccountId: id, closedOn: '2026-02-28' };
  expect(await books.refused('bankReconciliationFinish', close)).toEqual([
    'ACCOUNTING_RECONCILIATION_NO_STATEMENT',
  ]);
  const fee = { on: '2026-02-10', amount: '-4.00', text: 'Fee' };
  await books.load(camt('100', [fee], { iban: 'FR1420041010050500013M02606' }), {
    bankAccountId: id,
  });
  expect(await books.refused('bankReconciliationFinish', close)).toEqual([
    'ACCOUNTING_RECONCILIATION_OPEN',
  ]);
  const [own] = await books.lines(id);
  const counterLines = [{ accountCode: '6250', amount: '-4' }];
  const { bankMatch } = await match({ bankLineId: own.id, counterLines });
  expect(await statement('2026-02-28', id)).toMatchObject({
    ...{ bookBalance: '96.00', lineBalance: '96.00', statementBalance: '96.00' },
    ...{ openingDifference: '0.00', difference: '0.00' },
  });
  const { bankReconciliation } = await books.done(
    'bankReconciliationFinish',
    close,
    'bankReconciliation { id statementBalance inTransit }',
  );
  expect(Number(bankReconciliation.statementBalance)).toBe(96);
  expect(await books.refused('bankMatchDelete', { id: bankMatch.id })).toEqual([
    'ACCOUNTING_BANK_RECONCILED',
  ]);
  await books.done('bankReconciliationDelete', { id: bankReconciliation.id }, 'deletedId');
  await unmatch(bankMatch.id);
  const { bankBalances } = await books.app.owner.data(
    '{ bankBalances { bankAccount { name } bookBalance statementBalance openLineCount } }',
  );
  expect(bankBalances.find(({ bankAccount }: Loose) => bankAccount.name === '1013')).toEqual({
    ...{ bankAccount: { name: '1013' }, bookBalance: '100.00', statementBalance: '96.00' },
    openLineCount: 1,
  });
});
