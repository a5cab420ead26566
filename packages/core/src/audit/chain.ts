import { createHash } from 'node:crypto';

/**
 * The chain over the audit trail of one organization, so that an auditor can recompute it with
 * any SHA-256 (FIPS 180-4):
 *
 *     digest(n) = SHA-256(text of entry n in UTF-8)
 *     hash(n)   = SHA-256(hash(n - 1) || digest(n)),   hash(0) = 32 zero bytes
 *
 * The text of an entry is a JSON array of its columns in a fixed order, as PostgreSQL prints it
 * (`entryText`); an export holds that text to the byte. The two steps make a proof for one entry
 * possible that tells nothing of its neighbours but their digests.
 */
export const GENESIS: Buffer = Buffer.alloc(32);

/** Columns of an entry in the order of its text, after the version of the text. */
export const ENTRY_COLUMNS = [
  'organization_id',
  'id',
  'sequence',
  'at',
  'principal_kind',
  'principal_id',
  'credential_id',
  'operation',
  'request_id',
  'address',
  'user_agent',
  'client',
  'record_type',
  'record_id',
  'action',
  'before',
  'after',
  'details',
] as const;

/** Version of the text: the first item of the array. */
const TEXT_VERSION = 1;

/**
 * SQL of the text of an entry. Part of the program and not of the database, so that nobody who
 * may write there can change what is compared. Instants are UTC with microseconds.
 */
export function entryText(alias: string): string {
  const columns = ENTRY_COLUMNS.map((column) =>
    column === 'at'
      ? `to_char(${alias}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : `${alias}.${column}`,
  );
  return `json_build_array(${TEXT_VERSION}, ${columns.join(', ')})::text`;
}

/** SHA-256 of the text of an entry. */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The hash of the link that follows `previous`. */
export function linkHash(previous: Uint8Array, digest: Uint8Array): Buffer {
  return createHash('sha256').update(previous).update(digest).digest();
}
