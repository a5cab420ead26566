import { AuditProofs, type Ctx, type EntryProof, proofHolds } from '@bureau/core';

/** Where the making of a version stands in the trail of the organization. */
export interface VersionProof {
  proof: EntryProof;
  /** Whether the trail tells the same hash, and its links and signature hold. */
  holds: boolean;
}

/** The proof of a version (uuid); `undefined` while it is not sealed. */
export async function proofOfVersion(
  ctx: Ctx,
  { id, sha256 }: { id: string; sha256: string },
): Promise<VersionProof | undefined> {
  const record = { type: 'DocumentVersion', id, action: 'CREATE' } as const;
  const proof = await ctx.service(AuditProofs).ofRecord(ctx, record);
  if (!proof) return undefined;
  const isSame = recordedHash(proof.text) === sha256;
  return { proof, holds: isSame && proofHolds(proof, ctx.organizationId) };
}

/** Places in the text of an entry (core, audit/chain.ts). */
const AFTER = 17;

/** The hash that an entry of the trail tells. */
function recordedHash(text: string): string | undefined {
  const columns = JSON.parse(text) as unknown[];
  const after = columns[AFTER] as { sha256?: string } | null;
  return after?.sha256;
}
