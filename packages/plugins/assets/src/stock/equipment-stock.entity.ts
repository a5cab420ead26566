import { choice, defineEntity, type EnumValue, enumOf, p, record, Site } from '@bureau/core';
import { Employee } from '@bureau/plugin-hr/contract';
import { Asset } from '../asset.entity.js';
import { Component, Consumable } from './item.entity.js';

const ONE_ITEM = '(component_id is null) <> (consumable_id is null)';

/** How many of a component or consumable lie at a site: the sum of its moves. */
export const EquipmentStockSchema = defineEntity({
  name: 'EquipmentStock',
  schema: 'assets',
  tableName: 'equipment_stock',
  comment: 'How many of a component or consumable lie at a site: the sum of its moves.',
  uniques: [
    {
      name: 'equipment_stock_component_key',
      properties: ['component', 'site'],
      where: 'component_id is not null',
    },
    {
      name: 'equipment_stock_consumable_key',
      properties: ['consumable', 'site'],
      where: 'consumable_id is not null',
    },
  ],
  checks: [
    { name: 'equipment_stock_item_check', expression: ONE_ITEM },
    { name: 'equipment_stock_quantity_floor_check', expression: 'quantity >= 0' },
  ],
  properties: {
    ...record(),
    component: () => p.manyToOne(Component).nullable().comment('What lies there, a component'),
    consumable: () => p.manyToOne(Consumable).nullable().comment('What lies there, a consumable'),
    site: () => p.manyToOne(Site).comment('Where'),
    quantity: p.integer().comment('How many; never below zero'),
  },
});

export class EquipmentStock extends EquipmentStockSchema.class {}
EquipmentStockSchema.setClass(EquipmentStock);

/** Why a quantity changed. */
export const EquipmentMoveKind = enumOf('EquipmentMoveKind', 'Why a quantity changed.', {
  RECEIPT: 'It came in.',
  INSTALL: 'It was built into a device.',
  REMOVE: 'It was taken out of a device.',
  ISSUE: 'An employee got it.',
  COUNT: 'It was counted, and there were more or fewer.',
});
export type EquipmentMoveKind = EnumValue<typeof EquipmentMoveKind>;

/** A change of a quantity at a site; written once, never changed. */
export const EquipmentMoveSchema = defineEntity({
  name: 'EquipmentMove',
  schema: 'assets',
  tableName: 'equipment_move',
  comment: 'A change of a quantity at a site; written once, never changed.',
  checks: [
    { name: 'equipment_move_item_check', expression: ONE_ITEM },
    {
      name: 'equipment_move_sign_check',
      expression:
        "quantity <> 0 and (kind not in ('RECEIPT', 'REMOVE') or quantity > 0) " +
        "and (kind not in ('INSTALL', 'ISSUE') or quantity < 0)",
    },
    {
      name: 'equipment_move_target_check',
      expression:
        "(kind in ('INSTALL', 'REMOVE')) = (asset_id is not null) " +
        "and (kind = 'ISSUE') = (employee_id is not null)",
    },
  ],
  properties: {
    ...record(),
    component: () => p.manyToOne(Component).nullable().comment('What moved, a component'),
    consumable: () => p.manyToOne(Consumable).nullable().comment('What moved, a consumable'),
    site: () => p.manyToOne(Site).comment('Where from or to'),
    kind: choice(EquipmentMoveKind).comment('Why'),
    quantity: p.integer().comment('What the stock changed by; below zero: it went out'),
    asset: () => p.manyToOne(Asset).nullable().comment('The device, for what is built in or out'),
    employee: () => p.manyToOne(Employee).nullable().comment('Who got it'),
    movedAt: p.datetime(3).comment('When'),
    note: p.string().length(500).nullable().comment('What else is known'),
  },
});

export class EquipmentMove extends EquipmentMoveSchema.class {}
EquipmentMoveSchema.setClass(EquipmentMove);
