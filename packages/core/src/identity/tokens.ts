import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The text form of credentials. An API key is `bur_<keyid>_<secret>_<crc>`, a session token
 * `bus_<secret>_<crc>`: a fixed prefix and a checksum, so that secret scanners know a leaked one
 * from noise and a mistyped one never reaches the database. Only the SHA-256 of the whole text is
 * kept; 256 random bits need no slow hash.
 */
export interface Token {
  kind: 'apiKey' | 'session';
  /** SHA-256 of the whole text, the only part that is stored. */
  hash: Buffer;
}

/** A credential at the moment of its making: the only time when its text is known. */
export interface IssuedToken extends Token {
  text: string;
  /** Shown in lists to tell keys apart: `bur_` and the key id; `bus_` for sessions. */
  prefix: string;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY_ID_LENGTH = 10;
const SECRET_LENGTH = 43; // 62^43 > 2^256
const CRC_LENGTH = 6; // 62^6 > 2^32
const API_KEY = /^(bur_[0-9A-Za-z]{10}_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;
const SESSION = /^(bus_[0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;

/** A new API key with 256 random bits. */
export function newApiKey(): IssuedToken {
  const keyId = base62(randomBytes(7), KEY_ID_LENGTH);
  return issue('apiKey', `bur_${keyId}_${base62(randomBytes(32), SECRET_LENGTH)}`);
}

/** A new session token with 256 random bits. */
export function newSessionToken(): IssuedToken {
  return issue('session', `bus_${base62(randomBytes(32), SECRET_LENGTH)}`);
}

/** Kind and hash of a credential's text; `undefined` when form or checksum do not fit. */
export function readToken(text: string): Token | undefined {
  const key = API_KEY.exec(text);
  const found = key ?? SESSION.exec(text);
  const [, body = '', crc = ''] = found ?? [];
  if (!found || checksum(body) !== crc) return undefined;
  return { kind: key ? 'apiKey' : 'session', hash: hashOf(text) };
}

function issue(kind: Token['kind'], body: string): IssuedToken {
  const text = `${body}_${checksum(body)}`;
  // No part of a session's secret is ever shown; a key's id is no secret.
  const prefix = kind === 'apiKey' ? body.slice(0, 4 + KEY_ID_LENGTH) : 'bus_';
  return { kind, text, hash: hashOf(text), prefix };
}

function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

function checksum(body: string): string {
  let value = crc32(body);
  let text = '';
  for (let i = 0; i < CRC_LENGTH; i++) {
    text = BASE62.charAt(value % 62) + text;
    value = Math.floor(value / 62);
  }
  return text;
}

function base62(bytes: Buffer, length: number): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < length; i++) {
    text = BASE62.charAt(Number(value % 62n)) + text;
    value /= 62n;
  }
  return text;
}
