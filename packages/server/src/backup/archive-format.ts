import { createHash } from 'node:crypto';

/** The first line of an archive is this and the header in JSON; chunks follow. */
export const MAGIC = 'BUREAU-BACKUP';
/** Changes with the form of archives. */
export const FORMAT = 2;
/** Plain bytes of one chunk at most, its kind not counted. */
export const CHUNK_BYTES = 1_048_576;
export const TAG_BYTES = 16;
/** Before each chunk: how long its ciphertext is, and in the highest bit whose key seals it. */
export const LENGTH_BYTES = 4;
/** Set: the key of an organization, not that of the archive. */
export const OF_ORGANIZATION = 0x8000_0000;

/** What stands in the clear; every chunk is bound to it. */
export interface ArchiveHeader {
  format: number;
  /** Which key opens the archive. */
  keyId: string;
  /** Base64, 16 bytes. */
  salt: string;
}

/** The first byte of a chunk. */
export const KIND = {
  /** A part begins; its name follows. */
  part: 0,
  /** Bytes of the part. */
  plain: 1,
  /** Bytes of the part, deflated. */
  deflated: 2,
  /** Nothing comes after it: an archive without it was cut off. */
  end: 3,
  /** Never written: what a chunk is taken for whose key was destroyed. */
  unreadable: 255,
} as const;

/** 96 bits that no other chunk of the archive has (NIST SP 800-38D, 8.2.1). */
export function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

/** The bytes of the first line; their hash is associated data of every chunk. */
export function headerLine(header: ArchiveHeader): { line: Buffer; associated: Buffer } {
  const line = Buffer.from(`${MAGIC} ${JSON.stringify(header)}\n`);
  return { line, associated: associatedData(line) };
}

export function associatedData(line: Buffer): Buffer {
  return createHash('sha256').update(line).digest();
}
