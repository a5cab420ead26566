import type { Ctx } from '../context/ctx.js';
import { serviceToken } from '../plugin/definition.js';
import type { AuditAction } from './audit-action.js';
import { digestOf, entryText, GENESIS, linkHash } from './chain.js';
import { isSigned, type SignedHead, signedText } from './signed-head.js';

/** What proves offline that an entry stands in the trail (`AuditEntryProof` in the API). */
export interface EntryProof {
  /** The entry to the byte, as it was hashed. */
  text: string;
  /** From 1. */
  position: number;
  /** Hexadecimal; zeros before the first. */
  previousHash: string;
  /** SHA-256 of each entry behind it up to the head, hexadecimal. */
  following: string[];
  /** The first signed head that covers the entry. */
  head: Omit<SignedHead, 'organizationId'>;
  /** What `head.signature` is over. */
  signedText: string;
}

/** Proofs of what was recorded, for plugins that answer for more than rows. */
export interface AuditProofService {
  /**
   * The proof of the first entry that tells this of a record (uuid); `undefined` until the sealer
   * has been there (a second or so), and when there is none. Whoever gives it to somebody checks
   * before that they may see every recorded value of the record.
   */
  ofRecord(
    ctx: Ctx,
    record: { type: string; id: string; action: AuditAction },
  ): Promise<EntryProof | undefined>;
}

/** `ctx.service(AuditProofs).ofRecord(ctx, { type: 'Asset', id, action: 'CREATE' })`. */
export const AuditProofs = serviceToken<AuditProofService>('core.auditProofs');

/** The one implementation. */
export function auditProofs(): AuditProofService {
  return {
    ofRecord: async (ctx, { type, id, action }) => {
      const values = [ctx.organizationId, type, id, action];
      const [row] = await ctx.sql<{ id: string }>(ENTRY, values);
      return row && entryProof(ctx, row.id);
    },
  };
}

const ENTRY = `
  select id from core.audit_entry
  where organization_id = $1 and record_type = $2 and record_id = $3 and action = $4
  order by sequence limit 1`;

const LINK = `
  select l.position, ${entryText('e')} as text,
    (select encode(b.hash, 'hex') from core.audit_link b
      where b.organization_id = l.organization_id and b.position = l.position - 1) as previous
  from core.audit_link l join core.audit_entry e
    on e.organization_id = l.organization_id and e.id = l.entry_id
  where l.organization_id = $1 and l.entry_id = $2`;

const HEAD = `
  select h.position, encode(h.hash, 'hex') as hash, encode(h.public_key, 'hex') as key,
    to_char(h.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as signed_at,
    encode(h.signature, 'hex') as signature
  from core.audit_head h where h.organization_id = $1 and h.position >= $2
  order by h.position limit 1`;

const FOLLOWING = `
  select encode(sha256(convert_to(${entryText('e')}, 'UTF8')), 'hex') as digest
  from core.audit_link l join core.audit_entry e
    on e.organization_id = l.organization_id and e.id = l.entry_id
  where l.organization_id = $1 and l.position > $2 and l.position <= $3
  order by l.position`;

interface LinkRow extends Record<string, unknown> {
  position: string;
  text: string;
  previous: string | null;
}

interface HeadRow extends Record<string, unknown> {
  position: string;
  hash: string;
  key: string;
  signed_at: string;
  signature: string;
}

/** The proof of an entry (uuid); `undefined` when it is not sealed yet, or not there. */
export async function entryProof(ctx: Ctx, entryId: string): Promise<EntryProof | undefined> {
  const { organizationId } = ctx;
  const [link] = await ctx.sql<LinkRow>(LINK, [organizationId, entryId]);
  const head = link && (await headAt(ctx, link.position));
  if (!link || !head) return undefined;
  const range = [organizationId, link.position, head.position];
  const following = await ctx.sql<{ digest: string }>(FOLLOWING, range);
  return {
    text: link.text,
    position: Number(link.position),
    previousHash: link.previous ?? GENESIS.toString('hex'),
    following: following.map(({ digest }) => digest),
    head,
    signedText: signedText({ organizationId, ...head }).toString('utf8'),
  };
}

async function headAt(ctx: Ctx, position: string) {
  const [row] = await ctx.sql<HeadRow>(HEAD, [ctx.organizationId, position]);
  if (!row) return undefined;
  const { hash, key: publicKey, signed_at: signedAt, signature } = row;
  return { position: Number(row.position), hash, signedAt, publicKey, signature };
}

/**
 * Whether a proof proves: the entry and those that follow lead to the head, and the head bears the
 * signature of the key that it names. Whose key that is, is for the reader to compare.
 */
export function proofHolds(proof: EntryProof, organizationId: string): boolean {
  const { text, previousHash, following, head } = proof;
  let hash = linkHash(Buffer.from(previousHash, 'hex'), digestOf(text));
  for (const digest of following) hash = linkHash(hash, Buffer.from(digest, 'hex'));
  return hash.toString('hex') === head.hash && isSigned({ organizationId, ...head });
}
