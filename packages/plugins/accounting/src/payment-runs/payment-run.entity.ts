import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  expose,
  type Exposed,
  File,
  many,
  p,
  Party,
  record,
} from '@bureau/core';
import { BankAccount } from '../bank/bank-account.entity.js';
import { amount } from '../trade/document-columns.js';
import { OpenItem } from '../trade/open-item.entity.js';
import { Payment } from '../trade/payment.entity.js';
import { paymentRunErrors } from './errors.js';

/** Where an order to pay is in its life. */
export const PaymentRunState = enumOf('PaymentRunState', 'Where an order to pay is.', {
  ORDERED: 'The file is made; the bank may have it.',
  EXECUTED: 'The bank paid: its payments are in the books.',
  CANCELLED: 'The bank did not get it, or did not pay.',
});
export type PaymentRunState = EnumValue<typeof PaymentRunState>;

/** Transfers that a bank is told to make, in one file. */
export const PaymentRunSchema = defineEntity({
  name: 'PaymentRun',
  schema: 'accounting',
  tableName: 'payment_run',
  comment: 'Transfers that a bank is told to make, in one file.',
  properties: {
    ...record(),
    number: p.string().length(35).unique().comment('Number, and the id of the message to the bank'),
    bankAccount: () => p.manyToOne(BankAccount).comment('Where the money leaves'),
    executeOn: p.date().comment('When the bank shall pay'),
    currency: p.string().length(3).comment('Currency of the amounts (ISO 4217)'),
    total: amount().comment('Sum of the transfers'),
    itemCount: p.integer().comment('How many they are'),
    state: choice(PaymentRunState).default('ORDERED').comment('Where it is in its life'),
    file: () => p.manyToOne(File).comment('The file for the bank, pain.001 of ISO 20022'),
  },
});

export class PaymentRun extends PaymentRunSchema.class {
  /** Leaves ORDERED, once. @throws ACCOUNTING_PAYMENT_RUN_STATE */
  end(state: 'EXECUTED' | 'CANCELLED'): void {
    const { number } = this;
    if (this.state !== 'ORDERED') {
      throw paymentRunErrors.PAYMENT_RUN_STATE({ number, state: this.state }, ['input', 'id']);
    }
    this.state = state;
  }
}
PaymentRunSchema.setClass(PaymentRun);

/** A transfer of a payment run. */
export const PaymentRunItemSchema = defineEntity({
  name: 'PaymentRunItem',
  schema: 'accounting',
  tableName: 'payment_run_item',
  comment: 'A transfer of a payment run.',
  uniques: [{ properties: ['order', 'number'] }],
  properties: {
    ...record(),
    order: () => p.manyToOne(PaymentRun).comment('The order'),
    number: p.integer().comment('Place in it, from 1'),
    endToEndId: p.string().length(35).unique().comment('Travels with the payment, unique'),
    party: () => p.manyToOne(Party).comment('Who is paid'),
    openItem: () =>
      p.manyToOne(OpenItem).nullable().comment('What is paid; null: money on account'),
    partyBankAccountId: p.uuid().hidden().comment('Where the money goes, as the party had it then'),
    amount: amount().comment('What is transferred'),
    discount: amount().default('0').comment('Kept back for paying early'),
    text: p.string().length(140).nullable().comment('What the party reads'),
    reference: p.string().length(25).nullable().comment('Reference of the creditor (ISO 11649)'),
    payment: () =>
      p.manyToOne(Payment).nullable().comment('Its payment in the books, once executed'),
  },
});

export class PaymentRunItem extends PaymentRunItemSchema.class {}
PaymentRunItemSchema.setClass(PaymentRunItem);

export const PaymentRunType: Exposed = expose(PaymentRun, {
  prefix: 'pmo',
  amounts: { total: 'currency' },
  filter: ['number', 'bankAccount', 'executeOn', 'state', 'file'],
  order: ['executeOn', 'number'],
  by: ['number'],
  relations: { items: many(() => PaymentRunItemType, 'order', 'Its transfers.') },
});

export const PaymentRunItemType: Exposed = expose(PaymentRunItem, {
  prefix: 'pmi',
  amounts: { amount: 'order.currency', discount: 'order.currency' },
  filter: ['order', 'party', 'openItem', 'payment', 'endToEndId'],
  order: ['number'],
});
