import { MikroORM } from '@mikro-orm/postgresql';
import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf } from '../src/model/enums.js';
import { expose } from '../src/model/expose.js';
import { Money, money } from '../src/model/money.js';
import { record } from '../src/model/record.js';
import { secret } from '../src/model/secret.js';
import { definePlugin } from '../src/plugin/definition.js';

const Level = enumOf('ProbeLevel', 'A level.', { LOW: 'Low.', HIGH: 'High.' });

const CategorySchema = defineEntity({
  name: 'ProbeCategory',
  schema: 'probe',
  tableName: 'category',
  properties: { ...record(), name: p.string().length(30).unique() },
});
/** A plugin with every kind of property, for tests of the table generator. */
export class ProbeCategory extends CategorySchema.class {}
CategorySchema.setClass(ProbeCategory);

const ThingSchema = defineEntity({
  name: 'ProbeThing',
  schema: 'probe',
  tableName: 'thing',
  comment: "Somebody's thing.",
  uniques: [
    { properties: ['serial', 'category'], deferMode: 'deferred' },
    {
      name: 'thing_one_active',
      properties: ['number'],
      where: "level = 'LOW'",
    },
  ],
  indexes: [{ properties: ['madeOn', 'number'] }],
  checks: [{ name: 'thing_number_positive', expression: 'number > 0' }],
  properties: {
    ...record(),
    tag: p.string().length(40).unique().comment("The owner's tag"),
    serial: p.string().length(40).nullable(),
    notes: p.text().nullable(),
    order: p.string().default("it's"),
    number: p.integer().default(5),
    small: p.smallint().default(1),
    views: p.bigint().default(0),
    rate: p.double().default(0.5),
    isOn: p.boolean().default(true),
    madeOn: p.date().default('current_date'),
    atTime: p.datetime(3).default('now()' as never),
    share: p.decimal().precision(7).scale(4).default('1.0'),
    level: choice(Level).default('LOW'),
    labels: p.array().default([]),
    data: p.json().nullable(),
    bankAccount: secret().nullable(),
    bankAccountIndex: p.string().length(64).nullable().index(),
    sum: p.integer().generated('(number + small) stored'),
    price: money().comment('Price paid'),
    tax: money().nullable(),
    category: () => p.manyToOne(ProbeCategory).comment('Shelf'),
    parent: () => p.manyToOne(ProbeThing).nullable().deferMode('deferred'),
  },
});
export class ProbeThing extends ThingSchema.class {}
ThingSchema.setClass(ProbeThing);

expose(ProbeThing, {
  prefix: 'prb',
  filter: ['level', 'labels', 'category', 'price', 'tag'],
  order: ['number', 'tag', 'id'],
  by: ['tag', 'serial'],
  search: ['tag', 'notes'],
});

export const probeOrm = new MikroORM({
  entities: [ProbeThing, ProbeCategory, Money],
  dbName: 'none',
});
export const probeMetadata = probeOrm.getMetadata();
export const probePlugin = definePlugin({
  id: 'probe',
  version: '0.1.0',
  api: '^1.0',
  description: 'Every kind of property.',
  entities: [ProbeThing, ProbeCategory, Money],
});
