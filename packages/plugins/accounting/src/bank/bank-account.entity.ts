import { defineEntity, p, record } from '@bureau/core';
import type { CsvDialect } from '../bank-files/csv-dialect.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { amount } from '../trade/document-columns.js';

/**
 * An account of the organization at a bank. Its number stands on every invoice, so it is not
 * sealed, unlike the numbers of others.
 */
export const BankAccountSchema = defineEntity({
  name: 'BankAccount',
  schema: 'accounting',
  tableName: 'bank_account',
  comment: 'An account of the organization at a bank.',
  uniques: [
    { properties: ['ledgerAccount'] },
    { properties: ['iban'], name: 'bank_account_iban_key', where: 'iban is not null' },
  ],
  checks: [{ name: 'bank_account_name_filled_check', expression: "btrim(name) <> ''" }],
  properties: {
    ...record(),
    name: p.string().length(120).comment('Name for people'),
    ledgerAccount: () => p.manyToOne(LedgerAccount).comment('Its account in the ledger'),
    currency: p.string().length(3).comment('Currency of its lines (ISO 4217)'),
    iban: p.string().length(34).nullable().comment('IBAN (ISO 13616), without spaces'),
    accountNumber: p.string().length(40).nullable().comment('Number, where it has no IBAN'),
    bic: p.string().length(11).nullable().comment('BIC of the bank (ISO 9362)'),
    bankName: p.string().length(120).nullable().comment('Name of the bank'),
    openingOn: p
      .date()
      .nullable()
      .comment('Lines of the ledger before this day belong to the opening balance; null: none'),
    openingBalance: amount()
      .default('0')
      .comment('Balance that the bank told for the evening before the first line'),
    csv: p.json<CsvDialect>().nullable().hidden().comment('How the bank writes its CSV'),
    isActive: p.boolean().default(true).comment('Whether it is still in use'),
  },
});

export class BankAccount extends BankAccountSchema.class {}
BankAccountSchema.setClass(BankAccount);
