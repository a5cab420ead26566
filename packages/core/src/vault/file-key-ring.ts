import { randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NUMBER_BYTES = 4;

/** Newer keys of one organization: more of them would say that somebody replaces them in a loop. */
export const MOST_FILE_KEYS = 100;

/**
 * The secret of an organization is its first key, by which everything is sealed, and behind it the
 * keys that replaced it for the keys of files: number (4 bytes) and key (32 bytes) each. All stay,
 * for archives and files whose turn has not come are opened by the older ones.
 */
export function firstKey(secret: Buffer): Buffer {
  return secret.subarray(0, KEY_BYTES);
}

/** The newer keys by number, from 2 on, the newest last. */
export function newerKeys(secret: Buffer): Map<number, Buffer> {
  const keys = new Map<number, Buffer>();
  for (let at = KEY_BYTES; at < secret.length; at += NUMBER_BYTES + KEY_BYTES) {
    const begin = at + NUMBER_BYTES;
    keys.set(secret.readUInt32BE(at), secret.subarray(begin, begin + KEY_BYTES));
  }
  return keys;
}

/** The secret with one more key, which is the newest then. */
export function withNewKey(secret: Buffer): Buffer {
  const number = Buffer.alloc(NUMBER_BYTES);
  number.writeUInt32BE(newestNumber(newerKeys(secret)) + 1);
  return Buffer.concat([secret, number, randomBytes(KEY_BYTES)]);
}

/** Number of the newest key; 1: none has been replaced. */
export function newestNumber(keys: ReadonlyMap<number, unknown>): number {
  return Math.max(1, ...keys.keys());
}
