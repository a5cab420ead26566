import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for the address of an upload, which is its only credential. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token, the only part of it that is kept. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
