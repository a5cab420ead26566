import { Arg, Context, type Ctx, FileType, Mutation, payloadOf, Resolver } from '@bureau/core';
import { CreditNote } from '../trade/credit-note.entity.js';
import { DocumentInput } from '../trade/document.inputs.js';
import { Invoice } from '../trade/invoice.entity.js';
import { CreditNoteType, InvoiceType } from '../trade/trade.types.js';
import { pdfOf } from './document-pdf.js';

const InvoicePdfCreatePayload = payloadOf('InvoicePdfCreatePayload', {
  invoice: InvoiceType,
  file: FileType,
});
const CreditNotePdfCreatePayload = payloadOf('CreditNotePdfCreatePayload', {
  creditNote: CreditNoteType,
  file: FileType,
});

/** Documents as they are sent. */
@Resolver()
export class PdfResolver {
  @Mutation(() => InvoicePdfCreatePayload, {
    description: 'The PDF of a posted invoice; laid out once, the same file for ever.',
  })
  async invoicePdfCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const invoice = await ctx.find(Invoice, id, { expectedVersion, path, lock: true });
    return { invoice, file: await pdfOf(ctx, invoice) };
  }

  @Mutation(() => CreditNotePdfCreatePayload, {
    description: 'The PDF of a posted credit note; laid out once, the same file for ever.',
  })
  async creditNotePdfCreate(@Context() ctx: Ctx, @Arg('input') input: DocumentInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const creditNote = await ctx.find(CreditNote, id, { expectedVersion, path, lock: true });
    return { creditNote, file: await pdfOf(ctx, creditNote) };
  }
}
