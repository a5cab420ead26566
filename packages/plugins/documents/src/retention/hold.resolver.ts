import { actorOf, Arg, Context, type Ctx, Mutation, Resolver, User } from '@bureau/core';
import { Document } from '../library/document.entity.js';
import { retentionErrors } from './errors.js';
import { legalHoldOpened, legalHoldReleased } from './events.js';
import { LegalHold, LegalHoldDocument } from './legal-hold.entity.js';
import {
  LegalHoldDocumentsAddInput,
  LegalHoldDocumentsAddPayload,
  LegalHoldOpenInput,
  LegalHoldOpenPayload,
  LegalHoldReleaseInput,
  LegalHoldReleasePayload,
} from './retention.inputs.js';

const MOST = 250;

/** Cases that keep documents. */
@Resolver()
export class LegalHoldResolver {
  @Mutation(() => LegalHoldOpenPayload, {
    description: 'Opens a case: its documents stay until it is released, whatever their terms say.',
  })
  async legalHoldOpen(@Context() ctx: Ctx, @Arg('input') input: LegalHoldOpenInput) {
    const [name, reason] = [input.name.trim(), input.reason.trim()];
    if (name === '' || reason === '') throw retentionErrors.HOLD_TEXT({}, ['input', 'name']);
    const legalHold = ctx.em.create(LegalHold, { name, reason, ...actorOf(ctx) });
    await keep(ctx, legalHold, input.documentIds);
    await ctx.em.flush();
    const { id } = legalHold;
    ctx.emit(legalHoldOpened, { legalHoldId: id }, { type: 'LegalHold', id });
    return { legalHold };
  }

  @Mutation(() => LegalHoldDocumentsAddPayload, { description: 'Keeps more documents for a case.' })
  async legalHoldDocumentsAdd(
    @Context() ctx: Ctx,
    @Arg('input') input: LegalHoldDocumentsAddInput,
  ) {
    const legalHold = await holdAt(ctx, input);
    legalHold.assertOpen();
    if (input.documentIds.length === 0) {
      throw retentionErrors.HOLD_DOCUMENTS({ limit: MOST }, ['input', 'documentIds']);
    }
    await keep(ctx, legalHold, input.documentIds);
    return { legalHold };
  }

  @Mutation(() => LegalHoldReleasePayload, { description: 'Ends a case.' })
  async legalHoldRelease(@Context() ctx: Ctx, @Arg('input') input: LegalHoldReleaseInput) {
    const legalHold = await holdAt(ctx, input);
    const reason = input.reason.trim();
    if (reason === '') throw retentionErrors.RETENTION_REASON({}, ['input', 'reason']);
    const { userId } = ctx.principal;
    const by = userId === undefined ? null : ctx.em.getReference(User, userId);
    legalHold.release(ctx.now, by, reason);
    const { id } = legalHold;
    ctx.emit(legalHoldReleased, { legalHoldId: id }, { type: 'LegalHold', id });
    return { legalHold };
  }
}

function holdAt(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<LegalHold> {
  return ctx.find(LegalHold, id, { path: ['input', 'id'], expectedVersion, lock: true });
}

/**
 * The documents are locked one after the other in one order for all: a hold and a disposal of the
 * same document wait for each other, and two holds do not wait in a ring.
 * @throws DOCUMENTS_HOLD_DOCUMENTS; the database refuses documents that are gone
 */
async function keep(ctx: Ctx, hold: LegalHold, given: readonly string[]): Promise<void> {
  const path = ['input', 'documentIds'];
  const ids = [...new Set(given)].toSorted();
  if (ids.length > MOST) throw retentionErrors.HOLD_DOCUMENTS({ limit: MOST }, path);
  const known = await ctx.em.find(LegalHoldDocument, { hold: hold.id });
  const held = new Set(known.map(({ document }) => document.id));
  for (const id of ids) {
    const document = await ctx.find(Document, id, { path, lock: true });
    const isGone = document.state === 'DISPOSED' || document.state === 'PURGED';
    if (isGone) throw retentionErrors.GONE({}, path);
    if (!held.has(document.id)) ctx.em.create(LegalHoldDocument, { hold, document });
  }
}
