import {
  createCoreGraph,
  DAY,
  type CoreGraph,
  type Id,
  type Payload,
} from '../../test/core-graph.js';
import { newApiKey, newSessionToken } from '../identity/tokens.js';

/** Keys, sessions and sign-in (security.md rows 35, 37, 55 and 56). */
let graph: CoreGraph;
let owner: string;

const ERRORS = 'userErrors { code message path }';
const VIEWER = '{ viewer { user { id displayName } permissions { permission conditions } } }';
const PASSWORD = 'correct horse battery';

type SignIn = Payload<{ token: string | null; expiresAt: string }>;
interface Viewer {
  viewer: { user: Id; permissions: object[] };
}

const signInDocument = (email: string, password: string, slug: string) =>
  `mutation { sessionCreate(input: { organization: "${slug}", email: "${email}",
    password: "${password}" }) { token expiresAt ${ERRORS} } }`;
const signIn = (email: string, password: string, slug = 'acme') =>
  graph.run(undefined, signInDocument(email, password, slug));

async function signedIn(email: string, password = PASSWORD, slug = 'acme'): Promise<string | null> {
  const document = signInDocument(email, password, slug);
  const { sessionCreate } = await graph.read<{ sessionCreate: SignIn }>(undefined, document);
  return sessionCreate.token;
}

async function human(email: string, role?: string, token = owner): Promise<string> {
  const { user, userErrors } = await graph.mutate<{ user: Id }>(
    token,
    `mutation { userInvite(input: { email: "${email}", displayName: "${email}",
      password: "${PASSWORD}" }) { user { id } ${ERRORS} } }`,
  );
  expect(userErrors).toEqual([]);
  if (role) {
    const look = `{ role(by: { key: "${role}" }) { id } }`;
    const found = await graph.read<{ role: Id }>(token, look);
    const input = `{ userId: "${user.id}", roleId: "${found.role.id}" }`;
    await graph.mutate(token, `mutation { grantCreate(input: ${input}) { ${ERRORS} } }`);
  }
  return user.id;
}

const expiry = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const createKey = (
  token: string,
  scopes: string,
  { user, days = 1, hasStepUp = false }: KeyOptions = {},
) =>
  graph.mutate<{ apiKey: Id; token: string }>(
    token,
    `mutation { apiKeyCreate(input: { name: "k", scopes: ${scopes}, expiresAt: "${expiry(days)}",
      hasStepUp: ${hasStepUp}
      ${user === undefined ? '' : `, userId: "${user}"`} }) {
      apiKey { id version } token ${ERRORS} } }`,
  );

interface KeyOptions {
  user?: string;
  days?: number;
  hasStepUp?: boolean;
}

beforeAll(async () => {
  graph = await createCoreGraph();
  owner = await graph.token('owner');
});
afterAll(() => graph?.close());

test('every bad credential gets one and the same answer', async () => {
  const answers = await Promise.all(
    ['x', newApiKey().text, newSessionToken().text, 'a'.repeat(10_000)].map((token) =>
      graph.authenticate(token).catch((error) => ({ ...error.extensions, text: error.message })),
    ),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await graph.authenticate(undefined)).kind).toBe('anonymous');
});

test('signing in gives a session with the rights of the user', async () => {
  const id = await human('ann@acme.test', 'viewer');
  const { sessionCreate } = await graph.read<{ sessionCreate: SignIn }>(
    undefined,
    signInDocument('Ann@Acme.test', PASSWORD, 'acme'),
  );
  const { expiresAt, userErrors } = sessionCreate;
  const token = sessionCreate.token ?? '';
  expect(userErrors).toEqual([]);
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(6.9 * DAY);
  const { viewer } = await graph.read<Viewer>(token, VIEWER);
  expect(viewer.user.id).toBe(id);
  expect(viewer.permissions).toContainEqual({
    permission: 'core.session.read',
    conditions: ['own'],
  });
  const sessions = '{ sessions { nodes { user { id } } } }';
  await human('bob@acme.test', 'viewer');
  await signedIn('bob@acme.test');
  expect((await graph.run(token, sessions)).data).toEqual({
    sessions: { nodes: [{ user: { id } }] },
  });
});

