import { type BookLine, createBooks, inputOf, type TestBooks } from '../../test/books.js';

let books: TestBooks;
beforeAll(async () => {
  books = await createBooks(() => new Date('2026-05-20T10:00:00Z'));
});
afterAll(() => books?.close());

const SALE: BookLine[] = [
  ['1010', '119'],
  ['4000', '-100'],
  ['2100', '-19'],
];
const sale = { on: '2026-03-15', lines: SALE };
const ENTRY = `journalEntry { id reference number kind postedOn memo baseTotal lineCount
  journal { code } period { name } lines { nodes { number account { code } amount debit credit
  baseAmount currency } } }`;

async function count(): Promise<number> {
  const [row] = await books.app.sql<{ n: string }>('select count(*) as n from accounting.entry');
  return Number(row?.n);
}

test('an entry is posted, numbered and read back', async () => {
  const input = { ...inputOf(sale), memo: ' Sale of a sensor ' };
  const { journalEntry } = await books.mutate('journalEntryPost', input, { select: ENTRY });
  expect(journalEntry).toMatchObject({
    reference: 'GJ-2026-000001',
    kind: 'NORMAL',
    memo: 'Sale of a sensor',
    baseTotal: '119.00',
    lineCount: 3,
    journal: { code: 'GJ' },
    period: { name: '2026-03' },
  });
  expect(journalEntry.lines.nodes.map((line: { amount: string }) => Number(line.amount))).toEqual([
    119, -100, -19,
  ]);
  expect(journalEntry.lines.nodes[1]).toMatchObject({ account: { code: '4000' }, number: 2 });
  expect(Number(journalEntry.lines.nodes[1].credit)).toBe(100);
});

test('I28 a posting leaves an audit entry and its events', async () => {
  const { id } = await books.post({ ...sale, memo: 'Audited' });
  const data = await books.app.owner.data(
    `query ($id: ID!) { journalEntry(by: {id: $id}) { postedBy { id } history { nodes {
      action operation } } } }`,
    { id },
  );
  expect(data.journalEntry.history.nodes).toEqual([
    { action: 'CREATE', operation: 'journalEntryPost' },
  ]);
  const events = await books.app.sql(
    'select name from core.outbox_event where record_id = $1 order by sequence',
    [books.app.uuid(id)],
  );
  expect(events.map(({ name }) => name)).toEqual([
    'accounting.entry.posted',
    'core.record.changed',
  ]);
});

test.each<[string, BookLine[], string, object]>([
  [
    'UNBALANCED',
    [
      ['1010', '1'],
      ['4000', '-2'],
    ],
    'input',
    { currency: 'EUR', difference: '-1' },
  ],
  [
    'SCALE_EXCEEDED',
    [
      ['1010', '1'],
      ['4000', '-1.001'],
    ],
    'input.lines.1',
    { line: 2, currency: 'EUR', digits: 2 },
  ],
  [
    'ACCOUNT_UNKNOWN',
    [
      ['9999', '1'],
      ['4000', '-1'],
    ],
    'input.lines.0',
    { line: 1, account: '9999' },
  ],
  [
    'ACCOUNT_HEADING',
    [
      ['10', '1'],
      ['4000', '-1'],
    ],
    'input.lines.0',
    { line: 1, account: '10' },
  ],
  [
    'CONTROL_ACCOUNT',
    [
      ['1200', '1'],
      ['4000', '-1'],
    ],
    'input.lines.0',
    { line: 1, account: '1200' },
  ],
  ['TOO_FEW_LINES', [['1010', '1']], 'input', { lines: 1 }],
])('I21 %s carries its data and writes nothing', async (code, lines, path, data) => {
  const before = await count();
  const { userErrors } = await books.mutate('journalEntryPost', inputOf({ ...sale, lines }));
  expect(userErrors).toHaveLength(1);
  expect(userErrors[0]).toMatchObject({ code: `ACCOUNTING_${code}`, path: path.split('.'), data });
  expect(userErrors[0].message).not.toMatch(/[{}]/);
  expect(await count()).toBe(before);
});

