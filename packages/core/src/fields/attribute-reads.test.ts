import { createExecutor } from '../context/execute.js';
import { createRuntime } from '../context/runtime.js';
import { createCoreGraph, type CoreGraph, type Id } from '../../test/core-graph.js';

let graph: CoreGraph;
let owner: string;
let viewer: string;

async function add(key: string, type: string, more = ''): Promise<string> {
  const { customField } = await graph.mutate<{ customField: Id }>(
    owner,
    `mutation { customFieldCreate(input: { recordType: "Site", key: "${key}", label: "${key}",
      type: ${type} ${more} }) { customField { id } userErrors { code } } }`,
  );
  return customField.id;
}

async function site(code: string, attributes: string, token = owner): Promise<string> {
  const { site: made } = await graph.mutate<{ site: Id }>(
    token,
    `mutation { siteCreate(input: { code: "${code}", name: "${code}", timeZone: "UTC",
      country: "AT", attributes: [${attributes}] }) { site { id } userErrors { code message } } }`,
  );
  return made.id;
}

const codes = async (args: string, token = owner) => {
  const { sites } = await graph.read<{ sites: { nodes: { code: string }[] } }>(
    token,
    `{ sites(${args}) { nodes { code } } }`,
  );
  return sites.nodes.map(({ code }) => code).join('');
};
const where = (conditions: string) => codes(`where: { attributes: ${conditions} }`);
const refusal = async (args: string, token = owner) => {
  const { errors } = await graph.run(token, `{ sites(${args}) { nodes { code } totalCount } }`);
  return errors?.[0];
};

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  viewer = await graph.token('viewer');
  await add('floor', 'INTEGER');
  await add('rent', 'DECIMAL');
  await add('note', 'TEXT');
  await add('tags', 'MULTI_CHOICE', 'options: ["red", "blue", "%"]');
  await add('deed', 'TEXT', 'permission: "core.legalEntity.write"');
  await add('memo', 'TEXT', 'isFilterable: false');
  await site('A', '{ key: "floor", value: 10 }, { key: "rent", value: "9.5" }');
  await site('B', '{ key: "floor", value: 9 }, { key: "note", value: "Über 50%" }');
  await site('C', '{ key: "rent", value: "10" }, { key: "tags", value: ["red"] }');
  await site('D', '{ key: "floor", value: -1 }, { key: "tags", value: ["blue", "%"] }');
  await site('E', '{ key: "deed", value: "secret" }, { key: "memo", value: "m" }');
});
afterAll(() => graph?.close());

test.each([
  ['[{ key: "floor", eq: 10 }]', 'A'],
  ['[{ key: "floor", in: [9, -1, 7] }]', 'BD'],
  ['[{ key: "floor", gt: 9 }]', 'A'],
  ['[{ key: "floor", gte: -1, lt: 10 }]', 'BD'],
  ['[{ key: "floor", isNull: true }]', 'CE'],
  ['[{ key: "floor", isNull: false }, { key: "rent", isNull: true }]', 'BD'],
  ['[{ key: "rent", eq: "10.00" }]', 'C'],
  ['[{ key: "rent", gt: "9.49" }]', 'AC'],
  ['[{ key: "note", contains: "BER 50%" }]', 'B'],
  ['[{ key: "note", startsWith: "_ber" }]', ''],
  ['[{ key: "tags", contains: "blue" }]', 'D'],
  ['[{ key: "tags", in: ["red", "%"] }]', 'CD'],
  ['[]', 'ABCDE'],
])('where %s', async (conditions, expected) => {
  expect(await where(conditions)).toBe(expected);
});

test('conditions on custom fields stand beside others, and in and, or and not', async () => {
  expect(await codes('where: { not: { attributes: [{ key: "floor", eq: 10 }] } }')).toBe('BCDE');
  expect(
    await codes(
      `where: { or: [{ attributes: [{ key: "rent", eq: "10" }] }, { code: { eq: "E" } }] }`,
    ),
  ).toBe('CE');
});

test('orders by custom fields page like others, nulls where asked', async () => {
  expect(await codes('orderBy: [{ attribute: "floor" }]')).toMatch(/^DBA[CE]{2}$/);
  expect(await codes('orderBy: [{ attribute: "floor", direction: DESC }]')).toMatch(/^[CE]{2}ABD$/);
  const byRent = 'orderBy: [{ attribute: "rent", nulls: LAST, direction: DESC }, { field: CODE }]';
  expect(await codes(byRent)).toBe('CABDE');
  let cursor: string | null = null;
  let seen = '';
  do {
    const after: string = cursor === null ? '' : `, after: "${cursor}"`;
    const page: Page = await graph.read<Page>(
      owner,
      `{ sites(first: 2, ${byRent}${after}) {
        nodes { code } pageInfo { hasNextPage endCursor } } }`,
    );
    seen += page.sites.nodes.map(({ code }) => code).join('');
    cursor = page.sites.pageInfo.hasNextPage ? page.sites.pageInfo.endCursor : null;
  } while (cursor !== null);
  expect(seen).toBe('CABDE');
});

