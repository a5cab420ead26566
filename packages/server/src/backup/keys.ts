import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { RootKeys } from '@bureau/core';
import { BackupError } from './errors.js';

const KEY_BYTES = 32;

/** A key that archives are made with. */
export interface BackupKey {
  /** Says nothing about the key: `backup:` or `root:` and 16 hexadecimal digits. */
  id: string;
  key: Buffer;
}

/** The keys at hand; the first one makes new archives, all of them open old ones. */
export type BackupKeys = readonly [BackupKey, ...BackupKey[]];

/**
 * `BACKUP_KEY` (32 bytes in base64, comma between several, the current one first), then the root
 * keys.
 * @throws BackupError for a BACKUP_KEY that does not have 32 bytes
 */
export function backupKeys(given: string | undefined, roots: RootKeys): BackupKeys {
  const own = (given ?? '').split(',').filter((text) => text.trim() !== '');
  const keys = own.map((text) => ({ id: 'backup', key: Buffer.from(text.trim(), 'base64') }));
  if (keys.some(({ key }) => key.length !== KEY_BYTES)) {
    throw new BackupError(`BACKUP_KEY must hold ${KEY_BYTES} bytes in base64.`);
  }
  const ofRoots = roots.ids.map((id) => ({ id: 'root', key: roots.get(id).key }));
  const [first, ...others] = [...keys, ...ofRoots].map(({ id, key }) => ({
    id: `${id}:${idOf(key)}`,
    key,
  }));
  if (!first) throw new BackupError('There is neither a BACKUP_KEY nor a root key.');
  return [first, ...others];
}

function idOf(key: Buffer): string {
  return createHmac('sha256', key).update('bureau:backup-key-id:v1').digest('hex').slice(0, 16);
}

/** The key of one archive: no two archives share one, so that its nonces may be counted. */
export function archiveKey({ key }: BackupKey, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'bureau:backup:v1', KEY_BYTES));
}

/** The key of one organization's parts in one archive, from the one that the organization has. */
export function organizationChunkKey(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'bureau:backup-organization:v1', KEY_BYTES));
}

// The fixed parts of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410): the 32 bytes follow.
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A text with the proof of who wrote it. */
export interface Signature {
  /** Ed25519, hexadecimal. */
  publicKey: string;
  signature: string;
}

/** Signs with the Ed25519 key that follows from a backup key. */
export function signText({ key }: BackupKey, text: Buffer): Signature {
  const privateKey = signingKey(key);
  const exported = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = exported.subarray(PUBLIC_PREFIX.length).toString('hex');
  return { publicKey, signature: sign(null, text, privateKey).toString('hex') };
}

/** Whether this backup key has signed the text. */
export function hasSigned(key: BackupKey, text: Buffer, signature: string): boolean {
  const publicKey = createPublicKey(signingKey(key.key));
  return verify(null, text, publicKey, Buffer.from(signature, 'hex'));
}

function signingKey(key: Buffer): KeyObject {
  const seed = Buffer.from(
    hkdfSync('sha256', key, Buffer.alloc(0), 'bureau:backup-sign:v1', KEY_BYTES),
  );
  const der = Buffer.concat([PRIVATE_PREFIX, seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
