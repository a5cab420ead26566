import { Arg, Context, type Ctx, Mutation, Resolver, User } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { DisposalRecord } from './disposal-record.entity.js';
import { disposeOf, newRecord } from './dispose.js';
import { retentionErrors } from './errors.js';
import {
  DisposalApprovePayload,
  DisposalInput,
  DisposalProposeInput,
  DisposalProposePayload,
  DisposalRejectInput,
  DisposalRejectPayload,
} from './retention.inputs.js';

/** Documents whose time is over: proposed, agreed to by two people, and gone. */
@Resolver()
export class DisposalResolver {
  @Mutation(() => DisposalProposePayload, {
    description: 'Proposes to dispose of an archived document that nothing keeps.',
  })
  async disposalPropose(@Context() ctx: Ctx, @Arg('input') input: DisposalProposeInput) {
    const path = ['input', 'documentId'];
    const document = await ctx.find(Document, input.documentId, { path, lock: true });
    demandArchived(document, path);
    const where = { document: document.id, state: { $in: ['PROPOSED', 'CONFIRMED'] } } as const;
    if ((await ctx.em.count(DisposalRecord, where)) > 0) {
      throw retentionErrors.DISPOSAL_OPEN({}, path);
    }
    const reason = input.reason?.trim() || null;
    return { disposalRecord: await newRecord(ctx, document, { kind: 'DISPOSAL', reason }) };
  }

  @Mutation(() => DisposalApprovePayload, {
    description:
      'Agrees to a disposal. Two different people are needed, whoever proposed it is one of ' +
      'them; with the second one the bytes, texts and pictures are gone, and the record is the ' +
      'certificate.',
  })
  async disposalApprove(@Context() ctx: Ctx, @Arg('input') input: DisposalInput) {
    const path = ['input', 'id'];
    const { document, disposalRecord } = await lockedAt(ctx, input);
    demandArchived(document, path);
    if (disposalRecord.agree(personOf(ctx))) await disposeOf(ctx, document, disposalRecord);
    return { disposalRecord: { id: disposalRecord.id } };
  }

  @Mutation(() => DisposalRejectPayload, { description: 'Refuses a disposal: the document stays.' })
  async disposalReject(@Context() ctx: Ctx, @Arg('input') input: DisposalRejectInput) {
    const { disposalRecord } = await lockedAt(ctx, input);
    const reason = input.reason.trim();
    if (reason === '') throw retentionErrors.RETENTION_REASON({}, ['input', 'reason']);
    disposalRecord.reject(ctx.now, personOf(ctx), reason);
    return { disposalRecord };
  }
}

/** The document is locked before the record, as a hold and the calendar do it. */
async function lockedAt(ctx: Ctx, { id, expectedVersion }: DisposalInput) {
  const path = ['input', 'id'];
  const seen = await ctx.find(DisposalRecord, id, { path });
  await ctx.sql('select from documents.document where id = $1 for update', [seen.document.id]);
  const disposalRecord = await ctx.find(DisposalRecord, id, { path, expectedVersion, lock: true });
  const document = await ctx.em.findOneOrFail(Document, seen.document.id, { refresh: true });
  return { document, disposalRecord };
}

/** @throws DOCUMENTS_DISPOSAL_DOCUMENT */
function demandArchived({ state }: Document, path: readonly string[]): void {
  if (state !== 'ARCHIVED') throw retentionErrors.DISPOSAL_DOCUMENT({ state }, path);
}

/** @throws DOCUMENTS_DISPOSAL_PERSON for the platform itself */
function personOf(ctx: Ctx): User {
  const { userId } = ctx.principal;
  if (userId !== undefined) return ctx.em.getReference(User, userId);
  throw retentionErrors.DISPOSAL_PERSON({}, ['input', 'id']);
}
