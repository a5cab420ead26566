import { createCoreGraph, type CoreGraph, type Id } from '../../test/core-graph.js';

let graph: CoreGraph;
let owner: string;
const ERRORS = 'userErrors { code message path }';

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
});
afterAll(() => graph?.close());

interface SitePayload {
  site: Id & { version: number; code: string; name: string; city: string | null };
}
interface UnitPayload {
  orgUnit: Id & { parent: { code: string } | null };
}

const site = (fields: string) =>
  graph.mutate<SitePayload>(
    owner,
    `mutation { siteCreate(input: { ${fields} }) {
      site { id version code name city } ${ERRORS} } }`,
  );
const unit = async (code: string, more = '') => {
  const { orgUnit } = await graph.mutate<UnitPayload>(
    owner,
    `mutation { orgUnitCreate(input: { code: "${code}", name: "${code}" ${more} }) {
      orgUnit { id } ${ERRORS} } }`,
  );
  return orgUnit.id;
};

test('a site is added, changed in what is given, and its version checked', async () => {
  const made = await site('code: " HQ ", name: "Main", timeZone: "Europe/Vienna", country: "AT"');
  expect(made).toMatchObject({ site: { code: 'HQ', version: 1, city: null }, userErrors: [] });
  const update = (fields: string) =>
    graph.mutate<SitePayload>(
      owner,
      `mutation { siteUpdate(input: { id: "${made.site.id}", ${fields} }) {
        site { version code name city } ${ERRORS} } }`,
    );
  expect((await update('city: "Wien", expectedVersion: 1')).site).toEqual({
    version: 2,
    code: 'HQ',
    name: 'Main',
    city: 'Wien',
  });
  expect((await update('city: null')).site.city).toBeNull();
  expect((await update('name: "Late", expectedVersion: 1')).userErrors).toMatchObject([
    { code: 'CORE_VERSION_CONFLICT' },
  ]);
  await expect(update('name: null')).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test.each([
  ['name: " ", timeZone: "UTC", country: "AT"', 'CORE_TEXT_BLANK', 'name'],
  ['name: "x", timeZone: "+01:00", country: "AT"', 'CORE_TIME_ZONE_UNKNOWN', 'timeZone'],
  ['name: "x", timeZone: "UTC", country: "ZZ"', 'CORE_COUNTRY_UNKNOWN', 'country'],
  ['name: "x", timeZone: "UTC", country: "Austria"', 'CORE_COUNTRY_UNKNOWN', 'country'],
])('a site with %s is refused', async (fields, code, at) => {
  const { site: made, userErrors } = await site(`code: "bad", ${fields}`);
  expect(made).toBeNull();
  expect(userErrors).toMatchObject([{ code, path: ['input', at] }]);
});

test('row 27: a code stands once in an organization', async () => {
  const fields = 'code: "TWICE", name: "x", timeZone: "UTC", country: "AT"';
  expect((await site(fields)).userErrors).toEqual([]);
  expect((await site(fields)).userErrors).toMatchObject([
    { code: 'CORE_DUPLICATE', path: ['input', 'code'] },
  ]);
});

test('units form a tree and never a ring', async () => {
  const top = await unit('TOP');
  const mid = await unit('MID', `, parentId: "${top}"`);
  const low = await unit('LOW', `, parentId: "${mid}"`);
  const move = (id: string, parent: string | null) =>
    graph.mutate<UnitPayload>(
      owner,
      `mutation { orgUnitMove(input: { id: "${id}", parentId: ${parent && `"${parent}"`} }) {
        orgUnit { parent { code } } ${ERRORS} } }`,
    );
  for (const [id, parent] of [
    [top, top],
    [top, mid],
    [top, low],
  ] as const) {
    expect((await move(id, parent)).userErrors).toMatchObject([{ code: 'CORE_ORG_UNIT_RING' }]);
  }
  expect((await move(low, top)).orgUnit.parent).toEqual({ code: 'TOP' });
  expect((await move(low, null)).orgUnit.parent).toBeNull();
  const { data } = await graph.run(
    owner,
    '{ orgUnit(by: { code: "TOP" }) { children { nodes { code parent { code } } } } }',
  );
  expect(data).toEqual({
    orgUnit: { children: { nodes: [{ code: 'MID', parent: { code: 'TOP' } }] } },
  });
});

test('#25 a record of another organization cannot be linked and looks missing', async () => {
  const foreign = await graph.token('owner', 'other');
  const input = '{ code: "X", name: "X", country: "AT", currency: "EUR" }';
  const { legalEntity } = await graph.mutate<{ legalEntity: Id }>(
    foreign,
    `mutation { legalEntityCreate(input: ${input}) { legalEntity { id } ${ERRORS} } }`,
  );
  const link = (id: string) =>
    graph
      .run(
        owner,
        `mutation { orgUnitCreate(input: { code: "F", name: "F", legalEntityId: "${id}" }) {
          orgUnit { id } ${ERRORS} } }`,
      )
      .then(({ errors }) => ({ ...errors?.[0]?.extensions, text: errors?.[0]?.message }));
  const missing = `${legalEntity.id.slice(0, -4)}0000`;
  expect(await link(legalEntity.id)).toEqual(await link(missing));
  expect(await link(legalEntity.id)).toMatchObject({ code: 'NOT_FOUND' });
});

test('people show a name that the database keeps; birth dates have a permission', async () => {
  const input = 'givenName: "Ada Maria", familyName: "Kern", birthDate: "1990-02-28"';
  const { person } = await graph.mutate<{ person: Id }>(
    owner,
    `mutation { personCreate(input: { ${input}, email: "Ada@Kern.test" }) {
      person { id displayName email birthDate } ${ERRORS} } }`,
  );
  expect(person).toMatchObject({
    displayName: 'Ada Maria Kern',
    email: 'ada@kern.test',
    birthDate: '1990-02-28',
  });
  const renamed = await graph.mutate<{ person: { displayName: string } }>(
    owner,
    `mutation { personUpdate(input: { id: "${person.id}", preferredName: "Ada" }) {
      person { displayName } ${ERRORS} } }`,
  );
  expect(renamed.person.displayName).toBe('Ada Kern');
  const viewer = await graph.token('viewer');
  const find = (field: string) =>
    graph.run(viewer, `{ people(search: "ada k") { nodes { ${field} } } }`);
  expect((await find('displayName')).data).toEqual({
    people: { nodes: [{ displayName: 'Ada Kern' }] },
  });
  expect((await find('birthDate')).errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'core.birthDate.read',
  });
});

test('the organization is changed through the caller', async () => {
  const { organization, userErrors } = await graph.mutate<{ organization: object }>(
    owner,
    `mutation { organizationUpdate(input: { timeZone: "Europe/Rome", expectedVersion: 1 }) {
      organization { slug timeZone version } ${ERRORS} } }`,
  );
  expect(userErrors).toEqual([]);
  expect(organization).toEqual({ slug: 'acme', timeZone: 'Europe/Rome', version: 2 });
  expect((await graph.authenticate(owner)).timeZone).toBe('Europe/Rome');
});