test('#55 unknown address, wrong password, other organization are refused alike', async () => {
  await human('cat@acme.test');
  const refusals = await Promise.all([
    signIn('cat@acme.test', 'not the password'),
    signIn('nobody@acme.test', PASSWORD),
    signIn('cat@acme.test', PASSWORD, 'other'),
    signIn('cat@acme.test', PASSWORD, 'nowhere'),
    signIn('cat@acme.test', ''),
  ]);
  const texts = new Set(refusals.map((answer) => JSON.stringify(answer)));
  expect(texts.size).toBe(1);
  expect(refusals[0]?.data).toMatchObject({
    sessionCreate: { token: null, userErrors: [{ code: 'CORE_LOGIN_FAILED' }] },
  });
});

test('#55 ten failures lock an address, known or not, also all at once', async () => {
  await human('dan@acme.test');
  const tries = Array.from({ length: 10 }, (_, index) => signIn('dan@acme.test', `guess ${index}`));
  await Promise.all(tries);
  expect(await signedIn('dan@acme.test')).toBeNull();
  await graph.database.owner.query(
    "update core.login_attempt set locked_until = now() - interval '1 second'",
  );
  expect(await signedIn('dan@acme.test')).toMatch(/^bus_/);
  const most = 'select max(failed_count) from core.login_attempt';
  const { rows } = await graph.database.owner.query(most);
  expect(rows[0].max).toBeLessThanOrEqual(10);
});

test('a dry run is no way to try passwords without being counted', async () => {
  await human('eve@acme.test');
  const document = signInDocument('eve@acme.test', PASSWORD, 'acme');
  const { errors } = await graph.run(undefined, document, true);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a password set in one organization opens no other', async () => {
  const foreign = await graph.token('owner', 'other');
  await human('fay@acme.test');
  const invited = await graph.mutate(
    foreign,
    `mutation { userInvite(input: { email: "fay@acme.test", displayName: "Fay" }) {
      user { id } ${ERRORS} } }`,
  );
  expect(invited.userErrors).toEqual([]);
  expect(await signedIn('fay@acme.test')).toMatch(/^bus_/);
  expect(await signedIn('fay@acme.test', PASSWORD, 'other')).toBeNull();
});

test('#35 #56 an ended session, a deactivated user: refused at the next request', async () => {
  const id = await human('gus@acme.test', 'viewer');
  const [one, two] = [await signedIn('gus@acme.test'), await signedIn('gus@acme.test')];
  const ended = await graph.mutate(
    one ?? '',
    `mutation { sessionRevoke(input: {}) { session { revokedAt } ${ERRORS} } }`,
  );
  expect(ended.userErrors).toEqual([]);
  await expect(graph.run(one ?? '', VIEWER)).rejects.toThrow(/not valid/);
  expect((await graph.run(two ?? '', VIEWER)).errors).toBeUndefined();
  await graph.mutate(owner, `mutation { userDeactivate(input: { id: "${id}" }) { ${ERRORS} } }`);
  await expect(graph.run(two ?? '', VIEWER)).rejects.toThrow(/not valid/);
  expect(await signedIn('gus@acme.test')).toBeNull();
});

test('#35 rights are looked up anew after a write about them, and after no other', async () => {
  const id = await human('wanda@acme.test', 'viewer');
  const heard: unknown[] = [];
  const { credentials } = graph.runtime;
  const changed = credentials.changed.bind(credentials);
  credentials.changed = (organizationId) => {
    heard.push(organizationId);
    changed(organizationId);
  };
  try {
    const rename = `userUpdate(input: { id: "${id}", displayName: "Ida" })`;
    const before = heard.length;
    await graph.mutate(owner, `mutation { ${rename} { ${ERRORS} } }`);
    expect(heard).toHaveLength(before + 1);
    const person = `personCreate(input: { givenName: "Ida", familyName: "Blau" })`;
    const made = await graph.mutate(owner, `mutation { ${person} { ${ERRORS} } }`);
    expect(made.userErrors).toEqual([]);
    expect(heard).toHaveLength(before + 1);
    await graph.mutate(owner, `mutation { userDeactivate(input: { id: "${id}" }) { ${ERRORS} } }`);
    expect(heard).toHaveLength(before + 2);
  } finally {
    credentials.changed = changed;
  }
});

