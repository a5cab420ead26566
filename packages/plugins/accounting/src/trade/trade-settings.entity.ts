import { choice, defineEntity, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { TaxRoundingBy } from './trade-kinds.js';

const account = (comment: string) => () => p.manyToOne(LedgerAccount).comment(comment);

/** Where documents of trade post to; one record. */
export const TradeSettingsSchema = defineEntity({
  name: 'TradeSettings',
  schema: 'accounting',
  tableName: 'trade_settings',
  comment: 'Where documents of trade post to; one record.',
  properties: {
    ...record(),
    receivableAccount: account('What customers owe'),
    payableAccount: account('What is owed to suppliers'),
    employeePayableAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('What is owed to employees; null: not chosen yet'),
    discountGrantedAccount: account('Early-payment discounts of customers'),
    discountReceivedAccount: account('Early-payment discounts from suppliers'),
    writeOffAccount: account('What is not paid any more'),
    bankFeeAccount: account('What banks take for payments'),
    exchangeGainAccount: account('Realized gains of exchange'),
    exchangeLossAccount: account('Realized losses of exchange'),
    sender: p
      .string()
      .length(1000)
      .nullable()
      .comment('Name and address on letters, one entry a line; null: the name of the organization'),
    footer: p
      .string()
      .length(1000)
      .nullable()
      .comment('Bank account, register and tax number on letters, one entry a line'),
    taxRounding: choice(TaxRoundingBy)
      .default('DOCUMENT')
      .comment('How new documents round their taxes'),
    billsNeedApproval: p
      .boolean()
      .default(false)
      .comment('Whether somebody else approves a bill before it is posted'),
  },
});

export class TradeSettings extends TradeSettingsSchema.class {}
TradeSettingsSchema.setClass(TradeSettings);
