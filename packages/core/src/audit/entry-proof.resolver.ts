import type { RequestContext } from '../context/request.js';
import { Arg, Context, ID, Query, Resolver } from '../model/graphql.js';
import { decodeId } from '../model/ids.js';
import { entryProof } from './entry-proof.js';
import { AuditEntryProof } from './entry-proof.types.js';
import { AuditEntryType } from './audit.types.js';
import { secretReadsOf } from './secret-reads.js';

/** The proof of one entry, for somebody who has neither the database nor the rest of the trail. */
@Resolver()
export class AuditEntryProofResolver {
  @Query(() => AuditEntryProof, {
    nullable: true,
    description:
      'Proves that an entry stands in the trail as it was written, with every recorded value. ' +
      'Null for an entry that is not sealed yet (a second or so), or is not there.',
  })
  async auditEntryProof(
    @Arg('id', () => ID, { description: 'The entry.' }) id: string,
    @Context() ctx: RequestContext,
  ): Promise<AuditEntryProof | undefined> {
    const entryId = decodeId(AuditEntryType.options.prefix, id);
    if (entryId === undefined) return undefined;
    const proof = await entryProof(ctx, entryId);
    if (proof) noteRead(ctx, entryId);
    return proof;
  }
}

/** The text holds what the caller could not see field by field: reading it leaves an entry. */
function noteRead(ctx: RequestContext, entryId: string): void {
  const { composition } = ctx.runtime;
  const record = composition.records.get(AuditEntryType.name);
  if (record) secretReadsOf(composition, ctx.caller).add(record, ['text'], entryId);
}
