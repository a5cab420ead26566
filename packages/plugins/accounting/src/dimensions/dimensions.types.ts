import { expose, type Exposed, many } from '@bureau/core';
import { DimensionSet, DimensionSetItem } from './dimension-set.entity.js';
import { Dimension, DimensionValue } from './dimension.entity.js';

export const DimensionType: Exposed = expose(Dimension, {
  prefix: 'dim',
  filter: ['code', 'name'],
  order: ['code'],
  by: ['code'],
  relations: { values: many(() => DimensionValueType, 'dimension', 'Its values.') },
});

export const DimensionValueType: Exposed = expose(DimensionValue, {
  prefix: 'dmv',
  filter: ['dimension', 'code', 'name', 'isActive'],
  order: ['code', 'name'],
  search: ['name', 'code'],
});

export const DimensionSetType: Exposed = expose(DimensionSet, {
  prefix: 'dst',
  filter: ['label'],
  order: ['label'],
  relations: { items: many(() => DimensionSetItemType, 'set', 'Its values.') },
});

export const DimensionSetItemType: Exposed = expose(DimensionSetItem, {
  prefix: 'dsi',
  filter: ['set', 'dimension', 'value'],
  order: ['createdAt'],
  root: false,
});
