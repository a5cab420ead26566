import { defineEntity, p, record } from '@bureau/core';
import { LedgerAccount } from './ledger-account.entity.js';

/** How the books of the organization are kept; one record. */
export const AccountingSettingsSchema = defineEntity({
  name: 'AccountingSettings',
  schema: 'accounting',
  tableName: 'settings',
  comment: 'How the books of the organization are kept; one record.',
  properties: {
    ...record(),
    baseCurrency: p.string().length(3).comment('Currency of the books (ISO 4217); never changed'),
    chart: p.string().length(40).comment('Chart of accounts that it began with'),
    retainedEarningsAccount: () =>
      p.manyToOne(LedgerAccount).nullable().comment('Takes the earnings when a year is closed'),
    openingAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Clearing account of opening balances; it must end at zero'),
    reopenNeedsApproval: p
      .boolean()
      .default(true)
      .comment('Whether a closed period is opened again only with the consent of another person'),
  },
});

export class AccountingSettings extends AccountingSettingsSchema.class {}
AccountingSettingsSchema.setClass(AccountingSettings);
