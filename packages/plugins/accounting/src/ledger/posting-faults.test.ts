import { createTestApp, type SqlClient, type TestApp } from '@bureau/testing';
import { makeRawBooks, post, type RawBooks, type RawLine, verdict } from '../../test/raw-books.js';
import { accountingPlugin } from '../plugin.js';

/** What the posting function refuses, asked by SQL of the server's role. */

let app: TestApp;
let sql: SqlClient;
let books: RawBooks;
beforeAll(async () => {
  app = await createTestApp({ plugins: [accountingPlugin] });
  sql = await app.asRole('bureau_app', app.organizationId);
  books = await makeRawBooks(sql);
});
afterAll(async () => {
  await sql?.end();
  await app?.close();
});

const SALE: RawLine[] = [
  ['1000', '100'],
  ['4000', '-100'],
];

test('a sound entry is numbered, sealed and in the balances', async () => {
  const [first] = await post(sql, [{ lines: SALE }]);
  const [second] = await post(sql, [{ lines: SALE }]);
  expect(first?.reference).toMatch(/^GJ-2026-\d{6}$/);
  expect(Number(second?.reference?.slice(-6))).toBe(Number(first?.reference?.slice(-6)) + 1);
  const { rows } = await sql.query(
    `select b.debit, b.credit from accounting.balance b where account_id = $1`,
    [books.accounts['1000']],
  );
  expect(rows).toEqual([{ debit: '200.0000', credit: '0.0000' }]);
});

const REFUSED: [string, RawLine[], string][] = [
  ['one line', [['1000', '100']], 'TOO_FEW_LINES'],
  ['no line', [], 'TOO_FEW_LINES'],
  [
    'a difference',
    [
      ['1000', '100'],
      ['4000', '-99.99'],
    ],
    'UNBALANCED',
  ],
  [
    'an unknown account',
    [
      ['9', '1'],
      ['4000', '-1'],
    ],
    'ACCOUNT_UNKNOWN',
  ],
  [
    'a third of a cent',
    [
      ['1000', '0.001'],
      ['4000', '-0.001'],
    ],
    'SCALE_EXCEEDED',
  ],
  [
    'yen with decimals',
    [
      ['1000', '0.5', { currency: 'JPY', base: '1' }],
      ['4000', '-0.5', { currency: 'JPY', base: '-1' }],
    ],
    'SCALE_EXCEEDED',
  ],
  [
    'an unknown currency',
    [
      ['1000', '1', { currency: 'QQQ', base: '1' }],
      ['4000', '-1'],
    ],
    'CURRENCY_UNKNOWN',
  ],
  [
    'foreign money without worth',
    [
      ['1000', '1', { currency: 'USD' }],
      ['4000', '-1'],
    ],
    'BASE_MISSING',
  ],
  [
    'a worth that differs in base',
    [
      ['1000', '1', { base: '2' }],
      ['4000', '-1'],
    ],
    'BASE_DIFFERS',
  ],
  [
    'a worth on the other side',
    [
      ['1000', '1', { currency: 'USD', base: '-1' }],
      ['4000', '-1', { currency: 'USD', base: '1' }],
    ],
    'BASE_DIFFERS',
  ],
  [
    'base that does not balance',
    [
      ['1000', '1', { currency: 'USD', base: '2' }],
      ['4000', '-1', { currency: 'USD', base: '-1' }],
    ],
    'UNBALANCED_BASE',
  ],
  [
    'an empty line',
    [
      ['1000', '0'],
      ['4000', '0'],
    ],
    'LINE_EMPTY',
  ],
  [
    'an amount beyond the column',
    [
      ['1000', '1e16'],
      ['4000', '-1e16'],
    ],
    'AMOUNT_RANGE',
  ],
  [
    'a control account without a party',
    [
      ['1200', '1'],
      ['4000', '-1'],
    ],
    'CONTROL_ACCOUNT',
  ],
];

test.each<[string, string, RawLine[]]>(REFUSED.map(([what, lines, code]) => [what, code, lines]))(
  'I4 I1: %s is refused as %s',
  async (_what, code, lines) => {
    expect(await verdict(sql, { lines })).toBe(code);
  },
);
test('I27 a party is one of this organization', async () => {
  const other = await app.otherOrganization();
  const party = async (organization: TestApp) => {
    const { partyCreate } = await organization.owner.data(
      `mutation { partyCreate(input: {kind: COMPANY, name: "X", isCustomer: true}) {
        party { id } } }`,
    );
    return organization.uuid(partyCreate.party.id);
  };
  const owed = (id: string): RawLine[] => [
    ['1200', '1', { party: id }],
    ['4000', '-1'],
  ];
  expect(await verdict(sql, { lines: owed(await party(app)) })).toBe('posted');
  expect(await verdict(sql, { lines: owed(await party(other)) })).toBe('PARTY_UNKNOWN');
});

