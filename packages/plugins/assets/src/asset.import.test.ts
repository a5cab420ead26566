import { DomainError, inTransaction, type ImportRow } from '@bureau/core';
import type { TestClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../test/company.js';
import { assetImport } from './asset.import.js';

let company: TestCompany;
beforeAll(async () => {
  company = await createCompany({ clock: () => new Date('2026-01-15T12:00:00Z') });
});
afterAll(() => company?.close());

/** Prepares and applies rows in one transaction; the code of the first refusal, or `done`. */
async function load(rows: ImportRow[], as?: TestClient): Promise<string> {
  const { runtime, owner } = company.app;
  const { principal } = as ?? owner;
  const caller = { principal, requestId: 'import', deadline: Date.now() + 60_000 };
  try {
    await inTransaction(runtime, caller, {
      operation: 'assetImport',
      work: async (ctx) => {
        const prepared = await assetImport.prepare(ctx, rows);
        for (const row of rows) await assetImport.apply(ctx, row, prepared);
      },
    });
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} ${error.path.join('.')}`;
    throw error;
  }
}

const READ = `query($tag: String!) { asset(by: {tag: $tag}) { state warrantyEndsOn
  model { code category { code } } cost { amount currency }
  custodyPeriods(orderBy: [{field: STARTS_AT}]) {
    nodes { startsAt endsAt site { code } employee { number } } } } }`;
const read = async (tag: string) => (await company.app.owner.data(READ, { tag })).asset;

test('a device was at the site since its purchase and is with its holder since a day', async () => {
  const row = {
    tag: 'I-1',
    model_code: 'L1',
    purchased_on: '2024-03-01',
    cost_amount: '900.10',
    cost_currency: 'EUR',
    site_code: 'HAM',
    holder_number: 'E-1',
    held_since: '2024-04-01',
  };
  expect(await load([row])).toBe('done');
  const asset = await read('I-1');
  expect(asset).toMatchObject({ state: 'IN_USE', warrantyEndsOn: '2026-03-01' });
  expect(asset.custodyPeriods.nodes).toEqual([
    {
      startsAt: '2024-03-01T00:00:00.000Z',
      endsAt: '2024-04-01T00:00:00.000Z',
      site: { code: 'HAM' },
      employee: null,
    },
    {
      startsAt: '2024-04-01T00:00:00.000Z',
      endsAt: null,
      site: null,
      employee: { number: 'E-1' },
    },
  ]);
});

test('a new product is made once for all rows that name it', async () => {
  const row = { model_code: 'NEW', model_name: 'New one', category: 'LAPTOP', site_code: 'VIE' };
  expect(
    await load([
      { ...row, tag: 'I-2' },
      { ...row, tag: 'I-3', state: 'IN_REPAIR' },
    ]),
  ).toBe('done');
  expect((await read('I-2')).model).toEqual({ code: 'NEW', category: { code: 'LAPTOP' } });
  expect((await read('I-3')).state).toBe('IN_REPAIR');
});

test.each([
  [{}, 'ORDERED', 0],
  [{ site_code: 'HAM' }, 'AVAILABLE', 1],
  [{ site_code: 'HAM', holder_number: 'E-1' }, 'IN_USE', 1],
  [{ site_code: 'HAM', holder_number: 'E-1', held_since: '2025-01-01' }, 'IN_USE', 1],
  [
    {
      site_code: 'HAM',
      holder_number: 'E-2',
      purchased_on: '2024-01-01',
      held_since: '2025-01-01',
      state: 'LOST',
    },
    'LOST',
    2,
  ],
  [{ holder_number: 'E-1', held_since: '2025-01-01' }, 'IN_USE', 1],
  [{ site_code: 'HAM', holder_number: 'E-1', state: 'RETURN_PENDING' }, 'RETURN_PENDING', 1],
])('%o is %s with %i periods', async (cells, state, periods) => {
  const tag = `S-${JSON.stringify(cells).length}-${state}`;
  expect(await load([{ tag, model_code: 'L1', ...cells } as ImportRow])).toBe('done');
  const asset = await read(tag);
  expect(asset.state).toBe(state);
  expect(asset.custodyPeriods.nodes).toHaveLength(periods);
});

test.each([
  [{ tag: 'I-1' }, 'ASSETS_TAG_TAKEN tag'],
  [{ model_code: 'NONE' }, 'ASSETS_MODEL_UNKNOWN model_code'],
  [{ model_code: 'NONE', model_name: 'x', category: 'NONE' }, 'ASSETS_CATEGORY_UNKNOWN category'],
  [{ site_code: 'NONE' }, 'ASSETS_SITE_UNKNOWN site_code'],
  [{ site_code: 'HAM', holder_number: '?' }, 'ASSETS_EMPLOYEE_UNKNOWN holder_number'],
  [{ state: 'IN_REPAIR' }, 'ASSETS_SITE_MISSING site_code'],
  [{ state: 'ORDERED', site_code: 'HAM' }, 'ASSETS_SITE_SURPLUS site_code'],
  [{ state: 'RETURN_PENDING', site_code: 'HAM' }, 'ASSETS_HOLDER_MISSING holder_number'],
  [{ host_tag: 'NONE' }, 'ASSETS_HOST_UNKNOWN host_tag'],
  [{ site_code: 'HAM', status_code: 'NONE' }, 'ASSETS_STATUS_UNKNOWN status_code'],
  [
    { state: 'AVAILABLE', site_code: 'HAM', holder_number: 'E-1' },
    'ASSETS_HOLDER_SURPLUS holder_number',
  ],
  [{ cost_amount: '5' }, 'ASSETS_COST_INCOMPLETE cost_currency'],
  [{ cost_amount: '5.001', cost_currency: 'EUR' }, 'ASSETS_AMOUNT_TOO_FINE cost_amount'],
  [{ site_code: 'HAM', purchased_on: '2026-01-16' }, 'ASSETS_AT_IN_FUTURE purchased_on'],
  [
    {
      site_code: 'HAM',
      holder_number: 'E-1',
      purchased_on: '2025-01-02',
      held_since: '2025-01-01',
    },
    'ASSETS_BEFORE_PURCHASE held_since',
  ],
])('%o is refused: %s', async (cells, fault) => {
  expect(await load([{ tag: 'F-1', model_code: 'L1', ...cells } as ImportRow])).toBe(fault);
});

test('who may not see an employee or make a product cannot do it by a file either', async () => {
  const importer = company.app.as({ permissions: ['assets.asset.import', 'assets.asset.read'] });
  const row = { tag: 'F-2', model_code: 'L1', site_code: 'HAM', holder_number: 'E-1' };
  expect(await load([row], importer)).toBe('ASSETS_EMPLOYEE_UNKNOWN holder_number');
  const made = { tag: 'F-3', model_code: 'X', model_name: 'X', category: 'LAPTOP' };
  await expect(load([made], importer)).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN', permission: 'assets.catalogue.manage' },
  });
});

test('the statements of a batch do not grow with its rows', async () => {
  const rowsOf = (count: number, name: string): ImportRow[] =>
    Array.from({ length: count }, (_, index) => ({
      tag: `${name}-${index}`,
      model_code: 'L1',
      purchased_on: '2025-01-01',
      site_code: 'HAM',
      holder_number: 'E-1',
      held_since: '2025-02-01',
    }));
  const few = await company.app.statements(() => load(rowsOf(5, 'FEW')));
  const many = await company.app.statements(() => load(rowsOf(100, 'MANY')));
  expect(many).toHaveLength(few.length);
});