test('changing the password needs the current one and ends the other sessions', async () => {
  await human('hal@acme.test', 'viewer');
  const [one, two] = [await signedIn('hal@acme.test'), await signedIn('hal@acme.test')];
  const change = (current: string, password: string) =>
    graph.mutate(
      one ?? '',
      `mutation { passwordChange(input: { currentPassword: "${current}",
        password: "${password}" }) { isChanged ${ERRORS} } }`,
    );
  const refused = async (current: string, password: string) =>
    (await change(current, password)).userErrors[0]?.code;
  expect(await refused('wrong', 'another long one')).toBe('CORE_PASSWORD_WRONG');
  expect(await refused(PASSWORD, 'short')).toBe('CORE_PASSWORD_WEAK');
  expect(await change(PASSWORD, 'another long one')).toEqual({ isChanged: true, userErrors: [] });
  expect((await graph.run(one ?? '', VIEWER)).errors).toBeUndefined();
  await expect(graph.run(two ?? '', VIEWER)).rejects.toThrow(/not valid/);
  expect(await signedIn('hal@acme.test')).toBeNull();
});

test('row 37: a key never has more than its owner has now', async () => {
  const user = await human('eda@acme.test', 'viewer');
  const { token, userErrors } = await createKey(owner, '["core.site.read"]', { user });
  expect(userErrors).toEqual([]);
  expect([...(await graph.authenticate(token)).permissions.keys()]).toEqual(['core.site.read']);
  const beyond = await createKey(owner, '["core.site.write"]', { user });
  expect(beyond).toMatchObject({ token: null, userErrors: [{ code: 'CORE_GRANT_EXCEEDS' }] });
  const { grants } = await graph.read<{ grants: { nodes: Id[] } }>(
    owner,
    `{ grants(where: { user: { id: { eq: "${user}" } } }) { nodes { id } } }`,
  );
  const revoke = `mutation { grantRevoke(input: { id: "${grants.nodes[0]?.id}" }) { ${ERRORS} } }`;
  await graph.mutate(owner, revoke);
  expect((await graph.authenticate(token)).permissions.size).toBe(0);
});

test('a key for somebody with more rights would be a way to them', async () => {
  const admin = await graph.token('admin');
  const { viewer } = await graph.read<Viewer>(owner, VIEWER);
  const { userErrors } = await createKey(admin, '["*"]', { user: viewer.user.id });
  expect(userErrors).toMatchObject([{ code: 'CORE_GRANT_EXCEEDS' }]);
});

test('row 37: a narrow key cannot make a wide one of the same user', async () => {
  const scopes = '["core.apiKey.write", "core.apiKey.read", "core.site.read"]';
  const narrow = await createKey(owner, scopes, { hasStepUp: true });
  const wide = await createKey(narrow.token, '["*"]');
  expect(wide).toMatchObject({ token: null, userErrors: [{ code: 'CORE_GRANT_EXCEEDS' }] });
  expect((await createKey(narrow.token, '["core.site.read"]')).userErrors).toEqual([]);
});

test.each([
  ['[]', 1, 'CORE_SCOPES_EMPTY'],
  ['["core.nothing.read"]', 1, 'CORE_PERMISSION_UNKNOWN'],
  ['["core.site.read"]', -1, 'CORE_EXPIRY_INVALID'],
  ['["core.site.read"]', 731, 'CORE_EXPIRY_INVALID'],
])('a key with scopes %s for %d days is refused', async (scopes, days, code) => {
  expect((await createKey(owner, scopes, { days })).userErrors).toMatchObject([{ code }]);
});

test('a revoked or expired key is refused at the next request', async () => {
  const { token, apiKey } = await createKey(owner, '["core.site.read"]');
  const revoke = `mutation { apiKeyRevoke(input: { id: "${apiKey.id}", expectedVersion: 1 }) {
    apiKey { revokedAt } ${ERRORS} } }`;
  await graph.authenticate(token);
  expect((await graph.mutate(owner, revoke)).userErrors).toEqual([]);
  await expect(graph.authenticate(token)).rejects.toThrow(/not valid/);
  expect((await graph.mutate(owner, revoke)).userErrors).toHaveLength(1);
  const other = await createKey(owner, '["core.site.read"]');
  await graph.database.owner.query("select set_config('app.organization_id', $1, false)", [
    graph.acme,
  ]);
  await graph.database.owner.query('update core.api_key set expires_at = now()');
  await expect(graph.authenticate(other.token)).rejects.toThrow(/not valid/);
});
