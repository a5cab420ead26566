import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  Files,
  Mutation,
  Refusal,
  Resolver,
} from '@bureau/core';
import { DocumentRecordType } from '../library/library.types.js';
import { documentBundle, MOST_DOCUMENTS } from './bundle-job.js';
import { proofErrors } from './errors.js';
import { proofOfVersion } from './version-proof.js';
import { type StoredVersion, versionsOf } from './versions-of.js';
import {
  DocumentBundleCreateInput,
  DocumentBundleCreatePayload,
  type DocumentVersionCheck,
  DocumentVerifyInput,
  DocumentVerifyPayload,
} from './verify.types.js';

/** Bytes that are read while somebody waits. */
const MOST_BYTES = 500_000_000;

/** That documents are what they were. */
@Resolver()
export class ProofResolver {
  @Extensions({ transaction: false })
  @Mutation(() => DocumentVerifyPayload, {
    description:
      'Reads the bytes of every version of a document and compares them with what was sent and ' +
      'with the audit trail. Bytes that are damaged are marked so.',
  })
  async documentVerify(@Context() ctx: Ctx, @Arg('input') input: DocumentVerifyInput) {
    const path = ['input', 'documentId'];
    const where = { id: { eq: input.documentId } };
    const [id] = await ctx.ids(DocumentRecordType, where, 1);
    if (id === undefined) throw new Refusal('NOT_FOUND', 'There is no such record.', { path });
    const versions = await versionsOf(ctx, [id]);
    const size = versions.reduce((sum, version) => sum + Number(version.size), 0);
    if (size > MOST_BYTES) throw proofErrors.PROOF_SIZE({ limit: MOST_BYTES }, path);
    const checks: DocumentVersionCheck[] = [];
    for (const version of versions) checks.push(await check(ctx, version));
    return { document: { id }, checks };
  }

  @Mutation(() => DocumentBundleCreatePayload, {
    description:
      'Takes documents out with their proof: a TAR archive of every version, a manifest, and a ' +
      'script that verifies it without this platform. The job tells its address.',
  })
  async documentBundleCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentBundleCreateInput) {
    const path = ['input', 'documentIds'];
    const wanted = [...new Set(input.documentIds)];
    const ids = await ctx.ids(DocumentRecordType, { id: { in: wanted } }, MOST_DOCUMENTS + 1);
    const isSome = wanted.length > 0 && wanted.length <= MOST_DOCUMENTS;
    if (!isSome || ids.length !== wanted.length) {
      throw proofErrors.BUNDLE_DOCUMENTS({ limit: MOST_DOCUMENTS }, path);
    }
    return { job: await ctx.enqueue(documentBundle, { documentIds: ids.toSorted() }) };
  }
}

async function check(ctx: Ctx, version: StoredVersion): Promise<DocumentVersionCheck> {
  const { id, sha256, fileId } = version;
  const proven = await proofOfVersion(ctx, version);
  const place = {
    version: { id },
    position: proven?.proof.position ?? null,
    headHash: proven?.proof.head.hash ?? null,
  };
  if (fileId === null) return { ...place, integrity: 'PURGED', foundSha256: null };
  const bytes = await ctx.service(Files).verify(ctx, fileId);
  const foundSha256 = bytes?.sha256 ?? null;
  const isSame = foundSha256 === sha256 && proven?.holds !== false;
  const integrity = isSame ? (proven ? 'OK' : 'UNSEALED') : 'CHANGED';
  return { ...place, integrity, foundSha256 };
}
