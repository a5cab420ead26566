import { choice, defineEntity, p, record } from '@bureau/core';
import { JournalEntry } from '../ledger/journal-entry.entity.js';
import { amount } from '../trade/document-columns.js';
import { FixedAssetChangeKind } from './asset-kinds.js';
import { DepreciationSchedule } from './depreciation.entity.js';
import { FixedAsset } from './fixed-asset.entity.js';

/** What changed an asset beside its depreciation: estimates, worth, a part that left. */
export const FixedAssetChangeSchema = defineEntity({
  name: 'FixedAssetChange',
  schema: 'accounting',
  tableName: 'fixed_asset_change',
  comment: 'What changed an asset beside its depreciation: estimates, worth, a part that left.',
  checks: [
    {
      name: 'fixed_asset_change_sum_check',
      expression: 'book_value_after - book_value_before = cost_change - accumulated_change',
    },
  ],
  properties: {
    ...record(),
    asset: () => p.manyToOne(FixedAsset).comment('The asset'),
    schedule: () => p.manyToOne(DepreciationSchedule).comment('Its schedule that changed'),
    kind: choice(FixedAssetChangeKind).comment('What changed'),
    changedOn: p.date().comment('Until the end of which day the old values hold'),
    bookValueBefore: amount().comment('What was left on it, depreciation of the day taken'),
    bookValueAfter: amount().comment('What is left on it then'),
    costChange: amount().default('0').comment('By how much the cost grew; below zero: it fell'),
    accumulatedChange: amount()
      .default('0')
      .comment('By how much what is written off grew; below zero: it fell'),
    surplusChange: amount()
      .default('0')
      .comment('What went into the surplus in equity; below zero: out of it'),
    result: amount().default('0').comment('Gain in the result; a loss is below zero'),
    proceeds: amount().nullable().comment('What was received for the part that left'),
    entry: () => p.manyToOne(JournalEntry).nullable().comment('Its entry; null: it posts none'),
    memo: p.string().length(500).nullable().comment('Why'),
  },
});

export class FixedAssetChange extends FixedAssetChangeSchema.class {}
FixedAssetChangeSchema.setClass(FixedAssetChange);