test('I21 an entry names its journal, and each line its account', async () => {
  const before = await count();
  const input = inputOf(sale);
  const first = async (one: object) =>
    (await books.mutate('journalEntryPost', one)).userErrors[0] as { code: string; path: string[] };
  expect(await first({ ...input, journalCode: null })).toMatchObject({
    code: 'ACCOUNTING_JOURNAL_MISSING',
    path: ['input', 'journalCode'],
  });
  const [line, ...lines] = input.lines;
  expect(await first({ ...input, lines: [{ ...line, accountCode: '' }, ...lines] })).toMatchObject({
    code: 'ACCOUNTING_ACCOUNT_MISSING',
    path: ['input', 'lines', '0', 'accountCode'],
  });
  expect(await count()).toBe(before);
});

test('a line is a debit or a credit, never both, none below zero', async () => {
  const bad = [
    { accountCode: '1010', debit: '1', credit: '1' },
    { accountCode: '1010' },
    { accountCode: '1010', debit: '-1' },
  ];
  for (const line of bad) {
    const input = { ...inputOf(sale), lines: [line, line] };
    const { userErrors } = await books.mutate('journalEntryPost', input);
    expect(userErrors[0].code).toBe('ACCOUNTING_AMOUNT_SIDE');
  }
});

test('I20 one key is one effect for ever; another body is a mismatch', async () => {
  const key = 'posting-1';
  const send = () => books.mutate('journalEntryPost', inputOf(sale), { select: ENTRY, key });
  const answers = await Promise.all(Array.from({ length: 5 }, send));
  expect(new Set(answers.map(({ journalEntry }) => journalEntry.reference)).size).toBe(1);
  const other = inputOf({ ...sale, on: '2026-03-16' });
  await expect(books.mutate('journalEntryPost', other, { key })).rejects.toThrow(
    'IDEMPOTENCY_MISMATCH',
  );
  const [kept] = await books.app.sql<{ kept_until: string | null }>(
    'select kept_until from core.idempotency_key where key = $1',
    [key],
  );
  expect(kept).toEqual({ kept_until: null });
  const { errors } = await books.app.owner.query(
    `mutation ($input: JournalEntryPostInput!) {
      journalEntryPost(input: $input) { userErrors { code } } }`,
    { input: inputOf(sale) },
  );
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('I23 a dry run says the same and leaves nothing, not even a number', async () => {
  const before = await count();
  const options = { select: ENTRY, dryRun: true };
  const dry = await books.mutate('journalEntryPost', inputOf(sale), options);
  expect(await count()).toBe(before);
  const real = await books.mutate('journalEntryPost', inputOf(sale), { select: ENTRY });
  const { id: _dryId, ...shown } = dry.journalEntry;
  const { id: _realId, ...done } = real.journalEntry;
  expect(shown).toEqual(done);
});

test('I22 a batch rejects all, or only what is bad', async () => {
  const bad = inputOf({
    ...sale,
    lines: [
      ['1010', '1'],
      ['4000', '-2'],
    ],
  });
  const entries = [inputOf(sale), bad, { ...inputOf(sale), lines: [] }, inputOf(sale)];
  const select = 'results { index journalEntry { reference } userErrors { code path } }';
  const before = await count();
  const all = await books.mutate('journalEntryPostBatch', { entries }, { select });
  expect(all.results).toBeNull();
  expect(all.userErrors[0]).toMatchObject({
    code: 'ACCOUNTING_UNBALANCED',
    path: ['input', 'entries', '1'],
  });
  expect(await count()).toBe(before);
  const input = { entries, onError: 'REJECT_FAILED' };
  const { results, userErrors } = await books.mutate('journalEntryPostBatch', input, { select });
  expect(userErrors).toEqual([]);
  expect(results.map((one: { index: number }) => one.index)).toEqual([0, 1, 2, 3]);
  expect(codesOf(results)).toEqual([
    undefined,
    'ACCOUNTING_UNBALANCED',
    'ACCOUNTING_TOO_FEW_LINES',
    undefined,
  ]);
  expect(await count()).toBe(before + 2);
});

test('I5 a reversal is dated today by default and happens once', async () => {
  const { id, reference } = await books.post(sale);
  const select = `journalEntry { postedOn kind memo reverses { reference }
    lines { nodes { amount account { code } } } }`;
  const { journalEntry } = await books.mutate('journalEntryReverse', { id }, { select });
  expect(journalEntry).toMatchObject({
    postedOn: '2026-05-20',
    kind: 'REVERSAL',
    memo: `Reversal of ${reference}`,
    reverses: { reference },
  });
  const again = await books.mutate('journalEntryReverse', { id });
  expect(again.userErrors[0]).toMatchObject({
    code: 'ACCOUNTING_ALREADY_REVERSED',
    data: { entry: reference },
  });
});

test('a correction is both or neither', async () => {
  const { id } = await books.post(sale);
  const select = 'reversal { kind } journalEntry { baseTotal }';
  const before = await count();
  const bad = { ...inputOf(sale), lines: inputOf(sale).lines.slice(1) };
  const refused = await books.mutate('journalEntryCorrect', { id, entry: bad }, { select });
  expect(refused.userErrors[0]).toMatchObject({
    code: 'ACCOUNTING_UNBALANCED',
    path: ['input', 'entry'],
  });
  expect(await count()).toBe(before);
  const entry = inputOf({
    ...sale,
    lines: [
      ['1010', '120'],
      ['4000', '-120'],
    ],
  });
  const done = await books.mutate('journalEntryCorrect', { id, entry }, { select });
  expect(done).toMatchObject({
    reversal: { kind: 'REVERSAL' },
    journalEntry: { baseTotal: '120.00' },
  });
});

test('a draft is changed freely, posted once and gone then', async () => {
  const journal = await books.app.owner.data('{ journal(by: {code: "GJ"}) { id } }');
  const draft = { journalId: journal.journal.id, postedOn: '2026-04-01', memo: 'Rent' };
  const lines = inputOf({ on: '', lines: [['6100', '500']] }).lines;
  const select = 'draftEntry { id version lines { nodes { amount account { code } } } }';
  const saved = await books.mutate('draftEntrySave', { ...draft, lines }, { select });
  const { id, version } = saved.draftEntry;
  const early = await books.mutate('draftEntryPost', { id });
  expect(early.userErrors[0].code).toBe('ACCOUNTING_TOO_FEW_LINES');
  const more = [...lines, ...inputOf({ on: '', lines: [['1010', '-500']] }).lines];
  const change = { ...draft, id, expectedVersion: version, lines: more };
  const next = await books.mutate('draftEntrySave', change, { select });
  expect(next.draftEntry.lines.nodes).toHaveLength(2);
  const stale = await books.mutate('draftEntrySave', change);
  expect(stale.userErrors[0].code).toBe('CORE_VERSION_CONFLICT');
  const posted = await books.mutate('draftEntryPost', { id }, { select: ENTRY });
  expect(posted.journalEntry).toMatchObject({ memo: 'Rent', baseTotal: '500.00' });
  const { draftEntry } = await books.app.owner.data(
    'query ($id: ID!) { draftEntry(by: {id: $id}) { id } }',
    { id },
  );
  expect(draftEntry).toBeNull();
});

test('I27 entries and accounts of another organization behave as absent', async () => {
  const { id } = await books.post(sale);
  const other = await books.app.otherOrganization();
  const { owner } = other;
  const { journalEntry } = await owner.data(
    'query ($id: ID!) { journalEntry(by: {id: $id}) { id } }',
    { id },
  );
  expect(journalEntry).toBeNull();
  const theirs = { as: owner };
  const before = await books.mutate('journalEntryPost', inputOf(sale), theirs);
  expect(before.userErrors[0].code).toBe('ACCOUNTING_NOT_SET_UP');
  const setUp = { chart: 'SMALL', baseCurrency: 'EUR', startsOn: '2026-01-01' };
  await books.mutate('accountingSetUp', setUp, theirs);
  const reversed = await books.mutate('journalEntryReverse', { id }, theirs);
  expect(reversed.userErrors[0].code).toBe('ACCOUNTING_ENTRY_UNKNOWN');
  const { ledgerAccount } = await books.app.owner.data(
    '{ ledgerAccount(by: {code: "1010"}) { id } }',
  );
  const stolen = {
    ...inputOf(sale),
    lines: [
      { accountId: ledgerAccount.id, debit: '1' },
      { accountCode: '400', credit: '1' },
    ],
  };
  const posted = await books.mutate('journalEntryPost', stolen, theirs);
  expect(posted.userErrors[0]).toMatchObject({ code: 'ACCOUNTING_ACCOUNT_UNKNOWN' });
});

function codesOf(results: { userErrors: { code: string }[] }[]): (string | undefined)[] {
  return results.map(({ userErrors }) => userErrors[0]?.code);
}
