import type { Configuration, CustomFetch } from 'openid-client';
import type { Runtime } from '../../context/runtime.js';
import type { Outbound } from '../../net/outbound-request.js';

/** A provider as the database knows it, its secret opened. */
export interface KnownProvider {
  id: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Who somebody is, as a provider vouched for it. */
export interface VouchedFor {
  subject: string;
  /** Lower case; only when the provider says that it is verified. */
  verifiedEmail: string | undefined;
  name: string | undefined;
}

/** What a callback is compared with. */
export interface Expected {
  state: string;
  nonce: string;
  verifier: string;
}

/** All of a login at a provider, which may be slow or dead, in seconds. */
const PATIENCE_SECONDS = 5;
/** Signatures that only the provider can make (RFC 7518, RFC 8037); no secret that both know. */
const ALGORITHMS = new Set([
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]);
/** Headers by which a token brings or names its own key; the issuer's published keys count only. */
const FOREIGN_KEYS = ['jwk', 'jku', 'x5u', 'x5c', 'crit'];

/** Loaded with the first login at a provider: most processes see none. */
const library = () => import('openid-client');

/**
 * A client of the provider, with its metadata asked for anew: a key that was rotated a moment ago
 * is known, and nothing of one organization stays for another.
 * @throws whatever keeps the provider from answering properly within five seconds
 */
export async function clientOf(runtime: Runtime, provider: KnownProvider): Promise<Configuration> {
  const client = await library();
  const fetch = fetchThrough(runtime.outbound);
  const insecure = runtime.outbound.policy.allowLoopback ? [client.allowInsecureRequests] : [];
  const options = { timeout: PATIENCE_SECONDS, [client.customFetch]: fetch, execute: insecure };
  const issuer = new URL(provider.issuer);
  const found = await client.discovery(issuer, provider.clientId, undefined, undefined, options);
  const metadata = found.serverMetadata();
  if (metadata.issuer !== provider.issuer) throw new Error('The issuer calls itself otherwise.');
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const secret = methods.includes('client_secret_basic')
    ? client.ClientSecretBasic(provider.clientSecret)
    : client.ClientSecretPost(provider.clientSecret);
  const expected = { [client.clockTolerance]: PATIENCE_SECONDS };
  const config = new client.Configuration(metadata, provider.clientId, expected, secret);
  config.timeout = PATIENCE_SECONDS;
  config[client.customFetch] = fetch;
  for (const extension of insecure) extension(config);
  // The signature too, although TLS brought the token: a proxy in between may not be trusted.
  client.enableNonRepudiationChecks(config);
  return config;
}

/** Where the browser is sent, with what the callback will be compared with. */
export async function authorizationUrl(
  config: Configuration,
  redirectUri: string,
): Promise<{ location: string; expected: Expected }> {
  const client = await library();
  const verifier = client.randomPKCECodeVerifier();
  const expected = { state: client.randomState(), nonce: client.randomNonce(), verifier };
  const location = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: expected.state,
    nonce: expected.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { location: location.href, expected };
}

/**
 * Redeems the code of a callback. State, issuer, audience, expiry, nonce, algorithm and signature
 * are checked, by the library and where it leaves room, here.
 */
export async function redeem(
  config: Configuration,
  callback: URL,
  { state, nonce, verifier }: Expected,
): Promise<VouchedFor> {
  const client = await library();
  const tokens = await client.authorizationCodeGrant(config, callback, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  checkHeader(tokens.id_token ?? '');
  const claims = tokens.claims();
  if (!claims) throw new Error('The provider sent no identity.');
  const told =
    claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
      ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
      : claims;
  const { email, email_verified: isVerified, name } = told as Record<string, unknown>;
  return {
    subject: claims.sub,
    verifiedEmail:
      typeof email === 'string' && isVerified === true ? email.toLowerCase() : undefined,
    name: typeof name === 'string' ? name : undefined,
  };
}

function checkHeader(token: string): void {
  const [head = ''] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
  const isForeign = FOREIGN_KEYS.some((name) => name in header);
  if (isForeign || !ALGORITHMS.has(String(header['alg']))) {
    throw new Error('The identity token is signed in a way that is not accepted.');
  }
}

/** The library's requests go out where all requests to addresses that callers name go out. */
function fetchThrough(outbound: Outbound): CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await outbound.send({
      url,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body != null && { body: String(body) }),
      timeoutMs: PATIENCE_SECONDS * 1_000,
      maxBytes: 256 * 1024,
    });
    const given = Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : answer.body, { status: answer.status, headers: given });
  };
}
