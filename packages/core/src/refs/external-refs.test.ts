import { createCoreGraph, type CoreGraph, type Id } from '../../test/core-graph.js';

let graph: CoreGraph;
let owner: string;
const ERRORS = 'userErrors { code message path }';

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
});
afterAll(() => graph?.close());

const site = async (code: string, token = owner) => {
  const { site: made } = await graph.mutate<{ site: Id }>(
    token,
    `mutation { siteCreate(input: { code: "${code}", name: "N", timeZone: "UTC", country: "AT" }) {
      site { id } ${ERRORS} } }`,
  );
  return made.id;
};
const set = (recordId: string, system: string, id: string) =>
  graph.mutate<{ record: Id }>(
    owner,
    `mutation { externalRefSet(input: { recordId: "${recordId}", system: "${system}",
      id: ${JSON.stringify(id)} }) { record { id } ${ERRORS} } }`,
  );
interface Found {
  site: { code: string; externalRefs: { system: string; id: string }[] } | null;
}
const find = async (system: string, id: string, token = owner) => {
  const by = `{ externalRef: { system: "${system}", id: "${id}" } }`;
  const read = `{ site(by: ${by}) { code externalRefs { system id } } }`;
  return (await graph.read<Found>(token, read)).site;
};

test('a record is found by its id in another system, which a new one replaces', async () => {
  const id = await site('A');
  expect(await set(id, 'sap', ' 4711 ')).toEqual({ record: { id }, userErrors: [] });
  expect((await set(id, 'fleet', 'a/b "c"')).userErrors).toEqual([]);
  expect(await find('sap', '4711')).toEqual({
    code: 'A',
    externalRefs: [
      { system: 'fleet', id: 'a/b "c"' },
      { system: 'sap', id: '4711' },
    ],
  });
  await set(id, 'sap', '4712');
  expect(await find('sap', '4711')).toBeNull();
  expect(await find('sap', '4712')).toMatchObject({ code: 'A' });
});

test('an id stands for one record of a type in each organization', async () => {
  const [first, second] = [await site('B'), await site('C')];
  await set(first, 'sap', 'b');
  expect((await set(second, 'sap', 'b')).userErrors).toMatchObject([
    { code: 'CORE_EXTERNAL_REF_TAKEN', path: ['input', 'id'] },
  ]);
  const theirs = await graph.token('owner', 'other');
  expect(await find('sap', 'b', theirs)).toBeNull();
  const foreign = await graph.run(
    theirs,
    `mutation { externalRefSet(input: { recordId: "${first}", system: "sap", id: "x" }) {
      record { id } } }`,
  );
  expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
});

test('two writers of one id at once: one has it', async () => {
  const ids = [await site('R1'), await site('R2'), await site('R3')];
  const outcomes = await Promise.all(ids.map((id) => set(id, 'race', 'same')));
  const done = outcomes.filter(({ userErrors }) => userErrors.length === 0);
  expect(done).toHaveLength(1);
});

test('removing one that is there or not, and lists by system', async () => {
  const id = await site('D');
  await set(id, 'crm', '1');
  const list = async () => {
    const { sites } = await graph.read<{ sites: { nodes: { code: string }[] } }>(
      owner,
      `{ sites(where: { externalRefs: { system: "crm", id: { startsWith: "1" } } }) {
        nodes { code } } }`,
    );
    return sites.nodes.map(({ code }) => code);
  };
  expect(await list()).toEqual(['D']);
  for (let times = 0; times < 2; times += 1) {
    const { userErrors } = await graph.mutate(
      owner,
      `mutation { externalRefRemove(input: { recordId: "${id}", system: "crm" }) {
        record { id } ${ERRORS} } }`,
    );
    expect(userErrors).toEqual([]);
  }
  expect(await list()).toEqual([]);
});

test.each([
  ['SAP', '1'],
  ["a'b", '1'],
  ['sap', ' '],
  ['sap', 'x'.repeat(201)],
])('system %s with the id %s is refused', async (system, id) => {
  const { userErrors } = await set(await site(`X${Math.random()}`), system, id);
  expect(userErrors).toMatchObject([{ code: 'CORE_EXTERNAL_REF_INVALID' }]);
});
