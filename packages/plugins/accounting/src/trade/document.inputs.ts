import {
  CurrencyScalar,
  DateScalar,
  DecimalScalar,
  Field,
  ID,
  InputType,
  Int,
  payloadOf,
} from '@bureau/core';
import { TaxRoundingBy, TradeSide } from './trade-kinds.js';
import { BillType, CreditNoteType, InvoiceType } from './trade.types.js';

const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A line of an invoice, a bill or a credit note.' })
export class DocumentLineInput {
  @Field(() => String, { description: 'What is sold or bought.' })
  description!: string;
  @Field(() => ID, { nullable: true, description: 'Income or expense account; or its code.' })
  accountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the account, instead of its id.' })
  accountCode?: string | null;
  @Field(() => ID, { nullable: true, description: 'Taxes that it bears; or their code.' })
  taxCodeId?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the taxes, instead of the id.' })
  taxCode?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'How many units; default 1.' })
  quantity?: string | null;
  @Field(() => DecimalScalar, { description: 'Price of one unit, up to 8 decimals.' })
  unitPrice!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Percent off; default 0.' })
  discountPercent?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Dimension values of its entry line.' })
  dimensionValueIds?: string[] | null;
}

/** What may be given for each kind of document. */
@InputType('DocumentFactsInput', { description: 'What invoices and bills have in common.' })
export class DocumentFacts {
  @Field(() => CurrencyScalar, {
    nullable: true,
    description: 'Currency; default: that of the party, or the base currency.',
  })
  currency?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Worth of one unit in the base currency; default: the rate of the day.',
  })
  exchangeRate?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether prices have the added taxes in them; default false.',
  })
  pricesIncludeTax?: boolean | null;
  @Field(() => TaxRoundingBy, {
    nullable: true,
    description: 'How its taxes are rounded; default: as the settings say.',
  })
  taxRounding?: TaxRoundingBy | null;
  @Field(() => ID, { nullable: true, description: 'Payment term; default: due at once.' })
  paymentTermId?: string | null;
  @Field(() => String, { nullable: true, description: 'Order or invoice number of the party.' })
  partyReference?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
}

@InputType({ description: 'A new invoice; a draft until it is posted.' })
export class InvoiceCreateInput extends DocumentFacts {
  @Field(() => ID, { description: 'The customer.' })
  partyId!: string;
  @Field(() => DateScalar, { description: 'Date of the document, and its posting date.' })
  issuedOn!: string;
  @Field(() => [DocumentLineInput], { description: 'Its lines.' })
  lines!: DocumentLineInput[];
}

@InputType({ description: 'A new bill of a supplier; a draft until it is posted.' })
export class BillCreateInput extends DocumentFacts {
  @Field(() => ID, { description: 'The supplier.' })
  partyId!: string;
  @Field(() => DateScalar, { description: 'Date of the document, and its posting date.' })
  issuedOn!: string;
  @Field(() => [DocumentLineInput], { description: 'Its lines.' })
  lines!: DocumentLineInput[];
}

@InputType({ description: 'A new credit note; a draft until it is posted.' })
export class CreditNoteCreateInput extends DocumentFacts {
  @Field(() => ID, { nullable: true, description: 'The invoice that it corrects.' })
  invoiceId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The bill that it corrects.' })
  billId?: string | null;
  @Field(() => TradeSide, { nullable: true, description: 'For whom, if it corrects no document.' })
  side?: TradeSide | null;
  @Field(() => ID, { nullable: true, description: 'The party, if it corrects no document.' })
  partyId?: string | null;
  @Field(() => DateScalar, { description: 'Date of the document, and its posting date.' })
  issuedOn!: string;
  @Field(() => [DocumentLineInput], {
    nullable: true,
    description: 'Its lines, above zero; default: all of the document that it corrects.',
  })
  lines?: DocumentLineInput[] | null;
}

/** Changes of a draft. */
@InputType('DocumentUpdateInput', { description: 'Changes of a draft; what is left out stays.' })
export class DocumentUpdate extends DocumentFacts {
  @Field(() => ID, { description: 'The draft.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => ID, { nullable: true, description: 'The customer or supplier.' })
  partyId?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Date of the document.' })
  issuedOn?: string | null;
  @Field(() => [DocumentLineInput], { nullable: true, description: 'All its lines anew.' })
  lines?: DocumentLineInput[] | null;
}

@InputType({ description: 'Changes of a draft of an invoice; what is left out stays.' })
export class InvoiceUpdateInput extends DocumentUpdate {}

@InputType({ description: 'Changes of a draft of a bill; what is left out stays.' })
export class BillUpdateInput extends DocumentUpdate {}

@InputType({ description: 'Changes of a draft of a credit note; what is left out stays.' })
export class CreditNoteUpdateInput {
  @Field(() => ID, { description: 'The draft.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
  @Field(() => DateScalar, { nullable: true, description: 'Date of the document.' })
  issuedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the party for it.' })
  partyReference?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  memo?: string | null;
  @Field(() => [DocumentLineInput], { nullable: true, description: 'All its lines anew.' })
  lines?: DocumentLineInput[] | null;
}

@InputType({ description: 'A document, as you saw it.' })
export class DocumentInput {
  @Field(() => ID, { description: 'The document.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'A document that is taken back.' })
export class DocumentVoidInput extends DocumentInput {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Posting date of the reversal; default: today, or the open day next to it.',
  })
  postedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why.' })
  memo?: string | null;
}

const invoice = { invoice: InvoiceType };
const bill = { bill: BillType };
const creditNote = { creditNote: CreditNoteType };
const gone = {
  deletedId: { type: () => ID, description: 'The draft that is gone; null when refused.' },
};

export const InvoiceCreatePayload = payloadOf('InvoiceCreatePayload', invoice);
export const InvoiceUpdatePayload = payloadOf('InvoiceUpdatePayload', invoice);
export const InvoiceDeletePayload = payloadOf('InvoiceDeletePayload', {}, gone);
export const InvoicePostPayload = payloadOf('InvoicePostPayload', invoice);
export const InvoiceVoidPayload = payloadOf('InvoiceVoidPayload', invoice);
export const BillCreatePayload = payloadOf('BillCreatePayload', bill);
export const BillUpdatePayload = payloadOf('BillUpdatePayload', bill);
export const BillDeletePayload = payloadOf('BillDeletePayload', {}, gone);
export const BillApprovePayload = payloadOf('BillApprovePayload', bill);
export const BillPostPayload = payloadOf('BillPostPayload', bill);
export const BillVoidPayload = payloadOf('BillVoidPayload', bill);
export const CreditNoteCreatePayload = payloadOf('CreditNoteCreatePayload', creditNote);
export const CreditNoteUpdatePayload = payloadOf('CreditNoteUpdatePayload', creditNote);
export const CreditNoteDeletePayload = payloadOf('CreditNoteDeletePayload', {}, gone);
export const CreditNotePostPayload = payloadOf('CreditNotePostPayload', creditNote);
export const CreditNoteVoidPayload = payloadOf('CreditNoteVoidPayload', creditNote);
