import type { Answer, Loose, QueryOptions, TestClient } from '@bureau/testing';
import { createCompany, type TestCompany } from '../test/company.js';

/**
 * Assets are changed by a planned update where it can be, by the unit of work otherwise. Twins are
 * changed alike, one of them with an empty list of custom fields, which the unit of work takes:
 * answers, rows, audit entries and events must be equal.
 */

let company: TestCompany;
let colleague: TestClient;
beforeAll(async () => {
  company = await createCompany();
  colleague = company.app.as({ permissions: ['assets.asset.read'] });
  await company.asset('assetCreate', { tag: 'TAKEN', modelId: company.modelId });
});
afterAll(() => company?.close());

const UPDATE = `mutation ($input: AssetUpdateInput!) { assetUpdate(input: $input) {
  asset { id version tag serialNumber purchasedOn warrantyEndsOn leaseEndsOn note state
    updatedBy: history(first: 1) { nodes { action } } }
  userErrors { code message path ... on VersionConflictError { currentVersion } } } }`;

/** Equal in every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  note: ['a', 'b', ' a ', '', null, 'x'.repeat(1_001), 'ä"\\\n', 'n\0'],
  serialNumber: ['S-1', 'S-2', null, '  ', 'y'.repeat(121)],
  purchasedOn: ['2025-01-01', '2025-02-28', null],
  warrantyEndsOn: ['2030-12-31', null],
  leaseEndsOn: ['2031-01-31', null],
  tag: ['', null, 'TAKEN', 'z'.repeat(41)],
};

interface Step {
  input: Record<string, unknown>;
  version: 'right' | 'stale' | 'none';
  options: QueryOptions;
  client: TestClient;
}

function randomStep(random: (below: number) => number, number: number): Step {
  const input: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(VALUES)) {
    const isGiven = random(name === 'tag' ? 8 : 3) === 0;
    if (isGiven) input[name] = values[random(values.length)];
  }
  const version = random(5) === 0 ? 'stale' : random(4) === 0 ? 'none' : 'right';
  const options: QueryOptions = {
    dryRun: random(8) === 0,
    ...(random(4) === 0 && { idempotencyKey: `step-${number - random(2)}` }),
  };
  return { input, version, options, client: random(12) === 0 ? colleague : company.app.owner };
}

interface Twin {
  id: string;
  /** What the input has beside the values. */
  more: Record<string, unknown>;
  version: number;
}

/** The answer without what differs between the twins. */
async function changed(twin: Twin, step: Step, name: string): Promise<unknown> {
  const { version, options, client } = step;
  const expectedVersion = { right: twin.version, stale: twin.version + 7, none: undefined };
  const input = { id: twin.id, expectedVersion: expectedVersion[version], ...step.input };
  const key = options.idempotencyKey;
  const keyed = { ...options, ...(key !== undefined && { idempotencyKey: `${name}-${key}` }) };
  const answer = await client.query(UPDATE, { input: { ...input, ...twin.more } }, keyed);
  const { asset } = answer.data?.assetUpdate ?? {};
  if (asset && options.dryRun !== true) twin.version = asset.version;
  return without(answer, twin, name);
}

function without(answer: Answer, { id }: Twin, name: string): unknown {
  const kept = { data: answer.data, errors: answer.errors, extensions: answer.extensions };
  const text = JSON.stringify(kept, (key, value: unknown) =>
    ['requestId', 'updatedAt', 'cost'].includes(key) ? undefined : value,
  );
  return JSON.parse(text.replaceAll(id, 'ID').replaceAll(`TWIN-${name}`, 'TAG')) as unknown;
}

async function traces(twin: Twin): Promise<unknown> {
  const { app } = company;
  const id = [app.uuid(twin.id)];
  const audit = `select action, operation, before, after from core.audit_entry
    where record_id = $1 and action <> 'CREATE' order by id`;
  const events = `select name, version, payload, is_test from core.outbox_event
    where record_id = $1 and name = 'core.record.changed' order by id`;
  const row = `select version, serial_number, purchased_on, warranty_ends_on, lease_ends_on, note,
    updated_at > created_at as later from assets.asset where id = $1`;
  const [entries, told] = [await app.sql(audit, id), await app.sql(events, id)];
  return [entries, told, await app.sql(row, id)];
}

