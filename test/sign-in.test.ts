import { createTestApp, type TestApp, type TestHttp } from '@bureau/testing';
import { createFakeIssuer, type FakeIssuer } from '../packages/core/test/fake-issuer.js';

/** Sign-in over HTTP: cookies, one organization, OIDC (rows 15, 17, 31, 35, 51, 55 and 56). */
let app: TestApp;
let http: TestHttp;
let owner: string;
let issuer: FakeIssuer;

const PASSWORD = 'correct horse battery';
const NAME = '__Host-bureau-session';
const VIEWER = '{ viewer { organization { slug } permissions { permission } } }';
const SIGN_IN = `mutation SignInWithChallenge($input: SessionCreateInput!) {
  sessionCreate(input: $input) { token expiresAt challenge { token expiresAt factors }
    userErrors { code message path } } }`;

async function human(name: string, of: TestApp = app, token = owner): Promise<string> {
  const invite = `mutation { userInvite(input: { email: "${name}@acme.test", displayName: "${name}",
    password: "${PASSWORD}" }) { user { id } } }`;
  const { body } = await http.post({ token, query: invite });
  const { id } = body.data.userInvite.user;
  const [role] = await of.sql<{ id: string }>("select id from core.role where key = 'viewer'");
  const grant = `{ userId: "${id}", roleId: "${of.id('Role', role?.id ?? '')}" }`;
  const query = `mutation { grantCreate(input: ${grant}) { grant { id } } }`;
  expect((await http.post({ token, query })).body.errors).toBeUndefined();
  return id;
}

const signIn = (name: string, more: object = {}, headers: Record<string, string> = {}) => {
  const input = { organization: 'acme', email: `${name}@acme.test`, password: PASSWORD, ...more };
  return http.post({ query: SIGN_IN, variables: { input }, headers });
};

/** What a browser would keep of `set-cookie`: name and value. */
const kept = (headers: Headers) => headers.getSetCookie().map((text) => text.split(';')[0] ?? '');
const withCookie = (cookie: string, headers: Record<string, string> = {}) =>
  http.post({ query: VIEWER, headers: { cookie, origin: http.url, ...headers } });

beforeAll(async () => {
  app = await createTestApp({ plugins: [], allowLoopback: true });
  http = await app.http();
  owner = await app.token('owner');
  issuer = await createFakeIssuer();
});
afterAll(async () => {
  await app?.close();
  await issuer?.close();
});

test('#56 a browser gets a cookie that scripts cannot read, and no token', async () => {
  await human('ann');
  const stale = `${NAME}=fixed-by-an-attacker`;
  const { body, headers } = await signIn(
    'ann',
    { asCookie: true },
    { cookie: stale, origin: http.url },
  );
  expect(body.data.sessionCreate).toMatchObject({ token: null, userErrors: [] });
  const [set = ''] = headers.getSetCookie();
  expect(set).toMatch(/^__Host-bureau-session=bus_\w+; Path=\/; Secure; HttpOnly; SameSite=Lax; /);
  const [cookie = ''] = kept(headers);
  const answer = await withCookie(cookie);
  expect(answer.body.data.viewer.organization.slug).toBe('acme');
});

test('#56 a stolen cookie is dead after the sign-out, and taken from the browser', async () => {
  await human('bob');
  const [cookie = ''] = kept((await signIn('bob', { asCookie: true })).headers);
  const query = 'mutation { sessionRevoke(input: {}) { session { revokedAt } } }';
  const out = await http.post({ query, headers: { cookie, origin: http.url } });
  expect(out.body.data.sessionRevoke.session.revokedAt).not.toBeNull();
  expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-bureau-session=; .*Max-Age=0$/);
  const again = await withCookie(cookie);
  expect(again.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
});

