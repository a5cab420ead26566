import {
  type DefaultRole,
  permissionsOf,
  type PluginDefinition,
  type RuleTree,
} from '@bureau/core';
import { fixedAssets } from '../migrations/0070-fixed-assets.js';
import { FixedAssetChangeResolver } from './asset-change.resolver.js';
import { FixedAssetClassResolver } from './class.resolver.js';
import { DepreciationLine, DepreciationRun, DepreciationSchedule } from './depreciation.entity.js';
import { depreciationJob } from './depreciation-job.js';
import { DepreciationResolver } from './depreciation.resolver.js';
import { planErrors } from './errors.js';
import { FixedAssetCapitalized, FixedAssetChanged, FixedAssetDisposed } from './events.js';
import { FixedAsset, FixedAssetUse } from './fixed-asset.entity.js';
import { FixedAssetChange } from './fixed-asset-change.entity.js';
import { FixedAssetClass } from './fixed-asset-class.entity.js';
import { FixedAssetResolver } from './fixed-asset.resolver.js';
import {
  DepreciationLineType,
  DepreciationRunType,
  DepreciationScheduleType,
  FixedAssetChangeType,
  FixedAssetClassType,
  FixedAssetType,
  FixedAssetUseType,
} from './fixed-asset.types.js';
import { inventoryCapitalized, inventoryWrittenOff } from './inventory.js';
import { inventoryValues } from './inventory-values.js';
import { assetNumbers } from './numbers.js';

const READ = 'accounting.fixedAsset.read';
const WRITE = 'accounting.fixedAsset.write';
const REVISE = 'accounting.fixedAsset.revise';
const RUN = 'accounting.depreciation.run';
const MANAGE = 'accounting.setup.manage';

const rules: RuleTree = {
  FixedAssetClass: { '*': READ },
  FixedAsset: { '*': READ },
  FixedAssetUse: { '*': READ },
  FixedAssetChange: { '*': READ },
  DepreciationSchedule: { '*': READ },
  DepreciationRun: { '*': READ },
  DepreciationLine: { '*': READ },
  DepreciationPreviewLine: { '*': READ },
  AssetRegister: { '*': READ },
  AssetRegisterRow: { '*': READ },
  Query: { depreciationPreview: READ, assetRegister: READ },
  Mutation: {
    fixedAssetClassCreate: MANAGE,
    fixedAssetClassUpdate: MANAGE,
    fixedAssetCapitalize: WRITE,
    fixedAssetUpdate: WRITE,
    fixedAssetUseRecord: WRITE,
    fixedAssetVoid: 'accounting.fixedAsset.dispose',
    fixedAssetDispose: 'accounting.fixedAsset.dispose',
    fixedAssetDisposePart: 'accounting.fixedAsset.dispose',
    fixedAssetEstimateChange: REVISE,
    fixedAssetRevalue: REVISE,
    fixedAssetImpair: REVISE,
    fixedAssetImpairmentReverse: REVISE,
    depreciationRunCreate: RUN,
    depreciationRunStart: RUN,
    depreciationRunReverse: RUN,
  },
};

const roles: DefaultRole[] = [
  {
    key: 'bookkeeper',
    name: 'Bookkeeper',
    description: 'Enters and posts invoices, bills and payments.',
    permissions: [READ, WRITE],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    description: 'Keeps the books: posts, reverses and corrects entries.',
    permissions: [READ, WRITE, 'accounting.fixedAsset.dispose', REVISE, RUN],
    limitClass: 'bulk',
  },
  {
    key: 'controller',
    name: 'Controller',
    description: 'Answers for the books: sets them up, closes periods and sets locks.',
    permissions: [READ, 'accounting.fixedAsset.dispose', REVISE, RUN],
    limitClass: 'bulk',
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ],
  },
];

/** Fixed assets: register, schedules in two books, runs and disposals. */
export const fixedAssetsPart = {
  entities: [
    FixedAssetClass,
    FixedAsset,
    FixedAssetUse,
    DepreciationSchedule,
    DepreciationRun,
    DepreciationLine,
    FixedAssetChange,
  ],
  types: [
    FixedAssetClassType,
    FixedAssetType,
    FixedAssetUseType,
    DepreciationScheduleType,
    DepreciationRunType,
    DepreciationLineType,
    FixedAssetChangeType,
  ],
  migrations: [fixedAssets],
  resolvers: [
    FixedAssetClassResolver,
    FixedAssetResolver,
    FixedAssetChangeResolver,
    DepreciationResolver,
  ],
  permissions: permissionsOf('accounting', {
    'fixedAsset.read': 'Read fixed assets and their depreciation.',
    'fixedAsset.write': 'Capitalize fixed assets and tell of their use.',
    'fixedAsset.revise': 'Change estimates and worth of fixed assets.',
    'fixedAsset.dispose': 'Dispose of fixed assets, and take them back.',
    'depreciation.run': 'Take the depreciation of periods.',
  }),
  rules,
  roles,
  errors: planErrors.table,
  events: [FixedAssetCapitalized, FixedAssetChanged, FixedAssetDisposed],
  jobs: [depreciationJob],
  on: [inventoryCapitalized, inventoryWrittenOff],
  series: [assetNumbers],
  services: [inventoryValues],
} satisfies Partial<PluginDefinition>;
