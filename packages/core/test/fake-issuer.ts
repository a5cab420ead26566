import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Values = Record<string, unknown>;

/** An identity provider on the loopback that lies as it is told; RS256 unless told otherwise. */
export interface FakeIssuer {
  url: string;
  /** Claims of the next token, over the proper ones; `undefined` leaves one out. */
  claims: Values;
  /** Header of the next token, over the proper one. */
  header: Values;
  /** Metadata, over the proper one. */
  metadata: Values;
  /** Milliseconds that every answer takes. */
  delay: number;
  /** What the authorization request asked: nonce of the next token. */
  nonce: string;
  /** How often codes were redeemed. */
  redeemed: number;
  /** Another signing key from now on; the old one is no longer published. */
  rotate(): void;
  close(): Promise<void>;
}

const CLIENT = 'bureau';

export async function createFakeIssuer(): Promise<FakeIssuer> {
  let keys = newKeys(1);
  const issuer: FakeIssuer = {
    ...{ url: '', claims: {}, header: {}, metadata: {}, delay: 0, nonce: '', redeemed: 0 },
    rotate: () => {
      keys = newKeys(2);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const answer = (request: IncomingMessage): Values | undefined => {
    if (request.url === '/.well-known/openid-configuration') return metadataOf(issuer);
    if (request.url === '/jwks') return { keys: [keys.jwk] };
    if (request.url !== '/token') return undefined;
    issuer.redeemed += 1;
    const token = { access_token: 'x', token_type: 'Bearer', expires_in: 60 };
    return { ...token, id_token: tokenOf(issuer, keys) };
  };
  const server = createServer((request, response) => {
    request.resume();
    setTimeout(() => send(response, answer(request)), issuer.delay).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}

function send(response: ServerResponse, body: Values | undefined): void {
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? {}));
}

function metadataOf({ url, metadata }: FakeIssuer): Values {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    ...metadata,
  };
}

interface Keys {
  kid: string;
  secret: KeyObject;
  pem: string;
  jwk: Values;
}

function newKeys(number: number): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = `key-${number}`;
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  return { kid, secret: privateKey, pem, jwk };
}

function tokenOf(issuer: FakeIssuer, keys: Keys): string {
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    ...{ iss: issuer.url, aud: CLIENT, sub: 'subject', nonce: issuer.nonce },
    ...{ iat: seconds, exp: seconds + 60, ...issuer.claims },
  };
  const header = { alg: 'RS256', kid: keys.kid, ...issuer.header };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${signatureOf(header.alg, text, keys)}`;
}

function signatureOf(alg: string, text: string, keys: Keys): string {
  if (alg === 'none') return '';
  // The classic: the public key, which everybody has, taken for a shared secret.
  if (alg === 'HS256') return createHmac('sha256', keys.pem).update(text).digest('base64url');
  return sign('sha256', Buffer.from(text), keys.secret).toString('base64url');
}
