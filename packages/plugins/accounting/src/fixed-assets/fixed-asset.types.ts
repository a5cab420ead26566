import { expose, type Exposed, many } from '@bureau/core';
import { BASE_CURRENCY } from '../chart/base-currency.js';
import { DepreciationLine, DepreciationRun, DepreciationSchedule } from './depreciation.entity.js';
import { FixedAsset, FixedAssetUse } from './fixed-asset.entity.js';
import { FixedAssetChange } from './fixed-asset-change.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';

export const FixedAssetClassType: Exposed = expose(FixedAssetClass, {
  prefix: 'fxc',
  amounts: { inventoryFloor: BASE_CURRENCY },
  filter: ['code', 'name', 'isActive', 'isForInventory'],
  order: ['code', 'name'],
  by: ['code'],
});

export const FixedAssetType: Exposed = expose(FixedAsset, {
  prefix: 'fxa',
  amounts: {
    cost: BASE_CURRENCY,
    proceeds: BASE_CURRENCY,
    disposalGain: BASE_CURRENCY,
    surplus: BASE_CURRENCY,
    worthLoss: BASE_CURRENCY,
  },
  filter: ['number', 'name', 'assetClass', 'status', 'acquiredOn', 'cost', 'disposedOn'],
  order: ['number', 'name', 'acquiredOn', 'cost'],
  by: ['number'],
  search: ['number', 'name'],
  aggregate: ['cost', 'proceeds', 'disposalGain'],
  relations: {
    schedules: many(() => DepreciationScheduleType, 'asset', 'How its value goes down.'),
    depreciation: many(() => DepreciationLineType, 'asset', 'What was taken of it.'),
    changes: many(() => FixedAssetChangeType, 'asset', 'What changed it besides.'),
    uses: many(() => FixedAssetUseType, 'asset', 'How it was used.'),
  },
});

export const FixedAssetChangeType: Exposed = expose(FixedAssetChange, {
  prefix: 'fxh',
  amounts: {
    bookValueBefore: BASE_CURRENCY,
    bookValueAfter: BASE_CURRENCY,
    costChange: BASE_CURRENCY,
    accumulatedChange: BASE_CURRENCY,
    surplusChange: BASE_CURRENCY,
    result: BASE_CURRENCY,
    proceeds: BASE_CURRENCY,
  },
  filter: ['asset', 'schedule', 'kind', 'changedOn', 'entry'],
  order: ['changedOn'],
  root: false,
});

export const FixedAssetUseType: Exposed = expose(FixedAssetUse, {
  prefix: 'fxu',
  filter: ['asset', 'usedOn'],
  order: ['usedOn'],
  aggregate: ['units'],
  root: false,
});

export const DepreciationScheduleType: Exposed = expose(DepreciationSchedule, {
  prefix: 'dps',
  amounts: {
    cost: BASE_CURRENCY,
    salvage: BASE_CURRENCY,
    accumulated: BASE_CURRENCY,
    bookValue: BASE_CURRENCY,
  },
  filter: ['asset', 'book', 'method', 'isEnded', 'takenUntil'],
  order: ['startsOn', 'takenUntil'],
  aggregate: ['cost', 'salvage', 'accumulated', 'bookValue'],
  relations: { lines: many(() => DepreciationLineType, 'schedule', 'What was taken.') },
});

export const DepreciationRunType: Exposed = expose(DepreciationRun, {
  prefix: 'dpr',
  amounts: { total: BASE_CURRENCY },
  filter: ['book', 'period', 'takenOn', 'isReversed'],
  order: ['takenOn'],
  aggregate: ['total'],
  relations: { lines: many(() => DepreciationLineType, 'run', 'What it took of which asset.') },
});

export const DepreciationLineType: Exposed = expose(DepreciationLine, {
  prefix: 'dpl',
  amounts: { amount: BASE_CURRENCY, accumulated: BASE_CURRENCY },
  filter: ['run', 'schedule', 'asset', 'takenOn', 'isReversed'],
  order: ['takenOn'],
  aggregate: ['amount'],
});
