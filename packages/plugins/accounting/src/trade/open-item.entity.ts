import { choice, defineEntity, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { ExpenseClaim } from '../expenses/expense-claim.entity.js';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { Bill } from './bill.entity.js';
import { CreditNote } from './credit-note.entity.js';
import { amount } from './document-columns.js';
import { Invoice } from './invoice.entity.js';
import { Payment } from './payment.entity.js';
import { OpenItemKind, TradeSide } from './trade-kinds.js';

/**
 * A receivable, a payable or a credit, and what of it is still open. Amounts have the sign of the
 * ledger, debit above zero: so their sum is the balance of the control account, party by party.
 */
export const OpenItemSchema = defineEntity({
  name: 'OpenItem',
  schema: 'accounting',
  tableName: 'open_item',
  comment: 'A receivable, a payable or a credit, and what of it is still open.',
  properties: {
    ...record(),
    side: choice(TradeSide).comment('Receivables or payables'),
    kind: choice(OpenItemKind).comment('What it comes from'),
    party: () => p.manyToOne(Party).comment('Customer, supplier or employee'),
    account: () => p.manyToOne(LedgerAccount).comment('The control account that it is a part of'),
    entry: () => p.manyToOne(JournalEntry).comment('The entry that made it'),
    invoice: () => p.manyToOne(Invoice).nullable().comment('The invoice that it is a part of'),
    bill: () => p.manyToOne(Bill).nullable().comment('The bill that it is a part of'),
    creditNote: () =>
      p.manyToOne(CreditNote).nullable().comment('The credit note that it is a part of'),
    expenseClaim: () =>
      p.manyToOne(ExpenseClaim).nullable().comment('The expense claim that it is a part of'),
    payment: () => p.manyToOne(Payment).nullable().comment('The payment that it is a part of'),
    reference: p.string().length(60).comment('Number of its document'),
    documentOn: p.date().comment('Date of its document'),
    dueOn: p.date().nullable().comment('When it is due; null: never overdue'),
    currency: p.string().length(3).comment('Currency of its amounts (ISO 4217)'),
    amount: amount().comment('Debit above zero, credit below'),
    baseAmount: amount().comment('The same in the base currency'),
    openAmount: amount().comment('What is not settled, with the same sign'),
    openBaseAmount: amount().comment('Worth of that in the books'),
    isOpen: p.boolean().comment('Whether anything is open'),
    dunningLevel: p.integer().default(0).comment('Level of the last reminder; 0: none was sent'),
    isDunningPaused: p
      .boolean()
      .default(false)
      .comment('Whether no reminders are written: a dispute, an agreed delay'),
  },
});

export class OpenItem extends OpenItemSchema.class {}
OpenItemSchema.setClass(OpenItem);

/** A credit that settles a debit; never changed, undone by another one. */
export const AllocationSchema = defineEntity({
  name: 'Allocation',
  schema: 'accounting',
  tableName: 'allocation',
  comment: 'A credit that settles a debit; never changed, undone by another one.',
  uniques: [{ properties: ['reverses'] }],
  properties: {
    ...record(),
    debitItem: () => p.manyToOne(OpenItem).comment('The item that is debit'),
    creditItem: () => p.manyToOne(OpenItem).comment('The item that is credit'),
    allocatedOn: p.date().comment('Day for which it counts'),
    amount: amount().comment('What both were settled by; below zero: taken back'),
    debitBaseAmount: amount().comment('Worth in the books of what the debit item lost'),
    creditBaseAmount: amount().comment('Worth in the books of what the credit item lost'),
    entry: () =>
      p
        .manyToOne(JournalEntry)
        .nullable()
        .comment('Entry of the realized difference of exchange and of taxes that fell due'),
    reverses: () => p.manyToOne(Allocation).nullable().comment('The allocation that it takes back'),
  },
});

export class Allocation extends AllocationSchema.class {}
AllocationSchema.setClass(Allocation);
