import { decodeId } from '../model/ids.js';
import { createCoreGraph, type CoreGraph, type Id } from '../../test/core-graph.js';

let graph: CoreGraph;
let owner: string;
const ERRORS = 'userErrors { code message path }';

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
});
afterAll(() => graph?.close());

interface Attribute {
  key: string;
  value: unknown;
  text: string | null;
  record: Id | null;
}
interface SitePayload {
  site: Id & { version: number; attributes: Attribute[] };
}
const FIELDS = 'key value text record { id }';

const field = (fields: string, token = owner) =>
  graph.mutate<{ customField: Id & { version: number } }>(
    token,
    `mutation { customFieldCreate(input: { recordType: "Site", ${fields} }) {
      customField { id version } ${ERRORS} } }`,
  );
let count = 0;
const site = (attributes: string) => {
  count += 1;
  return graph.mutate<SitePayload>(
    owner,
    `mutation { siteCreate(input: { code: "S${count}", name: "Site ${count}", timeZone: "UTC",
      country: "AT" ${attributes === '' ? '' : `attributes: ${attributes}`} }) {
      site { id version attributes { ${FIELDS} } } ${ERRORS} } }`,
  );
};

test('a field is defined, and the next request writes and reads it', async () => {
  expect((await field('key: "floor", label: "Floor", type: INTEGER')).userErrors).toEqual([]);
  const made = await site('[{ key: "floor", value: 3 }]');
  expect(made.userErrors).toEqual([]);
  expect(made.site).toMatchObject({
    version: 1,
    attributes: expect.arrayContaining([{ key: 'floor', value: 3, text: '3', record: null }]),
  });
});

const FILTERED = ['floor', 'rent', 'opened', 'kind', 'tags', 'manager', 'inUse', 'page', 'at'];

beforeAll(async () => {
  await field('key: "rent", label: "Rent", type: DECIMAL');
  await field('key: "opened", label: "Opened", type: DATE');
  await field('key: "kind", label: "Kind", type: CHOICE, options: ["Office", "Plant", "Shop"]');
  await field('key: "tags", label: "Tags", type: MULTI_CHOICE, options: ["a", "b", "c"]');
  await field('key: "manager", label: "Manager", type: RECORD, target: "Person"');
  await field('key: "inUse", label: "In use", type: BOOLEAN');
  await field('key: "page", label: "Page", type: URL');
  await field('key: "at", label: "At", type: DATETIME');
  await field('key: "memo", label: "Memo", type: TEXT, isFilterable: false');
});

test('each type keeps its value in one form', async () => {
  const person = await graph.mutate<{ person: Id }>(
    owner,
    `mutation { personCreate(input: { givenName: "Ada", familyName: "Moor" }) {
      person { id } ${ERRORS} } }`,
  );
  const made =
    await site(`[{ key: "rent", value: "0012.500" }, { key: "opened", value: "2024-02-29" },
    { key: "kind", value: "Plant" }, { key: "tags", value: ["c", "a"] },
    { key: "manager", value: "${person.person.id}" }, { key: "inUse", value: false },
    { key: "page", value: "https://a.example/x" },
    { key: "at", value: "2026-01-01T01:00:00+01:00" },
    { key: "memo", value: "  Ein Text " }]`);
  expect(made.userErrors).toEqual([]);
  const values = Object.fromEntries(made.site.attributes.map((one) => [one.key, one.value]));
  expect(values).toMatchObject({
    ...{ rent: '12.5', opened: '2024-02-29', kind: 'Plant', tags: ['a', 'c'], inUse: false },
    ...{ manager: person.person.id, page: 'https://a.example/x', memo: 'Ein Text', floor: null },
    at: '2026-01-01T00:00:00.000Z',
  });
  expect(made.site.attributes.find(({ key }) => key === 'manager')?.record).toEqual(person.person);
  expect(made.site.attributes.find(({ key }) => key === 'tags')?.text).toBe('a, c');
  expect(made.site.attributes.map(({ key }) => key)).toEqual(expect.arrayContaining(FILTERED));
});