async function twin(name: string, more: Record<string, unknown>): Promise<Twin> {
  const { asset, modelId, sites } = company;
  const made = await asset('assetCreate', { tag: `TWIN-${name}`, modelId, siteId: sites.HAM });
  return { id: made.id, more, version: 1 };
}

const isPlanned = (text: string): boolean => text.startsWith('update assets.asset a set');

test('a planned update and the unit of work leave and answer the same', async () => {
  const random = randomOf(7);
  const planned = await twin('planned', {});
  const ordinary = await twin('ordinary', { attributes: [] });
  let ways = 0;
  for (let number = 0; number < 120; number += 1) {
    const step = randomStep(random, number);
    let answer: unknown;
    const texts = await company.app.statements(async () => {
      answer = await changed(planned, step, 'planned');
    });
    ways += texts.some(isPlanned) ? 1 : 0;
    const other = await changed(ordinary, step, 'ordinary');
    expect({ step: step.input, answer }).toEqual({ step: step.input, answer: other });
  }
  expect(ways).toBeGreaterThan(40);
  const [left, right] = await Promise.all([traces(planned), traces(ordinary)]);
  expect(left).toEqual(right);
  expect((left as Loose[])[0].length).toBeGreaterThan(15);
});

test('what is missing, foreign or gone is refused as ever', async () => {
  const { app, done } = company;
  const gone = await twin('gone', {});
  await done('assetDispose asset { id }', { assetId: gone.id, reason: 'SCRAPPED' });
  const other = (await app.otherOrganization()).owner;
  const ask = async (id: string, more: object, client = app.owner) => {
    const { data, errors } = await client.query(UPDATE, { input: { id, note: 'n', ...more } });
    return { data, codes: errors.map(({ extensions }) => extensions.code) };
  };
  const missing = app.id('Asset', '01900000-0000-7000-8000-000000000000');
  for (const more of [{}, { attributes: [] }]) {
    expect((await ask(missing, more)).codes).toEqual(['NOT_FOUND']);
    expect((await ask('ast_nonsense', more)).codes).toEqual(['NOT_FOUND']);
    expect((await ask(gone.id, more, other)).codes).toEqual(['NOT_FOUND']);
    const { data } = await ask(gone.id, more);
    expect(data.assetUpdate.userErrors).toMatchObject([{ code: 'ASSETS_ALREADY_DISPOSED' }]);
  }
});

test('who may change some rows changes those and no other', async () => {
  const { app, asset, employees } = company;
  const own = await twin('own', {});
  const foreign = await twin('foreign', {});
  const employee = employees['E-1'] ?? '';
  await asset('assetCheckOut', { assetId: own.id, employeeId: employee });
  const find = 'select person_id from hr.employee where id = $1';
  const [row] = await app.sql<{ person_id: string }>(find, [app.uuid(employee)]);
  const may = { permission: 'assets.asset.update', when: ['own'] };
  const permissions = ['assets.asset.read', may];
  const client = app.as({ permissions, personId: row?.person_id ?? '' });
  const ask = (id: string) => client.query(UPDATE, { input: { id, note: 'mine' } });
  let answers: Answer[] = [];
  const texts = await app.statements(async () => {
    answers = [await ask(own.id), await ask(foreign.id)];
  });
  expect(answers[0]?.data.assetUpdate.asset).toMatchObject({ note: 'mine' });
  expect(answers[1]?.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect(texts.filter(isPlanned)).toHaveLength(1);
});

test('of two who change the same version at a time one is refused', async () => {
  const { id } = await twin('raced', {});
  const change = (note: string) =>
    company.app.owner.query(UPDATE, { input: { id, expectedVersion: 1, note } });
  const answers = await Promise.all(['one', 'two', 'three'].map(change));
  const conflicts = answers.map(({ data }) => data.assetUpdate.userErrors.length);
  expect(conflicts.sort()).toEqual([0, 1, 1]);
});
