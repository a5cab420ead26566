import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Vault } from '../vault/vault.js';

/** An end of the chain as it was at an instant, signed. */
export interface SignedHead {
  organizationId: string;
  position: number;
  /** SHA-256, 64 hexadecimal digits. */
  hash: string;
  /** ISO 8601, UTC, milliseconds. */
  signedAt: string;
  /** Ed25519, 64 hexadecimal digits. */
  publicKey: string;
  /** Ed25519, 128 hexadecimal digits. */
  signature: string;
}

// The fixed parts of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410): the 32 bytes follow.
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The key that signs the chain of one organization. */
export interface HeadKey {
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
  sign(head: Pick<SignedHead, 'position' | 'hash' | 'signedAt'>): SignedHead;
}

/**
 * The key of an organization, derived from the one that its secrets are sealed with: whoever
 * writes to the database alone cannot sign.
 */
export async function headKeyOf(vault: Vault, organizationId: string): Promise<HeadKey> {
  await vault.ready(organizationId);
  const seed = vault.auditHeadSeed(organizationId);
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(PUBLIC_PREFIX.length)
    .toString('hex');
  return {
    publicKey,
    sign: ({ position, hash, signedAt }) => {
      const head = { organizationId, position, hash, signedAt };
      const signature = sign(null, signedText(head), key).toString('hex');
      return { ...head, publicKey, signature };
    },
  };
}

/** Whether the head bears the signature of the key that it names. */
export function isSigned(head: SignedHead): boolean {
  try {
    return verify(null, signedText(head), keyObject(head), Buffer.from(head.signature, 'hex'));
  } catch {
    return false;
  }
}

function keyObject({ publicKey }: SignedHead): KeyObject {
  const key = Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, 'hex')]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** What is signed: five lines, each ended by a line feed. */
export function signedText(head: Omit<SignedHead, 'publicKey' | 'signature'>): Buffer {
  const { organizationId, position, hash, signedAt } = head;
  return Buffer.from(
    `bureau-audit-head:v1\n${organizationId}\n${position}\n${hash}\n${signedAt}\n`,
  );
}
