import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { createCoreGraph, type CoreGraph, type Id } from '../../../test/core-graph.js';
import { createOutbound } from '../../net/outbound-request.js';
import { arriveFromProvider, departToProvider } from './oidc-sign-in.js';

/** Sign-in against a real identity provider, `oidc-provider`, as a browser goes through it. */
let graph: CoreGraph;
let server: Server;
let issuer: string;

const CALLBACK = 'http://127.0.0.1:4000/auth/oidc/acme/peer/callback';
const request = () => ({
  ...{ organization: 'acme', provider: 'peer', requestId: 'test', redirectUri: CALLBACK },
  deadline: Date.now() + 20_000,
});

// It reminds of what a provider for real people needs; this one is for nobody.
const { info, warn } = console;

beforeAll(async () => {
  Object.assign(console, { info: () => undefined, warn: () => undefined });
  graph = await createCoreGraph({ outbound: createOutbound({ allowLoopback: true }) });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'bureau',
        client_secret: 'a secret of the client',
        redirect_uris: [CALLBACK],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['cookie key of a test'] },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id}@acme.test`,
        email_verified: id !== 'mallory',
        name: `Name of ${id}`,
      }),
    }),
  });
  const handle = provider.callback();
  server.on('request', (incoming, outgoing) => void handle(incoming, outgoing));
  await addProvider();
}, 60_000);
afterAll(async () => {
  Object.assign(console, { info, warn });
  await graph?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function addProvider(): Promise<void> {
  const owner = await graph.token('owner');
  const { role } = await graph.read<{ role: Id }>(owner, '{ role(by: { key: "viewer" }) { id } }');
  const { userErrors } = await graph.mutate(
    owner,
    `mutation { oidcProviderCreate(input: { key: "peer", name: "Peer", issuer: "${issuer}",
      clientId: "bureau", clientSecret: "a secret of the client", roleId: "${role.id}",
      allowedDomains: ["acme.test"] }) { oidcProvider { id } userErrors { code } } }`,
  );
  expect(userErrors).toEqual([]);
}

/** Follows redirects with its cookies and fills in the provider's forms, up to our callback. */
async function browse(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = { url: start, body: undefined as string | undefined };
  for (let step = 0; step < 12; step += 1) {
    if (next.url.startsWith(CALLBACK)) return new URL(next.url).search;
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(next.body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(next.body !== undefined && { method: 'POST', body: next.body }),
    });
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      next = { url: new URL(location, next.url).href, body: undefined };
      continue;
    }
    const page = await response.text();
    const [, action = ''] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    const prompt = page.includes('value="login"') ? 'login' : 'consent';
    const form = new URLSearchParams({ prompt, login, password: 'any' });
    next = { url: new URL(action, next.url).href, body: form.toString() };
  }
  throw new Error('The provider never came back.');
}

async function signIn(login: string) {
  const { location, flight } = await departToProvider(graph.runtime, request(), undefined);
  const search = await browse(location, login);
  return arriveFromProvider(graph.runtime, request(), { search, flight });
}

test('the whole way: discovery, PKCE, consent, code, signature, user info, session', async () => {
  const { session } = await signIn('ann');
  const first = await graph.authenticate(session.token);
  expect(first).toMatchObject({ displayName: 'Name of ann', factor: 'OIDC' });
  const again = await graph.authenticate((await signIn('ann')).session.token);
  expect(again.userId).toBe(first.userId);
});

test('#54 an address that the provider did not verify takes nobody in', async () => {
  await expect(signIn('mallory')).rejects.toThrow(/^The sign-in was refused/);
});

test('a code is redeemed once', async () => {
  const { location, flight } = await departToProvider(graph.runtime, request(), undefined);
  const search = await browse(location, 'bob');
  await arriveFromProvider(graph.runtime, request(), { search, flight });
  const again = arriveFromProvider(graph.runtime, request(), { search, flight });
  await expect(again).rejects.toThrow(/^The sign-in was refused/);
});
