import { permissionsOf, type PluginPart, type RuleTree } from '@bureau/core';
import { rolesWith } from '../default-roles.js';
import { stock } from '../migrations/0046-stock.js';
import { EquipmentMove, EquipmentStock } from './equipment-stock.entity.js';
import { stockErrors } from './errors.js';
import { Component, Consumable } from './item.entity.js';
import { ItemResolver } from './item.resolver.js';
import { StockResolver } from './stock.resolver.js';
import {
  ComponentType,
  ConsumableType,
  EquipmentMoveType,
  EquipmentStockType,
} from './stock.types.js';

const READ = 'assets.stock.read';
const MANAGE = 'assets.stock.manage';
const MOVE = 'assets.stock.move';

const rules: RuleTree = {
  Component: { '*': READ },
  Consumable: { '*': READ },
  EquipmentStock: { '*': READ },
  EquipmentMove: { '*': READ },
  Asset: { componentMoves: READ },
  Mutation: {
    componentCreate: MANAGE,
    componentUpdate: MANAGE,
    consumableCreate: MANAGE,
    consumableUpdate: MANAGE,
    equipmentReceive: MOVE,
    equipmentCount: MOVE,
    componentInstall: MOVE,
    componentRemove: MOVE,
    consumableIssue: MOVE,
  },
};

/** Components and consumables: stock by site. */
export const stockPart = {
  entities: [Component, Consumable, EquipmentStock, EquipmentMove],
  types: [ComponentType, ConsumableType, EquipmentStockType, EquipmentMoveType],
  migrations: [stock],
  resolvers: [ItemResolver, StockResolver],
  permissions: permissionsOf('assets', {
    'stock.read': 'Read components and consumables, how many there are and who got them.',
    'stock.manage': 'Add and change components and consumables.',
    'stock.move': 'Receive, count, build in and give out components and consumables.',
  }),
  rules,
  roles: rolesWith({
    assetManager: [READ, MANAGE, MOVE],
    itTechnician: [READ, MOVE],
    auditor: [READ],
  }),
  errors: stockErrors.table,
} satisfies PluginPart;