const update = (id: string, attributes: string, token = owner) =>
  graph.mutate<SitePayload>(
    token,
    `mutation { siteUpdate(input: { id: "${id}", attributes: ${attributes} }) {
      site { id version attributes { ${FIELDS} } } ${ERRORS} } }`,
  );

test('a change keeps other fields, null removes, the trail names each', async () => {
  const { site: made } = await site('[{ key: "floor", value: 1 }, { key: "rent", value: "9" }]');
  const changed = await update(
    made.id,
    '[{ key: "floor", value: null }, { key: "memo", value: "x" }]',
  );
  expect(changed.userErrors).toEqual([]);
  const values = changed.site.attributes.filter(({ value }) => value !== null);
  expect(values.map(({ key, value }) => [key, value])).toEqual([
    ['memo', 'x'],
    ['rent', '9'],
  ]);
  await graph.database.owner.query("select set_config('app.organization_id', $1, false)", [
    graph.acme,
  ]);
  const { rows } = await graph.database.owner.query(
    `select before, after from core.audit_entry
     where record_type = 'Site' and action = 'UPDATE' and record_id = $1`,
    [decodeId('sit', made.id)],
  );
  expect(rows[0]).toEqual({
    before: { 'attributes.floor': 1, 'attributes.memo': null },
    after: { 'attributes.floor': null, 'attributes.memo': 'x' },
  });
});

test.each([
  ['{ key: "flor", value: 1 }', 'CORE_ATTRIBUTE_UNKNOWN', 'key'],
  ['{ key: "floor", value: "1" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "floor", value: 1.5 }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "rent", value: 12 }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "rent", value: "1e3" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "opened", value: "2025-02-29" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "at", value: "2025-02-20" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "kind", value: "office" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "tags", value: ["a", "a"] }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "tags", value: "a" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "inUse", value: 1 }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "page", value: "javascript:alert(1)" }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  ['{ key: "memo", value: "  " }', 'CORE_ATTRIBUTE_INVALID', 'value'],
  [
    '{ key: "manager", value: "per_00000000000000000000000000" }',
    'CORE_ATTRIBUTE_RECORD_MISSING',
    'value',
  ],
  [
    '{ key: "manager", value: "sit_00000000000000000000000000" }',
    'CORE_ATTRIBUTE_INVALID',
    'value',
  ],
])('%s is refused at its place', async (item, code, part) => {
  const first = item.includes('"memo"')
    ? '{ key: "floor", value: 1 }'
    : '{ key: "memo", value: "m" }';
  const refused = await site(`[${first}, ${item}]`);
  expect(refused.site).toBeNull();
  expect(refused.userErrors).toMatchObject([{ code, path: ['input', 'attributes', '1', part] }]);
});

test('#42 names of the prototype are no keys, and objects are no values', async () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a b', "a'", '']) {
    const { userErrors } = await field(`key: ${JSON.stringify(key)}, label: "X", type: TEXT`);
    expect(userErrors).toMatchObject([{ code: 'CORE_FIELD_KEY_INVALID' }]);
    const refused = await site(`[{ key: ${JSON.stringify(key)}, value: "x" }]`);
    expect(refused.userErrors).toMatchObject([{ code: 'CORE_ATTRIBUTE_UNKNOWN' }]);
  }
  const { errors } = await graph.run(
    owner,
    `mutation { siteCreate(input: { code: "P", name: "P",
    timeZone: "UTC", country: "AT", attributes: [{ key: "memo", value: { __proto__: 1 } }] }) {
    site { id } } }`,
  );
  expect(errors?.[0]?.message).toContain('AttributeValue expects');
  expect(({} as Record<string, unknown>)['memo']).toBeUndefined();
});

