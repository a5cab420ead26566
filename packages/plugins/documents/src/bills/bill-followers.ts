import { type Ctx, defineEvent, subscriber, z } from '@bureau/core';
import { recordFact } from '../retention/record-fact.js';
import { DocumentBill, type DocumentBillState } from './document-bill.entity.js';
import { billProved } from './events.js';

// As accounting announces them; it need not be there.
const payload = z.object({
  type: z.string(),
  documentId: z.uuid(),
  number: z.string(),
  partyId: z.uuid(),
  currency: z.string(),
  total: z.string(),
});
const posted = defineEvent({
  name: 'accounting.document.posted',
  version: 1,
  description: 'An invoice, bill or credit note was posted.',
  payload,
});
const voided = defineEvent({
  name: 'accounting.document.voided',
  version: 1,
  description: 'An invoice, bill or credit note was taken back.',
  payload,
});

/** A posted bill keeps its paper: the term runs from the posting. */
export const billPosted = subscriber(posted, {
  name: 'documents.billPosted',
  run: async (ctx, { payload: { type, documentId: billId }, at }) => {
    const bill = await follow(ctx, { type, billId, state: 'POSTED' });
    if (!bill) return;
    const documentId = bill.document.id;
    const occurredOn = at.toISOString().slice(0, 10);
    await recordFact(ctx, {
      documentId,
      event: 'BILL_POSTED',
      occurredOn,
      source: `Bill ${billId}`,
    });
    ctx.emit(billProved, { documentId, billId }, { type: 'Document', id: documentId });
  },
});

/** The paper of a bill that was taken back may become another one; it is kept all the same. */
export const billVoided = subscriber(voided, {
  name: 'documents.billVoided',
  run: async (ctx, { payload: { type, documentId: billId } }) => {
    await follow(ctx, { type, billId, state: 'VOIDED' });
  },
});

async function follow(
  ctx: Ctx,
  { type, billId, state }: { type: string; billId: string; state: DocumentBillState },
): Promise<DocumentBill | null> {
  if (type !== 'Bill') return null;
  const bill = await ctx.em.findOne(DocumentBill, { billId });
  if (bill) bill.state = state;
  return bill;
}
