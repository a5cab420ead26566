import { uuidv7 } from '@bureau/core';
import { createTestApp, type SqlClient, type TestApp } from '@bureau/testing';
import { makeRawBooks, post, type RawBooks } from '../../test/raw-books.js';
import { accountingPlugin } from '../plugin.js';

/**
 * Attacks on the ledger by raw SQL: as the role of the server, which may read and call the posting
 * function, and as the owner of the tables, whom only triggers hold back.
 */

let app: TestApp;
let server: SqlClient;
let books: RawBooks;
let entryId: string;
beforeAll(async () => {
  app = await createTestApp({ plugins: [accountingPlugin] });
  server = await app.asRole('bureau_app', app.organizationId);
  books = await makeRawBooks(server);
  const lines: [string, string][] = [
    ['1000', '250'],
    ['4000', '-250'],
  ];
  const [made] = await post(server, [{ lines }]);
  entryId = made?.id ?? '';
});
afterAll(async () => {
  await server?.end();
  await app?.close();
});

type Statement = [text: string, values?: unknown[]];

/** Runs statements in one transaction; what it was refused with, or `done`. */
async function attack(run: (...statement: Statement) => Promise<unknown>, list: Statement[]) {
  await run('begin');
  try {
    for (const statement of list) await run(...statement);
    await run('commit');
    return 'done';
  } catch (error) {
    await run('rollback');
    const { message, constraint } = error as { message: string; constraint?: string };
    return constraint ?? message;
  }
}
const asServer = (...list: Statement[]) => attack((...it) => server.query(...it), list);
const asOwner = (...list: Statement[]) => attack((...it) => app.sql(...it), list);

/** An entry and lines, written past the posting function. */
function forged(lines: [account: string, amount: string][], more: { id?: string } = {}) {
  const { id = uuidv7() } = more;
  const entry: Statement = [
    `insert into accounting.entry (id, reference, journal_id, fiscal_year_id, period_id, number,
       posted_on, posted_at, kind, base_total, line_count)
     values ($1, $2, $3, $4, $5, $6, '2026-03-15', now(), 'NORMAL', 1, $7)`,
    [
      id,
      `X-${id}`,
      books.journalId,
      books.yearId,
      books.periodIds[2],
      Math.floor(Math.random() * 1e9) + 1000,
      lines.length,
    ],
  ];
  const rows = lines.map(([account, amount], index): Statement => [
    LINE,
    [uuidv7(), id, index + 1, books.accounts[account], amount],
  ]);
  return { id, statements: [entry, ...rows] };
}

const LINE = `insert into accounting.line (id, entry_id, number, account_id, posted_on, currency,
  amount, base_amount) values ($1, $2, $3, $4, '2026-03-15', 'EUR', $5, $5)`;
const SEAL = `insert into accounting.entry_seal (entry_id, position, line_count, content_hash,
  previous_hash, hash) values ($1, 1000000 + random() * 1000000, $2, '', '', '')`;

describe('I1 I3 the server', () => {
  test.each([
    'update accounting.entry set memo = null',
    'update accounting.line set amount = 0',
    'delete from accounting.line',
    'delete from accounting.entry',
    'truncate accounting.line cascade',
    'truncate accounting.entry cascade',
    'update accounting.balance set debit = 0',
    'insert into accounting.balance select * from accounting.balance',
    'update accounting.number_series set last = 0',
    'update accounting.chain_head set position = 0',
    'delete from accounting.entry_seal',
    'alter table accounting.line disable trigger all',
    "select accounting.write_entries('{}', '{}', null, now())",
    'create function accounting.f() returns int language sql return 1',
  ])('may not: %s', async (text) => {
    expect(await asServer([text])).toMatch(/permission denied|must be owner/);
  });

  test('may not write an entry past the posting function', async () => {
    const { statements } = forged([
      ['1000', '1'],
      ['4000', '-1'],
    ]);
    expect(await asServer(...statements)).toMatch(/permission denied/);
  });

  test('does not post into another organization, nor without one', async () => {
    const other = await app.otherOrganization();
    const move: Statement = [`select set_config('app.organization_id', $1, true)`, ['']];
    const call: Statement = ["select accounting.post_entries('[]', '[]', true, null, false)"];
    expect(await asServer(move, call)).toBe('ACCOUNTING_NOT_SET_UP');
    const [entry] = await post(await app.asRole('bureau_app', app.organizationId), [
      {
        lines: [
          [books.accounts['1000'] ?? '', '1'],
          ['4000', '-1'],
        ],
      },
    ]);
    expect(entry?.fault).toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    const foreign = await app.asRole('bureau_app', other.organizationId);
    const theirs = await makeRawBooks(foreign);
    const lines = Object.values({ a: ['1', '1'], b: ['2', '-1'] });
    const stolen = lines.map(([, amount], index) => ({
      entry: 1,
      number: index + 1,
      account: Object.values(books.accounts)[index],
      amount,
    }));
    const head = [{ entry: 1, journal: theirs.journalId, postedOn: '2026-03-15' }];
    const { rows } = await foreign.query<{ fault: { code: string } }>(
      'select fault from accounting.post_entries($1, $2, true, null, false)',
      [JSON.stringify(head), JSON.stringify(stolen)],
    );
    expect(rows[0]?.fault.code).toBe('ACCOUNT_UNKNOWN');
    const { rows: seen } = await foreign.query('select from accounting.line');
    expect(seen).toEqual([]);
    await foreign.end();
  });
});