test('one field twice, and a required one that is missing or removed, are refused', async () => {
  const twice = await site('[{ key: "floor", value: 1 }, { key: "floor", value: 2 }]');
  expect(twice.userErrors).toMatchObject([{ code: 'CORE_ATTRIBUTE_TWICE' }]);
  const old = await site('');
  const unit = (more: string) =>
    graph.mutate<{ orgUnit: Id & { attributes: Attribute[] } }>(
      owner,
      `mutation { ${more} { orgUnit { id attributes { key value } } ${ERRORS} } }`,
    );
  const before = await unit('orgUnitCreate(input: { code: "U1", name: "U1" })');
  await graph.mutate(
    owner,
    `mutation { customFieldCreate(input: { recordType: "OrgUnit", key: "costCenter", label: "C",
      type: TEXT, isRequired: true }) { customField { id } ${ERRORS} } }`,
  );
  await graph.mutate(
    owner,
    `mutation { customFieldCreate(input: { recordType: "OrgUnit", key: "size", label: "S",
      type: INTEGER, defaultValue: 5 }) { customField { id } ${ERRORS} } }`,
  );
  expect((await unit('orgUnitCreate(input: { code: "U2", name: "U2" })')).userErrors).toMatchObject(
    [{ code: 'CORE_ATTRIBUTE_REQUIRED', path: ['input', 'attributes'] }],
  );
  const given = 'attributes: { key: "costCenter", value: "4100" }';
  const made = await unit(`orgUnitCreate(input: { code: "U2", name: "U2", ${given} })`);
  expect(made.orgUnit.attributes).toEqual([
    { key: 'costCenter', value: '4100' },
    { key: 'size', value: 5 },
  ]);
  const renamed = `orgUnitUpdate(input: { id: "${before.orgUnit.id}", name: "New" })`;
  expect((await unit(renamed)).userErrors).toEqual([]);
  const removed = 'attributes: { key: "costCenter", value: null }';
  expect(
    (await unit(`orgUnitUpdate(input: { id: "${made.orgUnit.id}", ${removed} })`)).userErrors,
  ).toMatchObject([{ code: 'CORE_ATTRIBUTE_REQUIRED' }]);
  expect(old.userErrors).toEqual([]);
});

const step = (what: string, input: string) =>
  graph.mutate<{ customField: (Id & { options: string[] }) | null }>(
    owner,
    `mutation { customField${what}(input: { ${input} }) {
      customField { id options } ${ERRORS} } }`,
  );

test('an option goes when nobody has it, or when it is said what becomes of those', async () => {
  const mood = 'key: "mood", label: "Mood", type: CHOICE, options: ["good", "bad", "new"]';
  const { customField } = await field(mood);
  const many = 'key: "many", label: "M", type: MULTI_CHOICE, options: ["x", "y", "z"]';
  const list = (await field(many)).customField;
  const { site: made } = await site(
    '[{ key: "mood", value: "bad" }, { key: "many", value: ["x", "y"] }]',
  );
  const options = `id: "${customField.id}", options: ["good", "fair"]`;
  expect((await step('Update', options)).userErrors).toMatchObject([
    { code: 'CORE_FIELD_OPTION_USED', path: ['input', 'options'] },
  ]);
  const wrong = `${options}, optionMoves: [{ from: "bad", to: "worse" }]`;
  expect((await step('Update', wrong)).userErrors).toMatchObject([
    { code: 'CORE_FIELD_OPTION_MOVE' },
  ]);
  const moved = await step('Update', `${options}, optionMoves: [{ from: "bad", to: "fair" }]`);
  expect(moved.customField?.options).toEqual(['good', 'fair']);
  const merge = `id: "${list.id}", options: ["y", "z"], optionMoves: [{ from: "x", to: "y" }]`;
  expect((await step('Update', merge)).userErrors).toEqual([]);
  const { site: now } = await graph.read<{ site: SitePayload['site'] }>(
    owner,
    `{ site(by: { id: "${made.id}" }) {
      version attributes(keys: ["mood", "many"]) { key value } } }`,
  );
  expect(now.attributes).toEqual([
    { key: 'mood', value: 'fair' },
    { key: 'many', value: ['y'] },
  ]);
  expect(now.version).toBe(3);
  const drop = `id: "${list.id}", options: ["z"], optionMoves: [{ from: "y" }]`;
  expect((await step('Update', drop)).userErrors).toEqual([]);
  const { sites } = await graph.read<{ sites: { nodes: Id[] } }>(
    owner,
    '{ sites(where: { attributes: [{ key: "many", isNull: false }] }) { nodes { id } } }',
  );
  expect(sites.nodes).toEqual([]);
});

