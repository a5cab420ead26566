import { createCoreGraph, DAY, type CoreGraph, type Id } from '../../test/core-graph.js';

/** Nobody gives, takes or keeps more than the own rights (security.md rows 36 and 37). */
let graph: CoreGraph;
let owner: string;
let admin: string;

interface RolePayload {
  role: Id & { version: number; permissions: { nodes: object[] } };
}
interface GrantPayload {
  grant: Id;
}
interface OwnerGrants {
  grants: { nodes: { id: string; user: Id & { displayName: string }; role: Id }[] };
}

const ROLE = 'role { id version permissions { nodes { permission conditions } } }';
const ERRORS = 'userErrors { code message path }';

async function roleId(key: string): Promise<string> {
  const { role } = await graph.read<{ role: Id }>(owner, `{ role(by: { key: "${key}" }) { id } }`);
  return role.id;
}

async function invite(name: string): Promise<string> {
  const { user } = await graph.mutate<{ user: Id }>(
    owner,
    `mutation { userInvite(input: { kind: SERVICE, displayName: "${name}" }) { user { id } } }`,
  );
  return user.id;
}

/** Every grant of the role `owner`. */
async function ownerGrants(): Promise<OwnerGrants['grants']['nodes']> {
  const where = '{ role: { key: { eq: "owner" } } }';
  const document = `{ grants(where: ${where}) {
    nodes { id user { id displayName } role { id } } } }`;
  return (await graph.read<OwnerGrants>(owner, document)).grants.nodes;
}

const grant = (token: string, userId: string, role: string) =>
  graph.mutate<GrantPayload>(
    token,
    `mutation { grantCreate(input: { userId: "${userId}", roleId: "${role}" }) {
      grant { id user { id } role { key } } ${ERRORS} } }`,
  );

/** `fields`: the permissions in brackets, and more. */
const createRole = (token: string, key: string, fields: string) =>
  graph.mutate<RolePayload>(
    token,
    `mutation { roleCreate(input: { key: "${key}", name: "${key}", permissions: ${fields} }) {
      ${ROLE} ${ERRORS} } }`,
  );

/** A key for a user, made by the owner. */
async function keyFor(userId: string, scopes = '["*"]'): Promise<{ token: string; id: string }> {
  const expiresAt = new Date(Date.now() + DAY).toISOString();
  const { apiKey, token, userErrors } = await graph.mutate<{
    apiKey: Id & { prefix: string };
    token: string;
  }>(
    owner,
    `mutation { apiKeyCreate(input: { name: "k", userId: "${userId}", scopes: ${scopes},
      expiresAt: "${expiresAt}" }) { apiKey { id prefix } token ${ERRORS} } }`,
  );
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  expect(token.startsWith(apiKey.prefix)).toBe(true);
  return { token, id: apiKey.id };
}

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
  admin = await graph.token('admin');
});
afterAll(() => graph?.close());

test('the default roles stand in the organization as data', async () => {
  const {
    roles: { nodes },
  } = await graph.read<{ roles: { nodes: { key: string; permissions: { nodes: object[] } }[] } }>(
    owner,
    '{ roles { nodes { key isDefault permissions(first: 1) { nodes { permission } } } } }',
  );
  expect(nodes.map(({ key }) => key)).toEqual(['admin', 'auditor', 'owner', 'viewer']);
  expect(nodes[2]?.permissions.nodes).toEqual([{ permission: '*' }]);
});

test('row 35: a grant counts from the next request on, and its end too', async () => {
  const user = await invite('Reader');
  const { token } = await keyFor(user);
  const before = await graph.run(token, '{ sites { totalCount } }');
  expect(before.errors?.[0]?.extensions).toMatchObject({
    code: 'FORBIDDEN',
    permission: 'core.site.read',
  });
  const made = await grant(owner, user, await roleId('viewer'));
  expect(made).toMatchObject({ grant: { role: { key: 'viewer' } }, userErrors: [] });
  expect((await graph.run(token, '{ sites { totalCount } }')).data).toEqual({
    sites: { totalCount: 0 },
  });
  await graph.mutate(
    owner,
    `mutation { grantRevoke(input: { id: "${made.grant.id}" }) { deletedId ${ERRORS} } }`,
  );
  expect((await graph.run(token, '{ sites { totalCount } }')).errors).toHaveLength(1);
});

