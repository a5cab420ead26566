import { choice, File, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import type { Letter } from '../letters/letter.js';
import { PaymentTerm } from './payment-term.entity.js';
import { TaxCode } from './tax-code.entity.js';
import { DocumentStatus, TaxRoundingBy } from './trade-kinds.js';

/** An amount in the digits that every currency fits in. */
export const amount = () => p.decimal().precision(20).scale(4);

/** Where the currency of a document's amounts stands (`expose` option `amounts`). */
export const DOCUMENT_AMOUNTS = {
  net: 'currency',
  tax: 'currency',
  withheld: 'currency',
  total: 'currency',
  openAmount: 'currency',
} as const;

/** The same of its lines; a price may have more decimals. */
export const LINE_AMOUNTS = {
  unitPrice: 'document.currency',
  amount: 'document.currency',
  net: 'document.currency',
  tax: 'document.currency',
} as const;

/** What invoices, bills and credit notes have in common. */
export function documentColumns() {
  return {
    ...record(),
    number: p
      .string()
      .length(40)
      .nullable()
      .comment('Number without gaps, drawn when it is posted'),
    status: choice(DocumentStatus).default('DRAFT').comment('Where it is in its life'),
    party: () => p.manyToOne(Party).comment('Customer or supplier'),
    issuedOn: p.date().comment('Date of the document, and its posting date'),
    dueOn: p.date().nullable().comment('When the last part is due; null for a draft'),
    currency: p.string().length(3).comment('Currency of its amounts (ISO 4217)'),
    exchangeRate: p
      .decimal()
      .precision(20)
      .scale(10)
      .comment('Worth of one unit in the base currency'),
    pricesIncludeTax: p
      .boolean()
      .default(false)
      .comment('Whether the prices of its lines have the added taxes in them'),
    taxRounding: choice(TaxRoundingBy).comment('Whether taxes are rounded by document or by line'),
    paymentTerm: () =>
      p
        .manyToOne(PaymentTerm)
        .nullable()
        .comment('What was agreed on paying it; null: due at once'),
    partyReference: p
      .string()
      .length(80)
      .nullable()
      .comment('Order or invoice number of the other side'),
    memo: p.string().length(500).nullable().comment('What it is about'),
    net: amount().default('0').comment('Sum without taxes'),
    tax: amount().default('0').comment('Sum of the added taxes'),
    withheld: amount().default('0').comment('Sum of the taxes that the payer keeps'),
    total: amount().default('0').comment('What is to be paid: net and taxes less withheld ones'),
    openAmount: amount().default('0').comment('What of it is neither paid nor settled'),
    entry: () => p.manyToOne(JournalEntry).nullable().comment('Its entry in the ledger'),
    postedAt: p.datetime(6).nullable().comment('When it was posted'),
  };
}

/** What documents for customers have besides: how they are sent. */
export function letterColumns() {
  return {
    letter: p
      .json<Letter>()
      .nullable()
      .hidden()
      .comment(
        'Names and addresses as they were when it was posted; null: of a supplier, or a draft',
      ),
    pdf: () => p.manyToOne(File).nullable().comment('What the party gets; null: not asked for yet'),
  };
}

/** What their lines have in common, beside the document. */
export function documentLineColumns() {
  return {
    ...record(),
    number: p.integer().comment('Place in the document, from 1'),
    description: p.string().length(500).comment('What was sold or bought'),
    account: () => p.manyToOne(LedgerAccount).comment('Income or expense account'),
    taxCode: () => p.manyToOne(TaxCode).nullable().comment('Taxes that it bears; null: none'),
    quantity: p.decimal().precision(20).scale(8).comment('How many units'),
    unitPrice: p.decimal().precision(20).scale(8).comment('Price of one unit'),
    discountPercent: p.decimal().precision(7).scale(4).default('0').comment('Percent off'),
    amount: amount().comment('Quantity by price less discount, rounded'),
    net: amount().comment('The amount without taxes'),
    tax: amount().comment('Its part of the added taxes'),
    dimensionValueIds: p
      .array()
      .hidden()
      .comment('Keys of the dimension values that its entry line gets'),
  };
}