test('an archived field is absent, its key taken; it comes back with its values', async () => {
  const { customField } = await field('key: "old", label: "Old", type: TEXT');
  const { site: made } = await site('[{ key: "old", value: "kept" }]');
  const input = `id: "${customField.id}"`;
  await step('Archive', input);
  const read = () =>
    graph.run(owner, `{ site(by: { id: "${made.id}" }) { attributes(keys: ["old"]) { value } } }`);
  expect((await read()).errors?.[0]?.message).toContain('no such custom field');
  expect((await field('key: "old", label: "Old", type: DATE')).userErrors).toMatchObject([
    { code: 'CORE_FIELD_KEY_TAKEN' },
  ]);
  expect((await step('Update', `${input}, label: "X"`)).userErrors).toMatchObject([
    { code: 'CORE_FIELD_ARCHIVED' },
  ]);
  const other = await update(made.id, '[{ key: "memo", value: "x" }]');
  expect(other.userErrors).toEqual([]);
  await step('Restore', input);
  expect((await read()).data).toMatchObject({ site: { attributes: [{ value: 'kept' }] } });
});

test.each([
  ['recordType: "Role", key: "a", label: "A", type: TEXT', 'CORE_FIELD_RECORD_TYPE'],
  ['recordType: "Site", key: "a", label: "A", type: CHOICE', 'CORE_FIELD_OPTIONS'],
  [
    'recordType: "Site", key: "a", label: "A", type: CHOICE, options: ["a", " a"]',
    'CORE_FIELD_OPTIONS',
  ],
  [
    'recordType: "Site", key: "a", label: "A", type: TEXT, options: ["a"]',
    'CORE_FIELD_OPTIONS_NONE',
  ],
  ['recordType: "Site", key: "a", label: "A", type: RECORD', 'CORE_FIELD_TARGET'],
  ['recordType: "Site", key: "a", label: "A", type: RECORD, target: "No"', 'CORE_FIELD_TARGET'],
  ['recordType: "Site", key: "a", label: "A", type: DATE, target: "Site"', 'CORE_FIELD_TARGET'],
  ['recordType: "Site", key: "a", label: " ", type: DATE', 'CORE_TEXT_BLANK'],
  [
    'recordType: "Site", key: "a", label: "A", type: DATE, permission: "x.y.z"',
    'CORE_PERMISSION_UNKNOWN',
  ],
  [
    'recordType: "Site", key: "a", label: "A", type: DATE, defaultValue: "soon"',
    'CORE_ATTRIBUTE_INVALID',
  ],
])('a definition is refused: %s', async (input, code) => {
  const { userErrors } = await graph.mutate(
    owner,
    `mutation { customFieldCreate(input: { ${input} }) { customField { id } ${ERRORS} } }`,
  );
  expect(userErrors).toMatchObject([{ code }]);
});

test('a field with a permission is not written without it, nor seen in a dry run', async () => {
  await field('key: "deed", label: "Deed", type: TEXT, permission: "core.role.write"');
  const { site: made } = await site('[{ key: "deed", value: "secret" }]');
  const role = await roleToken();
  const refused = await graph.run(
    role,
    `mutation { siteUpdate(input: { id: "${made.id}", attributes: { key: "deed", value: "x" } }) {
      site { id } } }`,
  );
  expect(refused.errors?.[0]?.extensions).toMatchObject({
    ...{ code: 'FORBIDDEN', permission: 'core.role.write' },
  });
  const clean = await graph.run(
    owner,
    `mutation { siteUpdate(input: { id: "${made.id}", attributes: [{ key: "deed", value: "y" },
      { key: "memo", value: "m" }] }) { site { id } } }`,
    true,
  );
  expect(JSON.stringify(clean.extensions)).toContain('"attributes.deed":"y"');
});

/** A caller who may change sites and no roles. */
async function roleToken(): Promise<string> {
  await graph.mutate(
    owner,
    `mutation { roleCreate(input: { key: "keeper", name: "Keeper", description: "Sites",
      permissions: [{ permission: "core.site.read" }, { permission: "core.site.write" }] }) {
      role { id } ${ERRORS} } }`,
  );
  return graph.token('keeper');
}
