import { expose, type Exposed, many } from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { DOCUMENT_AMOUNTS, LINE_AMOUNTS } from './document-columns.js';
import { Bill, BillLine } from './bill.entity.js';
import { CreditNote, CreditNoteLine } from './credit-note.entity.js';
import { Invoice, InvoiceLine } from './invoice.entity.js';
import { Allocation, OpenItem } from './open-item.entity.js';
import { Payment } from './payment.entity.js';
import { PaymentTerm, PaymentTermPart } from './payment-term.entity.js';
import { TaxCode, TaxComponent } from './tax-code.entity.js';
import { TradeSettings } from './trade-settings.entity.js';

export const PaymentTermType: Exposed = expose(PaymentTerm, {
  prefix: 'ptm',
  filter: ['code', 'name', 'isActive'],
  order: ['code', 'name'],
  by: ['code'],
  relations: { parts: many(() => PaymentTermPartType, 'term', 'Its parts with their days.') },
});

export const PaymentTermPartType: Exposed = expose(PaymentTermPart, {
  prefix: 'ptp',
  filter: ['term'],
  order: ['number'],
  root: false,
});

export const TaxCodeType: Exposed = expose(TaxCode, {
  prefix: 'txc',
  filter: ['code', 'name', 'isActive'],
  order: ['code', 'name'],
  by: ['code'],
  relations: { components: many(() => TaxComponentType, 'taxCode', 'The taxes of it.') },
});

export const TaxComponentType: Exposed = expose(TaxComponent, {
  prefix: 'txp',
  filter: ['taxCode', 'code'],
  order: ['number'],
  root: false,
});

export const TradeSettingsType: Exposed = expose(TradeSettings, {
  prefix: 'tst',
  order: ['createdAt'],
  root: false,
});

const FILTER = [
  'number',
  'status',
  'party',
  'issuedOn',
  'dueOn',
  'currency',
  'total',
  'openAmount',
] as const;
const ORDER = ['issuedOn', 'dueOn', 'number', 'total'] as const;

export const InvoiceType: Exposed = expose(Invoice, {
  prefix: 'inv',
  amounts: DOCUMENT_AMOUNTS,
  filter: [...FILTER, 'pdf'],
  order: [...ORDER],
  by: ['number'],
  aggregate: ['total', 'openAmount'],
  relations: {
    lines: many(() => InvoiceLineType, 'document', 'Its lines.'),
    openItems: many(() => OpenItemType, 'invoice', 'What of it is to be paid when.'),
    creditNotes: many(() => CreditNoteType, 'invoice', 'What corrects it.'),
  },
});

export const InvoiceLineType: Exposed = expose(InvoiceLine, {
  prefix: 'inl',
  amounts: LINE_AMOUNTS,
  filter: ['document', 'account', 'taxCode'],
  order: ['number'],
  root: false,
});

export const BillType: Exposed = expose(Bill, {
  prefix: 'bil',
  amounts: DOCUMENT_AMOUNTS,
  filter: [...FILTER],
  order: [...ORDER],
  by: ['number'],
  aggregate: ['total', 'openAmount'],
  relations: {
    lines: many(() => BillLineType, 'document', 'Its lines.'),
    openItems: many(() => OpenItemType, 'bill', 'What of it is to be paid when.'),
    creditNotes: many(() => CreditNoteType, 'bill', 'What corrects it.'),
  },
});

export const BillLineType: Exposed = expose(BillLine, {
  prefix: 'bll',
  amounts: LINE_AMOUNTS,
  filter: ['document', 'account', 'taxCode'],
  order: ['number'],
  root: false,
});

export const CreditNoteType: Exposed = expose(CreditNote, {
  prefix: 'crn',
  amounts: DOCUMENT_AMOUNTS,
  filter: [...FILTER, 'side', 'invoice', 'bill', 'pdf'],
  order: [...ORDER],
  by: ['number'],
  relations: {
    lines: many(() => CreditNoteLineType, 'document', 'Its lines.'),
    openItems: many(() => OpenItemType, 'creditNote', 'What of it is not used yet.'),
  },
});

export const CreditNoteLineType: Exposed = expose(CreditNoteLine, {
  prefix: 'cnl',
  amounts: LINE_AMOUNTS,
  filter: ['document', 'account', 'taxCode'],
  order: ['number'],
  root: false,
});

export const PaymentType: Exposed = expose(Payment, {
  prefix: 'pay',
  amounts: { amount: 'currency', fee: 'currency' },
  filter: ['number', 'direction', 'side', 'party', 'bankAccount', 'paidOn', 'amount', 'isVoid'],
  order: ['paidOn', 'number'],
  by: ['number'],
  relations: { openItems: many(() => OpenItemType, 'payment', 'What of it is not used yet.') },
});

export const OpenItemType: Exposed = expose(OpenItem, {
  prefix: 'oit',
  amounts: {
    amount: 'currency',
    openAmount: 'currency',
    baseAmount: BASE_CURRENCY,
    openBaseAmount: BASE_CURRENCY,
  },
  filter: [
    'side',
    'kind',
    'party',
    'account',
    'invoice',
    'bill',
    'creditNote',
    'expenseClaim',
    'payment',
    'documentOn',
    'dueOn',
    'currency',
    'isOpen',
  ],
  order: ['documentOn', 'dueOn'],
  relations: {
    debitAllocations: many(() => AllocationType, 'debitItem', 'What settled it, as a debit.'),
    creditAllocations: many(() => AllocationType, 'creditItem', 'What it settled, as a credit.'),
  },
});

export const AllocationType: Exposed = expose(Allocation, {
  prefix: 'alc',
  amounts: {
    amount: 'debitItem.currency',
    debitBaseAmount: BASE_CURRENCY,
    creditBaseAmount: BASE_CURRENCY,
  },
  filter: ['debitItem', 'creditItem', 'allocatedOn', 'reverses'],
  order: ['allocatedOn'],
});
