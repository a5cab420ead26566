import { createBooks, inputOf, type TestBooks } from '../../test/books.js';

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks();
  const entries = ['11', '22', '33', '44'].map((amount) =>
    inputOf({
      on: '2026-03-15',
      lines: [
        ['1010', amount],
        ['4000', `-${amount}`],
      ],
    }),
  );
  await books.mutate('journalEntryPostBatch', { entries });
});
afterAll(() => books?.close());

const ASK = `{ verifyHashChain { isSound length faults { position reference kind } }
  ledgerIntegrityCheck { isSound checks { name isSound examples } } }`;

/** Changes rows as somebody would who owns the tables and switches their triggers off. */
async function tampered(
  table: string,
  text: string,
): Promise<{ chain: unknown; broken: string[] }> {
  const { app } = books;
  await app.sql(`alter table accounting.${table} disable trigger user`);
  await app.sql(text);
  const { verifyHashChain, ledgerIntegrityCheck } = await app.owner.data(ASK);
  type Check = { name: string; isSound: boolean };
  const broken = ledgerIntegrityCheck.checks
    .filter((check: Check) => !check.isSound)
    .map((check: Check) => check.name);
  return { chain: verifyHashChain, broken };
}

async function untampered(table: string, text: string): Promise<void> {
  await books.app.sql(text);
  await books.app.sql(`alter table accounting.${table} enable trigger user`);
  const { verifyHashChain, ledgerIntegrityCheck } = await books.app.owner.data(ASK);
  expect([verifyHashChain.isSound, ledgerIntegrityCheck.isSound]).toEqual([true, true]);
}

const SECOND = `(select id from accounting.entry where reference = 'GJ-2026-000002')`;
const fault = { position: 2, reference: 'GJ-2026-000002', kind: 'CONTENT' };

test('I26 an amount that was changed is found at its entry', async () => {
  const change = (amount: string) =>
    `update accounting.line set amount = sign(amount) * ${amount}, base_amount = sign(amount) *
      ${amount} where entry_id = ${SECOND}`;
  const { chain, broken } = await tampered('line', change('23'));
  expect(chain).toEqual({ isSound: false, length: 4, faults: [fault] });
  expect(broken).toEqual(['BALANCED_BASE', 'BALANCES']);
  await untampered('line', change('22'));
});

test('I26 a day or a memo that was changed is found at its entry', async () => {
  const change = (memo: string) =>
    `update accounting.entry set memo = ${memo} where id = ${SECOND}`;
  const { chain, broken } = await tampered('entry', change("'Gift'"));
  expect(chain).toMatchObject({ isSound: false, faults: [fault] });
  expect(broken).toEqual([]);
  await untampered('entry', change('null'));
});

test('I26 a seal that was made anew breaks the chain behind it', async () => {
  const { app } = books;
  const [kept] = await app.sql<{ hash: Buffer }>(
    'select hash from accounting.entry_seal where position = 2',
  );
  const { chain } = await tampered(
    'entry_seal',
    `update accounting.entry_seal set hash = sha256('forged') where position = 2`,
  );
  expect(chain).toMatchObject({
    isSound: false,
    faults: [
      { position: 2, kind: 'LINK' },
      { position: 3, kind: 'LINK' },
    ],
  });
  const hex = kept?.hash.toString('hex') ?? '';
  await untampered(
    'entry_seal',
    `update accounting.entry_seal set hash = decode('${hex}', 'hex') where position = 2`,
  );
});

test('I7 a balance that drifted is found', async () => {
  const change = (sign: string) =>
    `update accounting.balance set debit = debit ${sign} 1 where debit > 0`;
  const { broken } = await tampered('balance', change('+'));
  expect(broken).toEqual(['BALANCES']);
  await untampered('balance', change('-'));
});

test('checks are for those who may verify', async () => {
  const { errors } = await books.app.as({ role: 'accountant' }).query(ASK);
  expect(errors[0]?.extensions).toMatchObject({ permission: 'accounting.ledger.verify' });
});
