import { acceptancePart } from './acceptance/part.js';
import { definePlugin, mergeParts, type PluginPart } from '@bureau/core';
import { assetImport } from './asset.import.js';
import { AssetModel } from './asset-model.entity.js';
import { backupFigures } from './backup-figures.js';
import { assetTags } from './asset-tag.js';
import { Asset } from './asset.entity.js';
import { AssetResolver } from './asset.resolver.js';
import { AssetType, CustodyPeriodType, DisposalType } from './asset.types.js';
import { CatalogueResolver } from './catalogue.resolver.js';
import { AssetModelType, CategoryType } from './catalogue.types.js';
import { Category } from './category.entity.js';
import { CustodyPeriod } from './custody-period.entity.js';
import { CustodyResolver } from './custody.resolver.js';
import { roles } from './default-roles.js';
import { Disposal } from './disposal.entity.js';
import { disposalApproval } from './disposal-approval.js';
import { errors } from './errors.js';
import { events } from './events.js';
import { extensions } from './extensions.js';
import {
  leaverReturn,
  leaverReturnLeft,
  leaverReturnPlanned,
  leaverReturnsFirst,
} from './leaver.js';
import { hostsPart } from './hosts/part.js';
import { licensesPart } from './licenses/part.js';
import { leaverAssetsLeft, leaverAssetTasks } from './leaver-assets.js';
import { dashboards } from './dashboards.js';
import { metrics } from './metrics.js';
import { init } from './migrations/0001-init.js';
import { configurationPart } from './configuration/part.js';
import { countsPart } from './counts/part.js';
import { labelsPart } from './labels/part.js';
import { leasesPart } from './leases/part.js';
import { maintenancePart } from './maintenance/part.js';
import { valuePart } from './value/part.js';
import { networksPart } from './networks/part.js';
import { phonesPart } from './phones/part.js';
import { stockPart } from './stock/part.js';
import { photo } from './migrations/0015-photo.js';
import { attributes } from './migrations/0016-attributes.js';
import { warrantyNotice } from './migrations/0030-warranty-notice.js';
import { keptCounts } from './migrations/0090-kept-count.js';
import { permissions, rules } from './permissions.js';
import { PHOTO } from './photo.js';
import { PhotoResolver } from './photo.resolver.js';
import { requestsPart } from './requests/part.js';
import { reservationsPart } from './reservations/part.js';
import { seed } from './seed/seed.js';
import { settingsSchema } from './settings.js';
import { statusPart } from './status/part.js';
import { warrantyEnding, warrantyReminder } from './warranty.js';

/** Assets themselves, who answers for them, and how they end. */
const custodyPart: PluginPart = {
  entities: [Category, AssetModel, Asset, CustodyPeriod, Disposal],
  types: [CategoryType, AssetModelType, AssetType, CustodyPeriodType, DisposalType],
  extensions,
  migrations: [init, photo, attributes, warrantyNotice, keptCounts],
  resolvers: [CatalogueResolver, AssetResolver, CustodyResolver, PhotoResolver],
  permissions,
  rules,
  roles,
  errors: errors.table,
  events,
  imports: [assetImport],
  files: [PHOTO],
  jobs: [warrantyReminder, leaverReturn],
  on: [leaverReturnPlanned, leaverReturnLeft],
  hooks: [leaverReturnsFirst, leaverAssetTasks, leaverAssetsLeft],
  series: [assetTags],
  backupFigures,
  approvals: [disposalApproval],
  notifications: [warrantyEnding],
  metrics,
  dashboards,
};

/** What the organization owns, and who answers for it. */
export const assetsPlugin = definePlugin({
  id: 'assets',
  version: '0.1.0',
  api: '^1.0',
  description: 'What the organization owns, and who answers for it without a gap.',
  requires: { hr: '^0.1' },
  settings: settingsSchema,
  ...mergeParts([
    custodyPart,
    hostsPart,
    statusPart,
    acceptancePart,
    licensesPart,
    reservationsPart,
    requestsPart,
    stockPart,
    phonesPart,
    networksPart,
    maintenancePart,
    countsPart,
    leasesPart,
    configurationPart,
    valuePart,
    labelsPart,
  ]),
  seed,
});
