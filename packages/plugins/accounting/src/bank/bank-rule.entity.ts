import { choice, defineEntity, expose, type Exposed, p, Party, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { amount } from '../trade/document-columns.js';
import { PaymentDirection } from '../trade/trade-kinds.js';
import { BankAccount } from './bank-account.entity.js';

/** What lines of banks with such words are in the books. */
export const BankRuleSchema = defineEntity({
  name: 'BankRule',
  schema: 'accounting',
  tableName: 'bank_rule',
  comment: 'What lines of banks with such words are in the books.',
  checks: [{ name: 'bank_rule_name_filled_check', expression: "btrim(name) <> ''" }],
  properties: {
    ...record(),
    position: p.integer().comment('Rules are tried in this order; the first that fits is taken'),
    name: p.string().length(60).unique().comment('Name for people, unique'),
    bankAccount: () =>
      p.manyToOne(BankAccount).nullable().comment('Only lines of this bank account; null: of all'),
    direction: choice(PaymentDirection)
      .nullable()
      .comment('Only money that came in, or went out; null: both'),
    textContains: p
      .string()
      .length(200)
      .nullable()
      .comment('Words that stand in the text or the reference, capitals or not'),
    nameContains: p
      .string()
      .length(140)
      .nullable()
      .comment('Words that stand in the name of the other side, capitals or not'),
    leastAmount: amount().nullable().comment('At least so much, without a sign'),
    mostAmount: amount().nullable().comment('At most so much, without a sign'),
    account: () => p.manyToOne(LedgerAccount).comment('Account of the ledger that takes the money'),
    party: () => p.manyToOne(Party).nullable().comment('Party of that line'),
    memo: p
      .string()
      .length(200)
      .nullable()
      .comment('What the entry is about; null: the text of the bank'),
    isAutomatic: p
      .boolean()
      .default(false)
      .comment('Whether it is posted without anybody confirming it'),
    isActive: p.boolean().default(true).comment('Whether it is tried'),
  },
});

export class BankRule extends BankRuleSchema.class {}
BankRuleSchema.setClass(BankRule);

export const BankRuleType: Exposed = expose(BankRule, {
  prefix: 'brl',
  amounts: { leastAmount: 'bankAccount.currency', mostAmount: 'bankAccount.currency' },
  filter: ['name', 'bankAccount', 'account', 'isActive'],
  order: ['position', 'name'],
  by: ['name'],
});