test('row 36: nobody grants a role to oneself', async () => {
  const { viewer } = await graph.read<{ viewer: { user: Id } }>(
    owner,
    '{ viewer { user { id } } }',
  );
  const refused = await grant(owner, viewer.user.id, await roleId('viewer'));
  expect(refused).toMatchObject({ grant: null, userErrors: [{ code: 'CORE_SELF_GRANT' }] });
});

test('an administrator neither gives nor takes what owners hold', async () => {
  const user = await invite('Climber');
  const ownerRole = await roleId('owner');
  expect((await grant(admin, user, ownerRole)).userErrors).toMatchObject([
    { code: 'CORE_GRANT_EXCEEDS', path: ['input', 'roleId'] },
  ]);
  expect((await createRole(admin, 'sneaky', '[{ permission: "*" }]')).userErrors).toMatchObject([
    { code: 'CORE_GRANT_EXCEEDS' },
  ]);
  const births = '[{ permission: "core.birthDate.read" }]';
  expect((await createRole(admin, 'births', births)).userErrors).toMatchObject([
    { code: 'CORE_GRANT_EXCEEDS', message: expect.stringContaining('core.birthDate.read') },
  ]);
  const [first] = await ownerGrants();
  const revoked = `mutation { grantRevoke(input: { id: "${first?.id}" }) { ${ERRORS} } }`;
  expect((await graph.mutate(admin, revoked)).userErrors[0]?.code).toBe('CORE_GRANT_EXCEEDS');
  const off = `mutation { userDeactivate(input: { id: "${first?.user.id}" }) { ${ERRORS} } }`;
  expect((await graph.mutate(admin, off)).userErrors[0]?.code).toBe('CORE_GRANT_EXCEEDS');
});

test('row 36: a role cannot be widened beyond the rights of who changes it', async () => {
  const made = await createRole(owner, 'narrow', '[{ permission: "core.site.read" }]');
  expect(made.userErrors).toEqual([]);
  const widen = (permissions: string) =>
    `mutation { roleUpdate(input: { id: "${made.role.id}", permissions: [${permissions}] }) {
      ${ROLE} ${ERRORS} } }`;
  const both = '{ permission: "core.site.read" }, { permission: "core.birthDate.read" }';
  expect((await graph.mutate(admin, widen(both))).userErrors[0]?.code).toBe('CORE_GRANT_EXCEEDS');
  const own = '{ permission: "core.site.read", when: ["own"] }';
  const allowed = `${own}, { permission: "core.site.write" }`;
  const { role } = await graph.mutate<RolePayload>(admin, widen(allowed));
  expect(role.version).toBe(made.role.version + 1);
  expect(role.permissions.nodes).toEqual([
    { permission: 'core.site.read', conditions: ['own'] },
    { permission: 'core.site.write', conditions: null },
  ]);
});

test.each([
  ['{ permission: "core.sites.read" }', 'CORE_PERMISSION_UNKNOWN'],
  ['{ permission: "core.site.read", when: ["mine"] }', 'CORE_CONDITION_UNKNOWN'],
  ['{ permission: "core.site.read", when: [] }', 'CORE_CONDITION_UNKNOWN'],
  ['{ permission: "*", when: ["own"] }', 'CORE_CONDITION_UNKNOWN'],
  ['{ permission: "core.site.read" }, { permission: "core.site.read" }', 'CORE_PERMISSION_TWICE'],
])('a role with %s is refused', async (permissions, code) => {
  const { role, userErrors } = await createRole(owner, 'odd', `[${permissions}]`);
  expect(role).toBeNull();
  expect(userErrors).toMatchObject([{ code, path: expect.arrayContaining(['permissions']) }]);
});

