import { defineEntity, p, record } from '@bureau/core';
import { Category } from '../category.entity.js';

const FILLED = { code: "btrim(code) <> ''", name: "btrim(name) <> ''" };

/** Something that is built into devices and can be taken out again, such as a memory module. */
export const ComponentSchema = defineEntity({
  name: 'Component',
  schema: 'assets',
  tableName: 'component',
  comment: 'Something that is built into devices and can be taken out again.',
  checks: [
    { name: 'component_code_filled_check', expression: FILLED.code },
    { name: 'component_name_filled_check', expression: FILLED.name },
  ],
  properties: {
    ...record(),
    code: p.string().length(60).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('What it is'),
    category: () => p.manyToOne(Category).nullable().comment('The kind of equipment that it is'),
  },
});

export class Component extends ComponentSchema.class {}
ComponentSchema.setClass(Component);

/** Something that is used up by whoever gets it, such as a cable or a toner. */
export const ConsumableSchema = defineEntity({
  name: 'Consumable',
  schema: 'assets',
  tableName: 'consumable',
  comment: 'Something that is used up by whoever gets it.',
  checks: [
    { name: 'consumable_code_filled_check', expression: FILLED.code },
    { name: 'consumable_name_filled_check', expression: FILLED.name },
  ],
  properties: {
    ...record(),
    code: p.string().length(60).comment('Short code, unique in the organization'),
    name: p.string().length(200).comment('What it is'),
    category: () => p.manyToOne(Category).nullable().comment('The kind of equipment that it is'),
  },
});

export class Consumable extends ConsumableSchema.class {}
ConsumableSchema.setClass(Consumable);