test('#56 a step-up by cookie gives another cookie; the old one is dead', async () => {
  await human('cat');
  const [cookie = ''] = kept((await signIn('cat', { asCookie: true })).headers);
  const query = `mutation { sessionStepUp(input: { password: "${PASSWORD}" }) { token } }`;
  const { body, headers } = await http.post({ query, headers: { cookie, origin: http.url } });
  expect(body.data.sessionStepUp.token).toBeNull();
  const [next = ''] = kept(headers);
  expect(next).not.toBe(cookie);
  expect((await withCookie(next)).body.data.viewer.organization.slug).toBe('acme');
  expect((await withCookie(cookie)).body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
});

test.each([
  ['another origin', { origin: 'https://evil.test' }],
  ['no origin that has a name', { origin: 'null' }],
  ['another port', { origin: 'http://127.0.0.1:1' }],
])('#17 the cookie does not count for pages of %s', async (_what, headers) => {
  await human(`dan${_what.length}`);
  const signed = await signIn(`dan${_what.length}`, { asCookie: true });
  const [cookie = ''] = kept(signed.headers);
  const answer = await withCookie(cookie, headers);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('#15 a cookie without a word of the browser about its page does not count', async () => {
  await human('eve');
  const [cookie = ''] = kept((await signIn('eve', { asCookie: true })).headers);
  const bare = { 'content-type': 'application/json', cookie };
  const ask = (headers: Record<string, string>) =>
    fetch(`${http.url}/graphql?query=${encodeURIComponent('{ viewer { user { id } } }')}`, {
      headers: { ...bare, ...headers },
    });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(401);
  expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test('#18 #35 a socket takes the cookie of own pages only, and ends with its session', async () => {
  await human('wes');
  const token = (await signIn('wes')).body.data.sessionCreate.token as string;
  const cookie = `${NAME}=${token}`;
  const query = 'subscription { notification { id } }';
  const open = (headers: Record<string, string>, bearer?: string) =>
    http.subscribe({ query, headers, ...(bearer !== undefined && { token: bearer }) });
  const own = await open({ cookie, origin: http.url });
  // Without an origin it is no browser, and one of its pages may be anybody's.
  expect((await (await open({ cookie })).closed).code).toBe(4401);
  const site = { cookie, 'sec-fetch-site': 'same-origin' };
  expect((await (await open(site)).closed).code).toBe(4401);
  for (const origin of ['https://evil.test', 'null', 'http://127.0.0.1:1']) {
    expect((await (await open({ cookie, origin })).closed).code).toBe(4403);
  }
  // The bearer goes first here too: another one is not made good by the cookie.
  expect((await (await open({ cookie, origin: http.url }, 'x')).closed).code).toBe(4401);
  const revoke = 'mutation { sessionRevoke(input: {}) { session { revokedAt } } }';
  await http.post({ query: revoke, headers: { cookie, origin: http.url } });
  expect((await own.closed).code).toBe(4401);
  expect((await (await open({ cookie, origin: http.url })).closed).code).toBe(4401);
});

test('#31 one organization a request, of one credential: the bearer goes first', async () => {
  await human('fay');
  const [cookie = ''] = kept((await signIn('fay', { asCookie: true })).headers);
  const other = await app.otherOrganization();
  const token = await other.token('owner');
  const both = await http.post({ query: VIEWER, token, headers: { cookie, origin: http.url } });
  expect(both.body.data.viewer.organization.slug).toBe(other.slug);
  const bad = await http.post({ query: VIEWER, token: 'x', headers: { cookie, origin: http.url } });
  expect(bad.status).toBe(401);
});

test('#35 a role that is taken away is away at the next request of an open session', async () => {
  const id = await human('gus');
  const token = (await signIn('gus')).body.data.sessionCreate.token as string;
  const may = async () => {
    const { body } = await http.post({ query: '{ people { nodes { id } } }', token });
    return body.errors?.[0].extensions.code ?? 'yes';
  };
  expect(await may()).toBe('yes');
  const query = `{ grants(where: { user: { id: { eq: "${id}" } } }) { nodes { id } } }`;
  const { body } = await http.post({ query, token: owner });
  const revoke = `mutation { grantRevoke(input: { id: "${body.data.grants.nodes[0].id}" }) {
    userErrors { code } } }`;
  expect((await http.post({ query: revoke, token: owner })).body.data).toEqual({
    grantRevoke: { userErrors: [] },
  });
  expect(await may()).toBe('FORBIDDEN');
});

test('sessions tell device, address and how somebody signed in', async () => {
  await human('hal');
  const token = (await signIn('hal', {}, { 'user-agent': 'Browser 1' })).body.data.sessionCreate
    .token as string;
  const query = '{ sessions { nodes { device address factor lastSeenAt revokedAt } } }';
  const { body } = await http.post({ query, token });
  expect(body.data.sessions.nodes).toEqual([
    {
      device: 'Browser 1',
      address: expect.stringMatching(/127\.0\.0\.1$/),
      factor: 'PASSWORD',
      lastSeenAt: expect.any(String),
      revokedAt: null,
    },
  ]);
});

test('#55 unknown user, wrong password, unknown organization: one answer', async () => {
  await human('ida');
  const answers = [
    await signIn('ida', { password: 'wrong' }),
    await signIn('nobody'),
    await signIn('ida', { organization: 'nowhere' }),
  ];
  const texts = answers.map(({ status, body }) => JSON.stringify([status, body.data]));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain('CORE_LOGIN_FAILED');
});

test('#51 a token of another kind than ours is no credential, whatever it says', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({ sub: 'owner', org: app.organizationId, exp: 9_999_999_999 });
  const forged = ['none', 'HS256', 'RS256'].map((alg) => `${part({ alg })}.${claims}.x`);
  const answers = await Promise.all(forged.map((token) => http.post({ query: VIEWER, token })));
  const seen = answers.map(({ status, body }) => [status, body.errors[0].extensions.code]);
  expect(seen).toEqual(forged.map(() => [401, 'UNAUTHENTICATED']));
});

test('OIDC: from the start at the provider to a session cookie', async () => {
  const [role] = await app.sql<{ id: string }>("select id from core.role where key = 'viewer'");
  const create = `mutation { oidcProviderCreate(input: { key: "sso", name: "SSO",
    issuer: "${issuer.url}", clientId: "bureau", clientSecret: "s", allowedDomains: ["acme.test"],
    roleId: "${app.id('Role', role?.id ?? '')}" }) { oidcProvider { id } userErrors { code } } }`;
  expect((await http.post({ query: create, token: owner })).body.data).toMatchObject({
    oidcProviderCreate: { userErrors: [] },
  });
  const go = (path: string, cookie = '') =>
    fetch(`${http.url}${path}`, { redirect: 'manual', headers: { cookie } });
  const start = await go('/auth/oidc/acme/sso/start?returnTo=/explorer');
  expect(start.status).toBe(303);
  const asked = new URL(start.headers.get('location') ?? '').searchParams;
  const callback = `/auth/oidc/acme/sso/callback?code=abc&state=${asked.get('state')}`;
  expect(asked.get('redirect_uri')).toBe(`${http.url}/auth/oidc/acme/sso/callback`);
  issuer.nonce = asked.get('nonce') ?? '';
  issuer.claims = { sub: 'jon', email: 'jon@acme.test', email_verified: true, name: 'Jon' };
  const refused = await go(callback);
  expect(refused.status).toBe(401);
  const [flight = ''] = kept(start.headers);
  const end = await go(callback, flight);
  expect([end.status, end.headers.get('location')]).toEqual([303, '/explorer']);
  const [cookie = ''] = kept(end.headers);
  expect((await withCookie(cookie)).body.data.viewer.organization.slug).toBe('acme');
  for (const path of ['/auth/oidc/acme/none/start', '/auth/oidc/x/sso/start', '/auth/oidc/']) {
    const unknown = await go(path);
    expect([unknown.status, (await unknown.text()).replace(/"[\w-]{36}"/, '')]).toEqual([
      401,
      (await refused.clone().text()).replace(/"[\w-]{36}"/, ''),
    ]);
  }
});
