import { expose, type Exposed, inputOf, InputType, many, patchOf, payloadOf } from '@bureau/core';
import { AssetModel } from './asset-model.entity.js';
import { AssetType } from './asset.types.js';
import { Category } from './category.entity.js';

export const CategoryType: Exposed = expose(Category, {
  prefix: 'cat',
  filter: ['code', 'name'],
  order: ['code', 'name'],
  by: ['code'],
  search: ['name', 'code'],
  relations: { models: many(() => AssetModelType, 'category', 'Products of this kind.') },
});

export const AssetModelType: Exposed = expose(AssetModel, {
  prefix: 'amo',
  filter: ['code', 'name', 'manufacturer', 'category', 'warrantyMonths'],
  order: ['code', 'name', 'manufacturer'],
  by: ['code'],
  search: ['name', 'code', 'manufacturer'],
  relations: { assets: many(() => AssetType, 'model', 'All assets of this product.') },
});

@InputType({ description: 'A new kind of equipment.' })
export class CategoryCreateInput extends inputOf(Category, ['code', 'name', 'isAcceptanceNeeded'], {
  optional: ['isAcceptanceNeeded'],
}) {}

@InputType({ description: 'Changes of a kind of equipment; what is left out stays.' })
export class CategoryUpdateInput extends patchOf(Category, ['code', 'name', 'isAcceptanceNeeded'], {
  id: 'id',
}) {}

const MODEL = ['code', 'name', 'manufacturer', 'category', 'warrantyMonths', 'attributes'] as const;

@InputType({ description: 'A new product.' })
export class AssetModelCreateInput extends inputOf(AssetModel, MODEL) {}

@InputType({ description: 'Changes of a product; what is left out stays.' })
export class AssetModelUpdateInput extends patchOf(AssetModel, MODEL, { id: 'id' }) {}

export const CategoryCreatePayload = payloadOf('CategoryCreatePayload', {
  category: CategoryType,
});
export const CategoryUpdatePayload = payloadOf('CategoryUpdatePayload', {
  category: CategoryType,
});
export const AssetModelCreatePayload = payloadOf('AssetModelCreatePayload', {
  assetModel: AssetModelType,
});
export const AssetModelUpdatePayload = payloadOf('AssetModelUpdatePayload', {
  assetModel: AssetModelType,
});
