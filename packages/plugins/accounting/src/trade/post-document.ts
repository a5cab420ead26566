import { type Ctx, exact, minorUnits, NumberSeriesService } from '@bureau/core';
import { letterTo } from '../letters/letter.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { type NewLine, postEntry } from '../ledger/posting.js';
import { reversalOf } from '../ledger/reversal.js';
import { instalmentsOf } from '../receivables/payment-term.js';
import { CreditNote } from './credit-note.entity.js';
import { documentLines } from './document-lines.js';
import { tradeErrors } from './errors.js';
import { DocumentPosted, DocumentVoided } from './events.js';
import { Invoice } from './invoice.entity.js';
import { addOpenItem, closeReversed, isUntouched, itemLine } from './open-items.js';
import { OpenItem } from './open-item.entity.js';
import { termOf } from './payment-terms.js';
import { factsOf } from './settle.js';
import { controlOf, journalOf, priced } from './trade-accounts.js';
import { type TradeDocument, traitsOf } from './trade-document.js';
import type { ExpenseClaimStatus } from './trade-kinds.js';

/**
 * Posts a document: its number, its entry and its open items, or nothing of it (I15). The caller
 * holds the locks of party and row.
 * @throws ACCOUNTING_DOCUMENT_STATUS, ACCOUNTING_DOCUMENT_TOTAL, and what the ledger refuses
 */
export async function postDocument(
  ctx: Ctx,
  document: TradeDocument,
  wanted: readonly ExpenseClaimStatus[] = ['DRAFT'],
): Promise<void> {
  demandStatus(document, wanted);
  if (!exact(document.total).greaterThan(0)) {
    throw tradeErrors.DOCUMENT_TOTAL({ total: exact(document.total).toFixed() }, ['input', 'id']);
  }
  const traits = traitsOf(document);
  const parts = await partsOf(ctx, document);
  const rest = await documentLines(ctx, document);
  const lines = await priced(ctx, [...parts.map(({ line }) => line), ...rest], document);
  const on = document.issuedOn;
  const number = await ctx.service(NumberSeriesService).next(ctx, traits.series, { on });
  const entry = await postEntry(ctx, {
    journalCode: await journalOf(ctx, traits.journal),
    postedOn: on,
    memo: [number, document.memo].filter(Boolean).join(' '),
    source: { type: traits.type, id: document.id, event: 'posted' },
    lines,
  });
  document.number = number;
  document.status = 'POSTED';
  document.openAmount = document.total;
  document.dueOn = parts.at(-1)?.dueOn ?? on;
  document.entry = ctx.em.getReference(JournalEntry, entry.id);
  document.postedAt = ctx.now;
  const isSent = document instanceof Invoice || document instanceof CreditNote;
  if (isSent && traits.side === 'RECEIVABLE') {
    document.letter = await letterTo(ctx, document.party.id);
  }
  parts.forEach(({ dueOn }, at) => {
    const wish = { side: traits.side, kind: traits.kind, partyId: document.party.id, document };
    const facts = { ...wish, reference: number, documentOn: on, dueOn };
    addOpenItem(ctx, facts, { line: lines[at] ?? { amount: '0' }, entryId: entry.id });
  });
  ctx.emit(DocumentPosted, factsOf(document), { type: traits.type, id: document.id });
}

/**
 * Takes a posted document back, of which nothing is settled. It keeps its number; what is left of
 * it in the ledger is zero.
 * @throws ACCOUNTING_DOCUMENT_STATUS, ACCOUNTING_DOCUMENT_SETTLED, and what the ledger refuses
 */
export async function voidDocument(
  ctx: Ctx,
  document: TradeDocument,
  { on, memo }: { on?: string | undefined; memo?: string | undefined },
): Promise<void> {
  const { type } = traitsOf(document);
  const items = await ctx.em.find(OpenItem, { entry: document.entry });
  const isSettled = document.status === 'PARTIALLY_PAID' || document.status === 'PAID';
  if (isSettled || (document.status === 'POSTED' && !isUntouched(items))) {
    throw tradeErrors.DOCUMENT_SETTLED({ document: nameOf(document) }, ['input', 'id']);
  }
  demandStatus(document, ['POSTED']);
  const entryId = document.entry?.id ?? '';
  const reversal = await reversalOf(ctx, { entryId, postedOn: on, memo });
  const entry = await postEntry(ctx, reversal);
  await closeReversed(ctx, items, { entryId: entry.id, on: reversal.postedOn });
  document.status = 'VOID';
  ctx.emit(DocumentVoided, factsOf(document), { type, id: document.id });
}

/** @throws ACCOUNTING_DOCUMENT_STATUS */
export function demandStatus(document: TradeDocument, wanted: readonly ExpenseClaimStatus[]): void {
  if (wanted.includes(document.status)) return;
  throw tradeErrors.DOCUMENT_STATUS(
    { document: nameOf(document), status: document.status, wanted: wanted.join(' or ') },
    ['input', 'id'],
  );
}

function nameOf(document: TradeDocument): string {
  return document.number ?? traitsOf(document).type;
}

interface DuePart {
  line: NewLine;
  dueOn: string;
}

/** The lines of the control account: one for each part with a day of its own. */
async function partsOf(ctx: Ctx, document: TradeDocument): Promise<DuePart[]> {
  const { side, partySign, type } = traitsOf(document);
  const isEmployee = type === 'ExpenseClaim';
  const control = await controlOf(ctx, side, { isEmployee, isSupplier: !isEmployee });
  const term = await termOf(ctx, document.paymentTerm ?? null);
  const { issuedOn: date, total, currency } = document;
  return instalmentsOf(term, { date, total }, minorUnits(currency))
    .filter(({ amount }) => !exact(amount).isZero())
    .map(({ dueOn, amount }) => ({
      dueOn,
      line: itemLine(control.id, document.party.id, exact(amount).times(partySign).toFixed()),
    }));
}
