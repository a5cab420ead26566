import { defineEntity, expose, type Exposed, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';

/** Accounts for exchange between currencies; one record. */
export const ExchangeSettingsSchema = defineEntity({
  name: 'ExchangeSettings',
  schema: 'accounting',
  tableName: 'exchange_settings',
  comment: 'Accounts for exchange between currencies; one record.',
  properties: {
    ...record(),
    clearingAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Stands between two currencies of one transfer'),
    unrealizedGainAccount: () =>
      p.manyToOne(LedgerAccount).nullable().comment('Gains by rates at the end of a period'),
    unrealizedLossAccount: () =>
      p.manyToOne(LedgerAccount).nullable().comment('Losses by rates at the end of a period'),
  },
});

export class ExchangeSettings extends ExchangeSettingsSchema.class {}
ExchangeSettingsSchema.setClass(ExchangeSettings);

export const ExchangeSettingsType: Exposed = expose(ExchangeSettings, {
  prefix: 'xst',
  order: ['createdAt'],
  root: false,
});