interface Page {
  sites: {
    nodes: { code: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

test.each([
  ['where: { attributes: [{ key: "floor", contains: "1" }] }', 'floor is INTEGER: it takes'],
  ['where: { attributes: [{ key: "floor", eq: "1" }] }', 'floor is INTEGER: give a whole number'],
  ['where: { attributes: [{ key: "tags", eq: ["red"] }] }', 'tags is MULTI_CHOICE: it takes'],
  [
    'where: { attributes: [{ key: "tags", contains: "green" }] }',
    'one of'.replace('one of', 'tags is MULTI_CHOICE: give'),
  ],
  ['where: { attributes: [{ key: "memo", eq: "m" }] }', 'memo is not filterable'],
  ['where: { attributes: [{ key: "nope", eq: "m" }] }', 'It has: deed, floor, memo'],
  ['orderBy: [{ attribute: "tags" }]', 'MULTI_CHOICE tags has no order'],
  ['orderBy: [{ attribute: "memo" }]', 'memo is not filterable'],
  ['orderBy: [{ direction: ASC }]', 'give exactly one of field and attribute'],
  ['orderBy: [{ field: CODE, attribute: "floor" }]', 'give exactly one of field and attribute'],
])('%s is refused by name', async (args, words) => {
  const error = await refusal(args);
  expect(error?.extensions?.['code']).toBe('BAD_USER_INPUT');
  expect(error?.message).toContain(words);
});

test('#32 a field is absent without its permission, and FORBIDDEN where it is named', async () => {
  const read = `{ sites(where: { code: { eq: "E" } }) { nodes { attributes { key value } } } }`;
  type Sites = { sites: { nodes: { attributes: { key: string; value: unknown }[] }[] } };
  const keysOf = async (token: string) =>
    (await graph.read<Sites>(token, read)).sites.nodes[0]?.attributes.map(({ key }) => key);
  expect(await keysOf(owner)).toContain('deed');
  expect(await keysOf(viewer)).not.toContain('deed');
  const forbidden = {
    extensions: { code: 'FORBIDDEN', permission: 'core.legalEntity.write' },
  };
  expect(
    await refusal('where: { attributes: [{ key: "deed", eq: "secret" }] }', viewer),
  ).toMatchObject(forbidden);
  expect(
    await refusal(
      'where: { not: { or: [{ attributes: [{ key: "deed", isNull: true }] }] } }',
      viewer,
    ),
  ).toMatchObject(forbidden);
  expect(await refusal('orderBy: [{ attribute: "deed" }]', viewer)).toMatchObject(forbidden);
  const asked = await graph.run(
    viewer,
    `{ sites { nodes { attributes(keys: ["deed"]) { value } } } }`,
  );
  expect(asked.errors?.[0]).toMatchObject(forbidden);
  expect(JSON.stringify(asked)).not.toContain('secret');
  const unknown = await refusal('where: { attributes: [{ key: "nope", eq: "x" }] }', viewer);
  expect(unknown?.message).not.toContain('deed');
});

test('#39 keys and values reach SQL as parameters or not at all', async () => {
  for (const text of ["x' or true --", '"}}\') or 1=1 --', '$1', "\\'", '{"a": 1}']) {
    const value = JSON.stringify(text);
    expect(await where(`[{ key: "note", eq: ${value} }]`)).toBe('');
    expect(await where(`[{ key: "note", contains: ${value} }]`)).toBe('');
    expect(await where(`[{ key: "note", in: [${value}, ${value}] }]`)).toBe('');
    expect(
      (await refusal(`where: { attributes: [{ key: ${value}, isNull: true }] }`))?.message,
    ).toMatch(/no such custom field/);
    expect((await refusal(`orderBy: [{ attribute: ${value} }]`))?.message).toMatch(
      /no such custom field/,
    );
  }
});

test('the same key is of another type in another organization', async () => {
  const theirs = await graph.token('owner', 'other');
  await graph.mutate(
    theirs,
    `mutation { customFieldCreate(input: { recordType: "Site", key: "floor", label: "Etage",
      type: TEXT }) { customField { id } userErrors { code } } }`,
  );
  await site('Z', '{ key: "floor", value: "ground" }', theirs);
  expect(await codes('where: { attributes: [{ key: "floor", startsWith: "gro" }] }', theirs)).toBe(
    'Z',
  );
  expect(await codes('where: { attributes: [{ key: "floor", gte: -5 }] }')).toBe('ABD');
  expect(
    (await refusal('where: { attributes: [{ key: "rent", gt: "1" }] }', theirs))?.message,
  ).toContain('It has: floor.');
});

test('a field that one process adds is seen by the next request of another', async () => {
  const { composition } = graph.runtime;
  const ignore = () => undefined;
  const second = createRuntime(composition, {
    ...{ appUrl: graph.database.appUrl, rootKey: graph.rootKey, poolSize: 2 },
    log: { info: ignore, warn: ignore, error: console.error },
  });
  try {
    const execute = createExecutor(second);
    const keys = async () => {
      const principal = await graph.authenticate(owner);
      const caller = { principal, requestId: 'second', deadline: Date.now() + 20_000 };
      const document = '{ sites(first: 1) { nodes { attributes { key label } } } }';
      const { data } = await execute({ document, caller });
      const { sites } = data as unknown as { sites: { nodes: { attributes: object[] }[] } };
      return sites.nodes[0]?.attributes;
    };
    expect(await keys()).not.toContainEqual({ key: 'late', label: 'late' });
    const id = await add('late', 'TEXT');
    expect(await keys()).toContainEqual({ key: 'late', label: 'late' });
    await graph.mutate(
      owner,
      `mutation { customFieldUpdate(input: { id: "${id}", label: "Later" }) {
        customField { id } userErrors { code } } }`,
    );
    expect(await keys()).toContainEqual({ key: 'late', label: 'Later' });
  } finally {
    await second.close();
  }
});
