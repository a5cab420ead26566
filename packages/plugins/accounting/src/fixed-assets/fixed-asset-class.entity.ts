import { choice, defineEntity, p, record } from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { amount } from '../trade/document-columns.js';
import { DepreciationMethod, Proration } from './asset-kinds.js';

const account = (comment: string) => () => p.manyToOne(LedgerAccount).comment(comment);

/** Fixed assets that post alike and live alike: computers, vehicles. */
export const FixedAssetClassSchema = defineEntity({
  name: 'FixedAssetClass',
  schema: 'accounting',
  tableName: 'fixed_asset_class',
  comment: 'Fixed assets that post alike and live alike: computers, vehicles.',
  uniques: [
    { properties: ['code'] },
    {
      name: 'fixed_asset_class_inventory_key',
      properties: ['isForInventory'],
      where: 'is_for_inventory',
    },
  ],
  checks: [
    { name: 'fixed_asset_class_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'fixed_asset_class_months_range_check', expression: 'months between 1 and 1200' },
    {
      name: 'fixed_asset_class_clearing_check',
      expression: 'not is_for_inventory or clearing_account_id is not null',
    },
  ],
  properties: {
    ...record(),
    code: p.string().length(20).comment('Short code, unique'),
    name: p.string().length(120).comment('Name for people'),
    assetAccount: account('Takes the cost'),
    accumulatedAccount: account('Takes what is written off, against the cost'),
    expenseAccount: account('Takes the depreciation'),
    gainAccount: account('Takes gains of sales'),
    lossAccount: account('Takes losses of sales and of scrapping'),
    clearingAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Where purchases stand before they are capitalized, and proceeds of events'),
    surplusAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Takes the surplus of revaluations, in equity; null: none are made'),
    impairmentAccount: () =>
      p
        .manyToOne(LedgerAccount)
        .nullable()
        .comment('Takes losses of worth and what is made good of them; null: none are posted'),
    method: choice(DepreciationMethod).default('STRAIGHT_LINE').comment('Usual method'),
    months: p.integer().comment('Usual life in months'),
    proration: choice(Proration).default('MONTHS').comment('How a part of a month counts'),
    yearlyPercent: p
      .decimal()
      .precision(7)
      .scale(4)
      .nullable()
      .comment('Yearly percent of declining methods; null: twice the straight line'),
    isForInventory: p
      .boolean()
      .default(false)
      .comment('Whether assets of the inventory that have a cost are capitalized in it'),
    inventoryFloor: amount()
      .default('0')
      .comment('Assets of the inventory below this cost are no fixed assets'),
    isActive: p.boolean().default(true).comment('Whether new assets may have it'),
  },
});

export class FixedAssetClass extends FixedAssetClassSchema.class {}
FixedAssetClassSchema.setClass(FixedAssetClass);
