import type { Loose } from '@bureau/testing';
import { createCompany, type TestCompany } from '../../test/company.js';

let company: TestCompany;
const ids: Record<string, string> = {};
beforeAll(async () => {
  company = await createCompany();
  for (const code of ['MAIL', 'STORE', 'HOST', 'POWER', 'TWIN-A', 'TWIN-B']) {
    const input = { code, name: code, kind: code === 'MAIL' ? 'SERVICE' : 'SERVER' };
    const call = 'configurationItemCreate configurationItem { id }';
    ids[code] = (await company.done(call, input)).configurationItem.id;
  }
  await relate('MAIL', 'STORE');
  await relate('STORE', 'HOST');
  await relate('MAIL', 'HOST');
  await relate('HOST', 'POWER');
  await relate('TWIN-A', 'TWIN-B');
  await relate('TWIN-B', 'TWIN-A');
  await relate('TWIN-A', 'POWER');
});
afterAll(() => company?.close());

function relate(dependent: string, dependency: string): Promise<Loose> {
  const input = { dependentId: ids[dependent], dependencyId: ids[dependency], kind: 'USES' };
  return company.done('configurationRelationCreate configurationRelation { id }', input);
}

async function reached(field: string, code: string, depth = 10): Promise<string[]> {
  const data = await company.app.owner.data(
    `query($id: ID!, $depth: Int!) { ${field}(itemId: $id, depth: $depth) {
      depth item { code } } }`,
    { id: ids[code], depth },
  );
  return data[field].map((it: Loose) => `${it.item.code} ${it.depth}`).sort();
}

test('what depends on an item is reached over all relations, by the shortest way', async () => {
  expect(await reached('configurationDependents', 'POWER')).toEqual([
    ...['HOST 1', 'MAIL 2', 'STORE 2', 'TWIN-A 1', 'TWIN-B 2'],
  ]);
  expect(await reached('configurationDependents', 'POWER', 1)).toEqual(['HOST 1', 'TWIN-A 1']);
  expect(await reached('configurationDependencies', 'MAIL')).toEqual([
    ...['HOST 1', 'POWER 2', 'STORE 1'],
  ]);
});

test('rings end, and nothing is reached from itself', async () => {
  expect(await reached('configurationDependents', 'TWIN-A', 20)).toEqual(['TWIN-B 1']);
  expect(await reached('configurationDependencies', 'TWIN-B', 20)).toEqual(['POWER 2', 'TWIN-A 1']);
});

test('depths beyond the limit and bad relations are refused; strangers reach nothing', async () => {
  const { owner } = company.app;
  const ask = (depth: number) =>
    owner.query(
      `query($id: ID!, $depth: Int!) { configurationDependents(itemId: $id, depth: $depth) {
        depth } }`,
      { id: ids['POWER'], depth },
    );
  for (const depth of [0, 21]) {
    expect((await ask(depth)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
  const wish = async (dependent: string, dependency: string) => {
    const input = { dependentId: ids[dependent], dependencyId: ids[dependency], kind: 'USES' };
    return (await company.refused('configurationRelationCreate', input)).map(({ code }) => code);
  };
  expect(await wish('MAIL', 'MAIL')).toEqual(['ASSETS_RELATION_SELF']);
  expect(await wish('MAIL', 'STORE')).toEqual(['ASSETS_RELATION_TWICE']);
  const other = await company.app.otherOrganization();
  const { configurationDependents } = await other.owner.data(
    'query($id: ID!) { configurationDependents(itemId: $id) { depth } }',
    { id: ids['POWER'] },
  );
  expect(configurationDependents).toEqual([]);
  const { errors } = await company.app
    .as({ role: 'viewer' })
    .query('query($id: ID!) { configurationDependents(itemId: $id) { depth } }', {
      id: ids['POWER'],
    });
  expect(errors[0]?.extensions).toMatchObject({ permission: 'assets.configuration.read' });
});

test('an item with relations stays; one without goes', async () => {
  const remove = (id: string | undefined) =>
    company.app.owner.query(
      `mutation($id: ID!) { configurationItemDelete(input: { id: $id }) {
        deletedId userErrors { code } } }`,
      { id },
    );
  const kept = (await remove(ids['POWER'])).data.configurationItemDelete;
  expect(kept.userErrors).toEqual([{ code: 'ASSETS_ITEM_NEEDED' }]);
  const call = 'configurationItemCreate configurationItem { id }';
  const { configurationItem } = await company.done(call, {
    ...{ code: 'LONE', name: 'Lone', kind: 'DEVICE' },
  });
  const { data } = await remove(configurationItem.id);
  expect(data.configurationItemDelete.deletedId).toBe(configurationItem.id);
});