describe('I1 I3 the owner of the tables', () => {
  test.each([
    'update accounting.entry set memo = null',
    'update accounting.line set amount = 0',
    'delete from accounting.line',
    'truncate accounting.line cascade',
    'delete from accounting.entry_seal',
    'truncate accounting.entry cascade',
    'truncate accounting.entry_seal',
    'delete from accounting.balance',
    'delete from accounting.chain_head',
  ])('is refused: %s', async (text) => {
    expect(await asOwner([text])).toBe('ACCOUNTING_POSTED_IMMUTABLE');
  });

  test.each<[string, [string, string][], string]>([
    ['no line', [], 'ACCOUNTING_TOO_FEW_LINES'],
    ['one line', [['1000', '1']], 'ACCOUNTING_TOO_FEW_LINES'],
    [
      'a difference',
      [
        ['1000', '1'],
        ['4000', '-2'],
      ],
      'ACCOUNTING_UNBALANCED',
    ],
    [
      'a third of a cent',
      [
        ['1000', '0.001'],
        ['4000', '-0.001'],
      ],
      'ACCOUNTING_SCALE_EXCEEDED',
    ],
    [
      'no seal',
      [
        ['1000', '1'],
        ['4000', '-1'],
      ],
      'ACCOUNTING_NOT_SEALED',
    ],
  ])('cannot commit an entry with %s', async (_what, lines, code) => {
    expect(await asOwner(...forged(lines).statements)).toBe(code);
    const { id, statements } = forged(lines);
    if (code === 'ACCOUNTING_NOT_SEALED') return;
    expect(await asOwner(...statements, [SEAL, [id, lines.length]])).toBe(code);
  });

  test('a line does not join a sealed entry, not even in its own transaction', async () => {
    const late: Statement = [LINE, [uuidv7(), entryId, 3, books.accounts['1000'], '0']];
    expect(await asOwner(late)).toBe('ACCOUNTING_ENTRY_SEALED');
    const { id, statements } = forged([
      ['1000', '1'],
      ['4000', '-1'],
    ]);
    const another = (number: number, amount: string): Statement => [
      LINE,
      [uuidv7(), id, number, books.accounts['1000'], amount],
    ];
    expect(
      await asOwner(
        ...statements,
        [SEAL, [id, 2]],
        ['set constraints all immediate'],
        another(3, '5'),
        another(4, '-5'),
      ),
    ).toBe('ACCOUNTING_ENTRY_SEALED');
  });

  test('a line does not lie about the day of its entry', async () => {
    const { id, statements } = forged([['1000', '1']]);
    const line: Statement = [
      LINE.replace('2026-03-15', '2026-03-16'),
      [uuidv7(), id, 2, books.accounts['4000'], '-1'],
    ];
    expect(await asOwner(...statements, line)).toBe('ACCOUNTING_ENTRY_SEALED');
  });

  test('an entry does not slip into a closed period or the wrong one', async () => {
    const sound = () => {
      const { id, statements } = forged([
        ['1000', '1'],
        ['4000', '-1'],
      ]);
      return [...statements, [SEAL, [id, 2]] as Statement];
    };
    const close: Statement = [
      "update accounting.period set state = 'CLOSED' where id = $1",
      [books.periodIds[2]],
    ];
    expect(await asOwner(...sound(), close)).toBe('ACCOUNTING_PERIOD_CLOSED');
    const wrong = sound();
    wrong[0]?.[1]?.splice(4, 1, books.periodIds[3]);
    expect(await asOwner(...wrong)).toBe('ACCOUNTING_PERIOD_CLOSED');
  });

  test('another organization set before the commit does not hide a bad entry', async () => {
    const other = await app.otherOrganization();
    const { statements } = forged([
      ['1000', '1'],
      ['4000', '-2'],
    ]);
    const away: Statement = [
      `select set_config('app.organization_id', $1, true)`,
      [other.organizationId],
    ];
    expect(await asOwner(...statements, away)).toMatch(/^ACCOUNTING_/);
  });

  test('accounts in use, days and base currency stay as they are', async () => {
    const change = (text: string) => asOwner([text]);
    expect(await change("update accounting.account set type = 'ASSET' where code = '4000'")).toBe(
      'ACCOUNTING_ACCOUNT_IN_USE',
    );
    expect(await change('update accounting.period set ends_on = ends_on - 1')).toBe(
      'ACCOUNTING_DAYS_FIXED',
    );
    expect(await change("update accounting.settings set base_currency = 'USD'")).toBe(
      'ACCOUNTING_BASE_FIXED',
    );
  });

  test('a hard lock is not lifted, moved back or deleted', async () => {
    const [lock] = await app.sql<{ id: string }>(`insert into accounting.lock
      (id, area, until_on, is_hard) values (gen_random_uuid(), 'PAYROLL', '2026-01-31', true)
      returning id`);
    const values = [lock?.id];
    for (const text of [
      "update accounting.lock set until_on = '2025-12-31' where id = $1",
      'update accounting.lock set is_hard = false where id = $1',
      'delete from accounting.lock where id = $1',
    ]) {
      expect(await asOwner([text, values])).toBe('ACCOUNTING_LOCK_HARD');
    }
    const later = "update accounting.lock set until_on = '2026-02-28' where id = $1";
    expect(await asOwner([later, values])).toBe('done');
  });
});

test('the catalogue holds to the rules of the platform', async () => {
  const { rows } = await server.query<{ name: string }>(
    `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'accounting' and p.prosecdef order by 1`,
  );
  expect(rows).toEqual([{ name: 'dimension_sets' }, { name: 'post_entries' }]);
});
