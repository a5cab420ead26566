/** What other plugins may use of this one. */
export { Asset } from './asset.entity.js';
export { AssetState } from './asset-state.js';
export { AssetModel } from './asset-model.entity.js';
export { Category } from './category.entity.js';
export { CustodyPeriod } from './custody-period.entity.js';
export { Disposal } from './disposal.entity.js';
export { AssetModelType, CategoryType } from './catalogue.types.js';
export { AssetType, CustodyPeriodType, DisposalType } from './asset.types.js';
export {
  AssetCheckedIn,
  AssetCheckedOut,
  AssetCreated,
  AssetDisposed,
  AssetTransferred,
  AssetWarrantyEnding,
} from './events.js';
