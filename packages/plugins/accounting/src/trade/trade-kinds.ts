import { type EnumValue, enumOf } from '@bureau/core';

/** Which sub-ledger a document or item belongs to. */
export const TradeSide = enumOf('TradeSide', 'Which sub-ledger something belongs to.', {
  RECEIVABLE: 'Customers.',
  PAYABLE: 'Suppliers and employees.',
});
export type TradeSide = EnumValue<typeof TradeSide>;

/** Where a document of trade is in its life. */
export const DocumentStatus = enumOf('DocumentStatus', 'Where a document is in its life.', {
  DRAFT: 'Free to be changed, without number and effect.',
  APPROVED: 'Somebody else agreed to it; not posted yet.',
  POSTED: 'In the books, nothing of it is settled.',
  PARTIALLY_PAID: 'A part of it is settled.',
  PAID: 'All of it is settled.',
  VOID: 'Taken back; it keeps its number.',
});
export type DocumentStatus = EnumValue<typeof DocumentStatus>;

/** Where expenses of an employee are in their life. */
export const ExpenseClaimStatus = enumOf(
  'ExpenseClaimStatus',
  'Where expenses are in their life.',
  {
    DRAFT: 'Free to be changed, without number and effect.',
    SUBMITTED: 'They wait for approval.',
    APPROVED: 'Somebody else agreed to them; not posted yet.',
    POSTED: 'In the books, nothing of them is paid.',
    PARTIALLY_PAID: 'A part of them is paid.',
    PAID: 'All of them is paid.',
    VOID: 'Taken back; they keep their number.',
  },
);
export type ExpenseClaimStatus = EnumValue<typeof ExpenseClaimStatus>;

/** How a document rounds its taxes. */
export const TaxRoundingBy = enumOf('TaxRoundingBy', 'How a document rounds its taxes.', {
  DOCUMENT: 'Each tax once, over all lines.',
  LINE: 'Each tax on each line.',
});
export type TaxRoundingBy = EnumValue<typeof TaxRoundingBy>;

/** How an amount of tax arises. */
export const TaxComponentKind = enumOf('TaxComponentKind', 'How an amount of tax arises.', {
  PERCENT: 'Percent of the price without it.',
  DIVISION: 'Percent of the price with it.',
  PER_UNIT: 'An amount for each unit.',
});
export type TaxComponentKind = EnumValue<typeof TaxComponentKind>;

/** What a tax does to the sum to be paid. */
export const TaxComponentEffect = enumOf(
  'TaxComponentEffect',
  'What a tax does to the sum to be paid.',
  {
    ADDED: 'It is added to it.',
    WITHHELD: 'The payer keeps it and pays it to the office.',
    REVERSE_CHARGE: 'The buyer owes it and deducts it.',
  },
);
export type TaxComponentEffect = EnumValue<typeof TaxComponentEffect>;

/** Which way money went. */
export const PaymentDirection = enumOf('PaymentDirection', 'Which way money went.', {
  RECEIVED: 'It came in.',
  PAID: 'It went out.',
});
export type PaymentDirection = EnumValue<typeof PaymentDirection>;

/** What an open item comes from. */
export const OpenItemKind = enumOf('OpenItemKind', 'What an open item comes from.', {
  INVOICE: 'An invoice.',
  BILL: 'A bill.',
  CREDIT_NOTE: 'A credit note.',
  PAYMENT: 'A payment.',
  DISCOUNT: 'A discount for paying early.',
  WRITE_OFF: 'What is not paid any more.',
  REVERSAL: 'A document or payment that was taken back.',
  EXPENSE_CLAIM: 'Expenses of an employee.',
  OPENING: 'Opening balances.',
  ENTRY: 'An entry that was posted by hand.',
});
export type OpenItemKind = EnumValue<typeof OpenItemKind>;
