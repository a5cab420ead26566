import { expose, type Exposed, many } from '@bureau/core';
import { EquipmentMove, EquipmentStock } from './equipment-stock.entity.js';
import { Component, Consumable } from './item.entity.js';

export const ComponentType: Exposed = expose(Component, {
  prefix: 'cmp',
  filter: ['code', 'name', 'category'],
  order: ['code', 'name'],
  by: ['code'],
  relations: {
    stock: many(() => EquipmentStockType, 'component', 'How many lie where.'),
    moves: many(() => EquipmentMoveType, 'component', 'How that came about.'),
  },
});

export const ConsumableType: Exposed = expose(Consumable, {
  prefix: 'cns',
  filter: ['code', 'name', 'category'],
  order: ['code', 'name'],
  by: ['code'],
  relations: {
    stock: many(() => EquipmentStockType, 'consumable', 'How many lie where.'),
    moves: many(() => EquipmentMoveType, 'consumable', 'How that came about.'),
  },
});

export const EquipmentStockType: Exposed = expose(EquipmentStock, {
  prefix: 'eqs',
  filter: ['component', 'consumable', 'site', 'quantity'],
  order: ['quantity', 'createdAt'],
  aggregate: ['quantity'],
  root: { one: 'equipmentStock', many: 'equipmentStocks' },
});

export const EquipmentMoveType: Exposed = expose(EquipmentMove, {
  prefix: 'eqm',
  filter: ['component', 'consumable', 'site', 'kind', 'asset', 'employee', 'movedAt'],
  order: ['movedAt'],
  aggregate: ['quantity'],
});
