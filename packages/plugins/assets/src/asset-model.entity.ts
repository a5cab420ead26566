import { defineEntity, p, record } from '@bureau/core';
import { Category } from './category.entity.js';
import { addMonths } from './days.js';

/** A product of a manufacturer of which the organization has one or many. */
export const AssetModelSchema = defineEntity({
  name: 'AssetModel',
  schema: 'assets',
  tableName: 'asset_model',
  comment: 'A product of a manufacturer of which the organization has one or many.',
  checks: [
    { name: 'asset_model_code_filled_check', expression: "btrim(code) <> ''" },
    { name: 'asset_model_name_filled_check', expression: "btrim(name) <> ''" },
    { name: 'asset_model_warranty_check', expression: 'warranty_months between 0 and 600' },
  ],
  properties: {
    ...record({ attributes: true }),
    code: p.string().length(60).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('Name of the product'),
    manufacturer: p.string().length(120).nullable().comment('Who makes it'),
    category: () => p.manyToOne(Category).comment('The kind of equipment that it is'),
    warrantyMonths: p.integer().nullable().comment('Usual warranty in months from the purchase'),
  },
});

export class AssetModel extends AssetModelSchema.class {
  /** Last day of the usual warranty of a device bought on that day; null where none is known. */
  warrantyEndFor(purchasedOn: string | null | undefined): string | null {
    if (!purchasedOn || this.warrantyMonths == null) return null;
    return addMonths(purchasedOn, this.warrantyMonths);
  }
}
AssetModelSchema.setClass(AssetModel);
