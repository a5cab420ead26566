import { type Ctx, File, filePurpose, Files, minorUnits } from '@bureau/core';
import { earlyPaymentDiscount, instalmentsOf } from '../receivables/payment-term.js';
import { invoicePdf } from '../tables/invoice-pdf.js';
import type { CreditNote } from '../trade/credit-note.entity.js';
import { documentTax } from '../trade/document-lines.js';
import { Invoice } from '../trade/invoice.entity.js';
import { termOf } from '../trade/payment-terms.js';
import { demandStatus } from '../trade/post-document.js';
import { componentsOf, linesOf } from '../trade/trade-document.js';
import { layoutOf, type PrintedDocument } from './document-layout.js';
import { letterErrors } from './errors.js';
import { wordsFor } from './letter-words.js';

/** What goes to customers. */
export const LETTER = filePurpose({
  id: 'accounting.letter',
  description: 'An invoice, a credit note or a statement as it is sent.',
  mediaTypes: ['application/pdf'],
  maxSize: 20_000_000,
});

/** Documents of which there is a PDF. */
export type PrintableDocument = Invoice | CreditNote;

/**
 * The PDF of a posted document. Names and addresses were kept when it was posted and its lines
 * never change, so it need not be laid out before somebody asks for it: posting a thousand
 * invoices lays out none. From then on it is the same file for ever. The row of the document is
 * locked by the caller.
 * @throws ACCOUNTING_DOCUMENT_STATUS, ACCOUNTING_LETTER_SUPPLIER
 */
export async function pdfOf(ctx: Ctx, document: PrintableDocument): Promise<File> {
  if (document.pdf) return ctx.em.findOneOrFail(File, { id: document.pdf.id });
  demandStatus(document, ['POSTED', 'PARTIALLY_PAID', 'PAID']);
  const { letter, postedAt } = document;
  if (!letter || !postedAt) throw letterErrors.LETTER_SUPPLIER({}, ['input', 'id']);
  const words = wordsFor(letter.locale);
  const layout = layoutOf(await printed(ctx, document), letter, words);
  const made = { createdAt: postedAt, words: words.numbers };
  const pdf = await storePdf(ctx, await invoicePdf(layout, made), `${layout.number}.pdf`);
  document.pdf = pdf;
  return pdf;
}

/** Keeps the bytes of a PDF as a file of the caller. */
export async function storePdf(ctx: Ctx, bytes: Uint8Array, name: string): Promise<File> {
  const files = ctx.service(Files);
  const what = { purpose: LETTER.id, mediaType: 'application/pdf', size: bytes.length };
  return files.create(ctx, await files.write(ctx, what, oneChunk(bytes)), name);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function printed(ctx: Ctx, document: PrintableDocument): Promise<PrintedDocument> {
  const lines = await linesOf(ctx, document);
  const codes = lines.flatMap(({ taxCode }) => (taxCode ? [taxCode.id] : []));
  const components = await componentsOf(ctx, codes);
  const { number, issuedOn, partyReference, memo, currency, net, total } = document;
  const isCredit = !(document instanceof Invoice);
  return {
    isCredit,
    number: number ?? '',
    issuedOn,
    partyReference: partyReference ?? null,
    corrects: isCredit ? await correctedBy(ctx, document) : null,
    memo: memo ?? null,
    currency,
    net: net ?? '0',
    total: total ?? '0',
    lines: lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discountPercent: line.discountPercent ?? '0',
      amount: line.amount,
      taxes: components.get(line.taxCode?.id ?? '') ?? [],
    })),
    taxes: await documentTax(ctx, document, lines),
    ...(isCredit ? { parts: [], discount: null } : await termsOf(ctx, document)),
  };
}

async function correctedBy(ctx: Ctx, { invoice }: CreditNote): Promise<string | null> {
  if (!invoice) return null;
  const { number } = await ctx.em.findOneOrFail(Invoice, { id: invoice.id });
  return number ?? null;
}

async function termsOf(ctx: Ctx, document: PrintableDocument) {
  const { issuedOn, currency, paymentTerm } = document;
  const total = document.total ?? '0';
  const digits = minorUnits(currency);
  const term = await termOf(ctx, paymentTerm ?? null);
  const parts = instalmentsOf(term, { date: issuedOn, total }, digits);
  const early = { documentDate: issuedOn, paidOn: issuedOn, total };
  const { amount, until } = earlyPaymentDiscount(term, early, { digits });
  return { parts, discount: until === undefined ? null : { amount, until } };
}
