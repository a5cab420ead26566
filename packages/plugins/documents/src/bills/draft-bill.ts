import type { Ctx } from '@bureau/core';
import { BillDraftService } from '@bureau/plugin-accounting/contract';
import type { Document } from '../library/document.entity.js';
import { latestOf } from '../library/document-versions.js';
import type { DocumentVersion } from '../library/document-version.entity.js';
import { billFactsOf, supplierOf } from './bill-facts.js';
import { DocumentBill } from './document-bill.entity.js';
import { billErrors } from './errors.js';
import { billDrafted } from './events.js';

/** How a paper is to be booked; absent values stand on it, or are as with the last bill. */
export interface BillWish {
  partyId?: string | null;
  partyReference?: string | null;
  issuedOn?: string | null;
  accountCode?: string | null;
  taxCode?: string | null;
}

const PATH = ['input', 'documentId'];

/**
 * Makes a draft of a bill of what was read off a paper, and ties the two. Neither the same paper
 * nor the same bytes nor the same number of a supplier becomes a bill twice.
 */
export async function draftBill(
  ctx: Ctx,
  document: Document,
  wish: BillWish,
): Promise<DocumentBill> {
  const books = booksOf(ctx);
  const version = await latestOf(ctx, document);
  await demandFirst(ctx, document, version);
  const { reference, issuedOn, total, currency, vatId } = await billFactsOf(ctx, document, wish);
  const party = await supplierOf(ctx, document, { partyId: wish.partyId, vatId });
  const same = await books.sameBill(ctx, { partyId: party.id, partyReference: reference });
  if (same) throw billErrors.BILL_SAME_NUMBER({ number: reference }, PATH);
  const usual = await books.usualAccount(ctx, party.id);
  const accountCode = wish.accountCode ?? usual?.accountCode;
  if (accountCode == null) throw billErrors.BILL_ACCOUNT({}, ['input', 'accountCode']);
  const taxCode = wish.taxCode === undefined ? usual?.taxCode : wish.taxCode;
  const line = {
    description: document.title,
    accountCode,
    amount: total,
    taxCode: taxCode ?? null,
  };
  const { id } = await books.create(ctx, {
    ...{ partyId: party.id, issuedOn, currency, partyReference: reference.slice(0, 80) },
    lines: [line],
  });
  const { sha256 } = version;
  const values = { document, documentVersion: version, sha256, billId: id };
  const bill = ctx.em.create(DocumentBill, { ...values, billType: 'Bill', state: 'DRAFTED' });
  const payload = { documentId: document.id, billId: id };
  ctx.emit(billDrafted, payload, { type: 'Document', id: document.id });
  return bill;
}

/** @throws DOCUMENTS_BILL_NO_BOOKS */
function booksOf(ctx: Ctx): BillDraftService {
  try {
    return ctx.service(BillDraftService);
  } catch {
    throw billErrors.BILL_NO_BOOKS({}, PATH);
  }
}

const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const SAME_BYTES = `
  select 1 as one from documents.document_bill
   where sha256 = $1 and document_id <> $2 and state <> 'VOIDED' limit 1`;

/** Two who draft bills of the same bytes at once wait for each other. */
async function demandFirst(
  ctx: Ctx,
  document: Document,
  { sha256 }: DocumentVersion,
): Promise<void> {
  await ctx.sql(LOCK, [`documents bill ${ctx.organizationId} ${sha256}`]);
  const own = await ctx.em.count(DocumentBill, { document, state: { $ne: 'VOIDED' } });
  if (own > 0) throw billErrors.BILL_TWICE({}, PATH);
  const [other] = await ctx.sql(SAME_BYTES, [sha256, document.id]);
  if (other) throw billErrors.BILL_SAME_BYTES({}, PATH);
}
