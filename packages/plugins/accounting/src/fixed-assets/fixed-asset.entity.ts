import { choice, defineEntity, p, record } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { FixedAssetStatus } from './asset-kinds.js';
import { planErrors } from './errors.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';

/** Something of lasting value in the books, whose cost is spread over its life. */
export const FixedAssetSchema = defineEntity({
  name: 'FixedAsset',
  schema: 'accounting',
  tableName: 'fixed_asset',
  comment: 'Something of lasting value in the books, whose cost is spread over its life.',
  uniques: [
    { properties: ['number'] },
    {
      name: 'fixed_asset_inventory_key',
      properties: ['inventoryAssetId'],
      where: "inventory_asset_id is not null and status <> 'VOID'",
    },
  ],
  checks: [
    { name: 'fixed_asset_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'fixed_asset_cost_floor_check', expression: 'cost > 0' },
    { name: 'fixed_asset_surplus_check', expression: 'surplus >= 0' },
    { name: 'fixed_asset_worth_loss_check', expression: 'worth_loss >= 0' },
    { name: 'fixed_asset_proceeds_floor_check', expression: 'proceeds >= 0' },
    {
      name: 'fixed_asset_disposal_check',
      expression: "(status = 'DISPOSED') = (disposed_on is not null)",
    },
  ],
  properties: {
    ...record(),
    number: p.string().length(40).comment('Number in the register'),
    name: p.string().length(200).comment('What it is'),
    assetClass: () => p.manyToOne(FixedAssetClass).comment('Where and how it posts'),
    status: choice(FixedAssetStatus).default('IN_USE').comment('Where it is in its life'),
    acquiredOn: p.date().comment('When it came'),
    cost: amount().comment('What it cost, in the base currency'),
    memo: p.string().length(500).nullable().comment('What else is known'),
    entry: () =>
      p.manyToOne(JournalEntry).nullable().comment('Its capitalization; null: posted otherwise'),
    disposedOn: p.date().nullable().comment('When it left'),
    proceeds: amount().nullable().comment('What was received for it'),
    disposalGain: amount().nullable().comment('Gain of its disposal; a loss is below zero'),
    disposalEntry: () => p.manyToOne(JournalEntry).nullable().comment('The entry of its disposal'),
    surplus: amount().default('0').comment('Surplus of its revaluations that stands in equity'),
    worthLoss: amount()
      .default('0')
      .comment('Losses of its worth in the result that were not made good'),
    inventoryAssetId: p.uuid().nullable().hidden().comment('Asset of the inventory that it is'),
    dimensionValueIds: p
      .array()
      .hidden()
      .comment('Keys of the dimension values that its depreciation carries'),
  },
});

export class FixedAsset extends FixedAssetSchema.class {
  /** @throws ACCOUNTING_ASSET_STATUS */
  assertInUse(): void {
    if (this.status === 'IN_USE') return;
    const { number: asset, status } = this;
    throw planErrors.ASSET_STATUS({ asset, status }, ['input', 'fixedAssetId']);
  }
}
FixedAssetSchema.setClass(FixedAsset);

/** Use of an asset whose value goes down by use. */
export const FixedAssetUseSchema = defineEntity({
  name: 'FixedAssetUse',
  schema: 'accounting',
  tableName: 'fixed_asset_use',
  comment: 'Use of an asset whose value goes down by use.',
  checks: [{ name: 'fixed_asset_use_units_check', expression: 'units > 0' }],
  properties: {
    ...record(),
    asset: () => p.manyToOne(FixedAsset).comment('The asset'),
    usedOn: p.date().comment('Until which day'),
    units: p.decimal().precision(20).scale(8).comment('Kilometres, hours, pieces since then'),
  },
});

export class FixedAssetUse extends FixedAssetUseSchema.class {}
FixedAssetUseSchema.setClass(FixedAssetUse);