test('a wider limit class is a right too', async () => {
  const fields = '[{ permission: "core.site.read" }], limitClass: BENCHMARK';
  expect((await createRole(admin, 'fast', fields)).userErrors).toMatchObject([
    { code: 'CORE_GRANT_EXCEEDS', path: ['input', 'limitClass'] },
  ]);
  expect((await createRole(owner, 'fast', fields)).userErrors).toEqual([]);
});

test('row 36: the last owner stays, whatever way is tried', async () => {
  const [first] = await ownerGrants();
  if (!first) throw new Error('There is an owner.');
  const { id, user, role } = first;
  for (const mutation of [
    `grantRevoke(input: { id: "${id}" })`,
    `userDeactivate(input: { id: "${user.id}" })`,
    `roleUpdate(input: { id: "${role.id}", permissions: [] })`,
  ]) {
    const { userErrors } = await graph.mutate(owner, `mutation { ${mutation} { ${ERRORS} } }`);
    expect(userErrors).toMatchObject([{ code: 'CORE_LAST_OWNER' }]);
  }
  const second = await invite('Second owner');
  expect((await grant(owner, second, role.id)).userErrors).toEqual([]);
  const { token } = await keyFor(second);
  const drop = `mutation { grantRevoke(input: { id: "${id}" }) { deletedId ${ERRORS} } }`;
  expect(await graph.mutate(token, drop, true)).toMatchObject({ deletedId: id, userErrors: [] });
});

test('#35 a change of rights forgets whom the process knows, no other does', async () => {
  const { credentials } = graph.runtime;
  const forget = credentials.changed.bind(credentials);
  const forgotten: (string | undefined)[] = [];
  credentials.changed = (organization) => {
    forgotten.push(organization);
    forget(organization);
  };
  const forgetsAfter = async (work: () => Promise<unknown>): Promise<boolean> => {
    forgotten.length = 0;
    await work();
    return forgotten.length > 0;
  };
  const secondFactor = (is: boolean) =>
    graph.mutate(
      owner,
      `mutation { organizationUpdate(input: { isSecondFactorRequired: ${is} }) { ${ERRORS} } }`,
    );
  expect(await forgetsAfter(() => invite('Quiet'))).toBe(false);
  const role = createRole.bind(null, owner, 'loud', '[{ permission: "core.site.read" }]');
  expect(await forgetsAfter(role)).toBe(true);
  expect(await forgetsAfter(() => secondFactor(true))).toBe(true);
  expect(await forgetsAfter(() => secondFactor(false))).toBe(true);
  expect(forgotten).toEqual([graph.acme]);
  Reflect.deleteProperty(credentials, 'changed');
});

test('row 36: two owners who remove each other at once leave one', async () => {
  const role = await roleId('owner');
  const [a, b] = [await invite('A'), await invite('B')];
  const [grantA, grantB] = [await grant(owner, a, role), await grant(owner, b, role)];
  const [keyA, keyB] = [await keyFor(a), await keyFor(b)];
  for (const { id, user } of await ownerGrants()) {
    if (user.displayName.length === 1) continue;
    const mutation = `mutation { grantRevoke(input: { id: "${id}" }) { ${ERRORS} } }`;
    await graph.mutate(keyA.token, mutation);
  }
  const revoke = (token: string, id: string) =>
    graph
      .run(token, `mutation { grantRevoke(input: { id: "${id}" }) { deletedId ${ERRORS} } }`)
      .then(({ data }) => (data?.['grantRevoke'] as { deletedId?: string })?.deletedId ?? null);
  const done = await Promise.all([
    revoke(keyA.token, grantB.grant.id),
    revoke(keyB.token, grantA.grant.id),
  ]);
  expect(done.filter((id) => id !== null)).toHaveLength(1);
});
