import { createCoreGraph, DAY, type CoreGraph } from '../../test/core-graph.js';
import type { DefaultRole } from '../authz/permissions.js';
import { issueToken } from './issue-token.js';
import { createOrganization, inOrganization, syncDefaultRoles } from './organization.js';

let graph: CoreGraph;
const owner = () => graph.database.owner;

beforeAll(async () => {
  graph = await createCoreGraph();
});
afterAll(() => graph?.close());

const role = (key: string, permissions: DefaultRole['permissions']): DefaultRole => ({
  key,
  name: key,
  description: '',
  permissions,
});

async function permissionsOf(organization: string, key: string): Promise<string[]> {
  const { rows } = await inOrganization(owner(), organization, () =>
    owner().query<{ text: string }>(
      `select p.permission || coalesce(' ' || array_to_string(p.conditions, ','), '') as text
       from core.role_permission p join core.role r on r.id = p.role_id
       where p.organization_id = $1 and r.organization_id = $1 and r.key = $2 order by 1`,
      [organization, key],
    ),
  );
  return rows.map(({ text }) => text);
}

test('contributions of several plugins to one role are merged', async () => {
  const roles = [
    role('clerk', [
      'a.b.read',
      { permission: 'a.c.read', when: ['own'] },
      { permission: 'a.c.read', when: ['unit', 'own'] },
      { permission: 'a.d.read', when: ['own'] },
      'a.d.read',
    ]),
  ];
  const id = await createOrganization(owner(), { name: 'M', slug: 'merged', roles });
  expect(await permissionsOf(id, 'clerk')).toEqual(['a.b.read', 'a.c.read own,unit', 'a.d.read']);
});

test('a plugin that comes later adds its part; what the organization changed stays', async () => {
  const before = [role('clerk', ['a.b.read', 'a.b.write']), role('temp', ['a.b.read'])];
  const id = await createOrganization(owner(), { name: 'S', slug: 'synced', roles: before });
  await inOrganization(owner(), id, async () => {
    await owner().query("delete from core.role_permission where permission = 'a.b.write'");
    await owner().query("delete from core.role where key = 'temp'");
  });
  const after = [
    role('clerk', ['a.b.read', 'a.b.write', 'x.y.read']),
    role('temp', ['a.b.read', 'x.y.read']),
    role('xclerk', ['x.y.read']),
  ];
  for (let times = 0; times < 2; times += 1) await syncDefaultRoles(owner(), after);
  expect(await permissionsOf(id, 'clerk')).toEqual(['a.b.read', 'x.y.read']);
  expect(await permissionsOf(id, 'temp')).toEqual([]);
  expect(await permissionsOf(id, 'xclerk')).toEqual(['x.y.read']);
});

test.each([
  [{ slug: 'acme' }, 'CORE_SLUG_TAKEN'],
  [{ slug: 'Ac me' }, 'CORE_SLUG_INVALID'],
  [{ name: '  ' }, 'CORE_TEXT_BLANK'],
  [{ timeZone: 'Mars/Base' }, 'CORE_TIME_ZONE_UNKNOWN'],
  [{ currency: 'EURO' }, 'CORE_CURRENCY_UNKNOWN'],
])('an organization with %j is refused and leaves nothing', async (values, code) => {
  const wanted = { name: 'New', slug: 'new', roles: [], ...values };
  await expect(createOrganization(owner(), wanted)).rejects.toMatchObject({ code });
  const { rows } = await owner().query("select from core.organization where slug = 'new'");
  expect(rows).toHaveLength(0);
});

test('tokens of one role share one service user', async () => {
  const expires = new Date(Date.now() + DAY);
  const request = { organizationSlug: 'acme', roleKey: 'viewer', expires };
  const [one, two] = [await issueToken(owner(), request), await issueToken(owner(), request)];
  expect(one.userId).toBe(two.userId);
  expect(one.token).not.toBe(two.token);
  const principal = await graph.authenticate(one.token);
  expect(principal).toMatchObject({
    kind: 'apiKey',
    id: one.apiKeyId,
    userId: one.userId,
    organizationId: graph.acme,
    timeZone: 'UTC',
    limitClass: 'interactive',
  });
});

test.each([
  [{ organizationSlug: 'nowhere' }, 'CORE_ORGANIZATION_UNKNOWN'],
  [{ roleKey: 'king' }, 'CORE_ROLE_UNKNOWN'],
  [{ expires: new Date(0) }, 'CORE_EXPIRY_PAST'],
])('a token with %j is refused', async (values, code) => {
  const expires = new Date(Date.now() + DAY);
  const request = { organizationSlug: 'acme', roleKey: 'viewer', expires, ...values };
  await expect(issueToken(owner(), request)).rejects.toMatchObject({ code });
});