test('an exchange difference has no amount, only a worth', async () => {
  const lines: RawLine[] = [
    ['2000', '0', { currency: 'USD', base: '-3.20' }],
    ['5000', '0', { currency: 'USD', base: '3.20' }],
  ];
  expect(await verdict(sql, { lines })).toBe('posted');
});

test('journal, day, source and reversal are checked', async () => {
  expect(await verdict(sql, { lines: SALE, journalCode: 'NO' })).toBe('JOURNAL_UNKNOWN');
  expect(await verdict(sql, { lines: SALE, on: '2025-12-31' })).toBe('NO_PERIOD');
  const reverses = '0190a000-0000-7000-8000-000000000000';
  expect(await verdict(sql, { lines: [], reverses })).toBe('ENTRY_UNKNOWN');
});

test('I25 closed, softly closed and locked days take nothing', async () => {
  const state = (value: string) =>
    sql.query('update accounting.period set state = $2 where id = $1', [books.periodIds[0], value]);
  const january = { on: '2026-01-10', lines: SALE };
  await state('SOFT_CLOSED');
  expect(await verdict(sql, january)).toBe('PERIOD_CLOSED');
  const [soft] = await post(sql, [january], { maySoft: true });
  expect(soft?.id).toBeTruthy();
  await state('CLOSED');
  const [closed] = await post(sql, [january], { maySoft: true });
  expect(closed?.fault).toMatchObject({ code: 'PERIOD_CLOSED', state: 'CLOSED' });
  await state('OPEN');
  await sql.query(`insert into accounting.lock (id, area, until_on, is_hard)
    values (gen_random_uuid(), 'ALL', '2026-01-10', true)`);
  const [locked] = await post(sql, [january]);
  expect(locked?.fault).toMatchObject({ code: 'LOCKED', until: '2026-01-10', hard: 'yes' });
  expect(await verdict(sql, { on: '2026-01-11', lines: SALE })).toBe('posted');
});

test('I22 one bad entry rejects only itself, or all of them', async () => {
  const bad: RawLine[] = [
    ['1000', '1'],
    ['4000', '-2'],
  ];
  const entries = [{ lines: SALE }, { lines: bad }, { lines: SALE }];
  const all = await post(sql, entries);
  expect(all.map(({ id }) => id)).toEqual([null, null, null]);
  const some = await post(sql, entries, { allOrNone: false });
  expect(some.map(({ id }) => id !== null)).toEqual([true, false, true]);
  expect(some[1]?.fault).toEqual({
    code: 'UNBALANCED',
    currency: 'EUR',
    difference: '-1',
  });
});

test('a source event is posted once, also within one call', async () => {
  const source = {
    sourceType: 'Invoice',
    sourceId: '0190a000-0000-7000-8000-0000000000aa',
    sourceEvent: 'posted',
  };
  const [first, twin] = await post(sql, [
    { lines: SALE, ...source },
    { lines: SALE, ...source },
  ]);
  const [later] = await post(sql, [{ lines: SALE, ...source }]);
  expect([twin?.id, later?.id]).toEqual([first?.id, first?.id]);
  expect([first, twin, later].map((one) => one?.replayed)).toEqual([false, true, true]);
});

test('I5 a reversal mirrors its entry, and there is one', async () => {
  const [made] = await post(sql, [{ lines: SALE }]);
  const reversal = { reverses: made?.id, lines: [], on: '2026-04-01' };
  const both = await post(sql, [reversal, reversal], { allOrNone: false });
  expect(both.map(({ fault }) => fault?.['code'] ?? null)).toEqual([null, 'ALREADY_REVERSED']);
  expect(await verdict(sql, reversal)).toBe('ALREADY_REVERSED');
  expect(await verdict(sql, { ...reversal, reverses: both[0]?.id })).toBe('NOT_REVERSIBLE');
  const { rows } = await sql.query(
    `select account_id, currency, sum(amount) as sum from accounting.line
     where entry_id = any($1) group by 1, 2 having sum(amount) <> 0`,
    [[made?.id, both[0]?.id]],
  );
  expect(rows).toEqual([]);
  const [other] = await post(sql, [{ lines: SALE }]);
  const early = { reverses: other?.id, lines: [], on: '2026-03-14' };
  expect(await verdict(sql, early)).toBe('REVERSAL_TOO_EARLY');
});
