import { createHash, randomBytes } from 'node:crypto';

/** What a token says that a plugin gives to somebody outside; see `Outside`. */
export interface OutsideToken {
  /** Uuids. */
  organizationId: string;
  id: string;
  /** Secret; only its hash is kept. */
  secret: Buffer;
}

const SECRET = 24;

/** A new token for a record of the plugin. */
export function newOutsideToken(organizationId: string, id: string): OutsideToken {
  return { organizationId, id, secret: randomBytes(SECRET) };
}

/** As it is given away: 75 signs of base64url. */
export function writeOutsideToken({ organizationId, id, secret }: OutsideToken): string {
  return Buffer.concat([bytesOf(organizationId), bytesOf(id), secret]).toString('base64url');
}

/** `undefined` for a text that has not the form of one. */
export function readOutsideToken(text: string): OutsideToken | undefined {
  if (!/^[\w-]{75}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 32 + SECRET) return undefined;
  const [organizationId, id] = [uuidOf(bytes.subarray(0, 16)), uuidOf(bytes.subarray(16, 32))];
  return { organizationId, id, secret: bytes.subarray(32) };
}

/** What is kept of the secret. */
export function hashOfSecret(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
