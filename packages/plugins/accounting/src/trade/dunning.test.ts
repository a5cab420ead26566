import type { Loose } from '@bureau/testing';
import { createTradeBooks, type TradeBooks } from '../../test/trade-books.js';

let books: TradeBooks;
let policyId: string;
beforeAll(async () => {
  books = await createTradeBooks();
  const steps = [
    { afterDays: 5, text: 'A friendly reminder.' },
    { afterDays: 15, gapDays: 10, fee: '5', text: 'The last reminder.' },
  ];
  const made = await books.done(
    'dunningPolicyCreate',
    { name: 'Usual', steps },
    'dunningPolicy { id }',
  );
  policyId = made.dunningPolicy.id;
});
afterAll(() => books?.close());

const LINE = { description: 'Sensor', accountCode: '4000', unitPrice: '100' };

async function preview(runOn: string): Promise<object[]> {
  const data = await books.app.owner.data(
    `query ($id: ID!, $on: Date!) {
      dunningPreview(policyId: $id, runOn: $on) { reference level } }`,
    { id: policyId, on: runOn },
  );
  return data.dunningPreview;
}

async function run(runOn: string): Promise<number> {
  const select = 'dunningRun { noticeCount notices { nodes { level fee } } }';
  const { dunningRun } = await books.done('dunningRunCreate', { policyId, runOn }, select);
  expect(dunningRun.notices.nodes).toHaveLength(dunningRun.noticeCount);
  return dunningRun.noticeCount;
}

test('levels follow each other by their days; paused and paid items are left alone', async () => {
  const first = await books.posted('invoice', { lines: [LINE] });
  const paused = await books.posted('invoice', { lines: [LINE] });
  const item = { id: paused.openItems.nodes[0].id, isPaused: true };
  await books.done('openItemDunning', item, 'openItem { isDunningPaused }');
  expect(await preview('2026-03-14')).toEqual([]);
  expect(await preview('2026-03-15')).toEqual([{ reference: first.number, level: 1 }]);
  expect(await run('2026-03-20')).toBe(1);
  // It is written once, and the next level waits for its gap.
  expect(await run('2026-03-20')).toBe(0);
  expect(await preview('2026-03-29')).toEqual([]);
  expect(await preview('2026-03-30')).toEqual([{ reference: first.number, level: 2 }]);
  expect(await run('2026-03-30')).toBe(1);
  expect(await run('2026-05-30')).toBe(0);
});

test('runs that race write each notice once', async () => {
  const invoice = await books.posted('invoice', { lines: [LINE] });
  const counts = await Promise.all(['2026-04-01', '2026-04-01', '2026-04-01'].map(run));
  expect(counts.toSorted()).toEqual([0, 0, 1]);
  const wish = {
    direction: 'RECEIVED',
    partyId: books.customer,
    bankAccountCode: '1010',
    paidOn: '2026-04-02',
    amount: '100',
    allocations: [{ openItemId: invoice.openItems.nodes[0].id, amount: '100' }],
  };
  await books.done('paymentRecord', wish, 'payment { id }');
  expect(await preview('2026-05-20')).toEqual([]);
});

test('steps that do not rise are refused', async () => {
  const steps = [
    { afterDays: 5, text: 'A' },
    { afterDays: 5, text: 'B' },
  ];
  const wish = { name: 'Odd', steps };
  expect(await books.refused('dunningPolicyCreate', wish)).toEqual(['ACCOUNTING_DUNNING_STEPS']);
});

/** Two mails about an invoice: with each goes what the party owes, and the invoice itself. */
async function mailed(number: string, email: string): Promise<void> {
  await books.app.work();
  const mails = await books.app.sql<{ subject: string; address: string }>(
    "select subject, address from core.mail where kind = 'accounting.dunning.notice' order by id",
  );
  const subject = `Mahnung: ${number}`;
  expect(mails).toEqual([1, 2].map(() => ({ subject, address: email })));
  const files = await books.app.sql<{ names: string }>(
    `select string_agg(f.name, ', ' order by f.name desc) as names
       from core.job j cross join lateral jsonb_array_elements_text(j.input -> 'fileIds') as i(id)
       join core.file f on f.organization_id = j.organization_id and f.id = i.id::uuid
      group by j.id order by j.id`,
  );
  const [statement, other] = ['2026-04-21', '2026-05-01'].map((to) => `2026-04-10 ${to}.pdf`);
  expect(files.map(({ names }) => names.split(', '))).toEqual([
    [expect.stringContaining(statement ?? ''), `${number}.pdf`],
    [expect.stringContaining(other ?? ''), `${number}.pdf`],
  ]);
}

test('fees and interest are posted as an item of their own, and mailed in one letter', async () => {
  const charge = { chargeAccountId: books.accounts['4800'], yearlyPercent: '7.3', isMailed: true };
  const steps = [
    { afterDays: 10, fee: '2.50', text: 'Please pay.' },
    { afterDays: 20, text: 'Pay now.' },
  ];
  const name = 'With interest';
  const made = await books.done(
    'dunningPolicyCreate',
    { name, steps, ...charge },
    'dunningPolicy { id yearlyPercent isMailed }',
  );
  const { id } = made.dunningPolicy;
  const party = { kind: 'COMPANY', name: 'Spät GmbH', isCustomer: true, locale: 'de' };
  const email = 'kasse@spaet.test';
  const { party: late } = await books.done('partyCreate', { ...party, email }, 'party { id }');
  const wish = {
    partyId: late.id,
    issuedOn: '2026-04-10',
    lines: [{ ...LINE, unitPrice: '1000' }],
  };
  const invoice = await books.posted('invoice', wish);
  const select = `dunningRun { notices { nodes { party { code } level fee interest mailedTo
    entry { id } openItem { reference } } } }`;
  const accountant = await books.app.member('accountant');
  const write = async (runOn: string) => {
    const wish = { policyId: id, runOn };
    const { dunningRun } = await books.mutate('dunningRunCreate', wish, { as: accountant, select });
    const own = ({ openItem }: Loose) => openItem.reference === invoice.number;
    return dunningRun.notices.nodes.filter(own);
  };
  // 10 days of 7.3 percent on 1,000, the day of the run not counted.
  const [first] = await write('2026-04-21');
  expect(first).toMatchObject({ fee: '2.50', interest: '2.00', mailedTo: email });
  const [second] = await write('2026-05-01');
  expect(second).toMatchObject({ level: 2, fee: '0.00', interest: '2.00' });
  const { partyStatement } = await books.app.owner.data(
    `query ($id: ID!) { partyStatement(partyId: $id, side: RECEIVABLE, from: "2026-04-01",
      to: "2026-05-31") { closing lines { kind amount } } }`,
    { id: late.id },
  );
  expect(partyStatement).toEqual([
    {
      closing: '1006.50',
      lines: [
        { kind: 'INVOICE', amount: '1000.00' },
        { kind: 'ENTRY', amount: '4.50' },
        { kind: 'ENTRY', amount: '2.00' },
      ],
    },
  ]);
  expect(await books.controlDifference()).toEqual([]);
  expect(await books.refused('journalEntryReverse', { id: first.entry.id })).toEqual([
    'ACCOUNTING_ENTRY_OWNED',
  ]);
  await mailed(invoice.number, email);
});
