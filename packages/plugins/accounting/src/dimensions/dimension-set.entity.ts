import { defineEntity, p, record } from '@bureau/core';
import { Dimension, DimensionValue } from './dimension.entity.js';

/** The values that a line carries together: one of each dimension at most. Never changed. */
export const DimensionSetSchema = defineEntity({
  name: 'DimensionSet',
  schema: 'accounting',
  tableName: 'dimension_set',
  comment: 'The values that a line carries together: one of each dimension at most.',
  properties: {
    ...record(),
    key: p.text().unique().hidden().comment('Keys of the values, in the order of dimensions'),
    label: p.text().comment('Codes for people: CC=SALES PRJ=A17'),
  },
});

export class DimensionSet extends DimensionSetSchema.class {}
DimensionSetSchema.setClass(DimensionSet);

/** One value of a set. */
export const DimensionSetItemSchema = defineEntity({
  name: 'DimensionSetItem',
  schema: 'accounting',
  tableName: 'dimension_set_item',
  comment: 'One value of a set of dimension values.',
  uniques: [{ properties: ['set', 'dimension'] }],
  properties: {
    ...record(),
    set: () => p.manyToOne(DimensionSet).comment('The set'),
    dimension: () => p.manyToOne(Dimension).comment('The dimension'),
    value: () => p.manyToOne(DimensionValue).comment('The value'),
  },
});

export class DimensionSetItem extends DimensionSetItemSchema.class {}
DimensionSetItemSchema.setClass(DimensionSetItem);
