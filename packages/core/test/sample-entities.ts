import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../src/model/enums.js';
import { money } from '../src/model/money.js';
import { effective, record } from '../src/model/record.js';
import { secret } from '../src/model/secret.js';

/** Every kind of property that an entity may have, for tests of derivation and planner. */
export const SampleState = enumOf('SampleState', 'Where an item is.', {
  READY: 'On its shelf.',
  USED: 'With somebody.',
  GONE: 'No longer ours.',
});
export type SampleState = EnumValue<typeof SampleState>;

const ShelfSchema = defineEntity({
  name: 'SampleShelf',
  schema: 'sample',
  tableName: 'shelf',
  comment: 'A shelf of the store.',
  properties: {
    ...record(),
    name: p.string().length(40).unique().comment('Name on the plate'),
    floor: p.integer().nullable().comment('Floor of the building'),
    capacity: p.integer().default(10).comment('Places'),
  },
});
export class SampleShelf extends ShelfSchema.class {}
ShelfSchema.setClass(SampleShelf);

const PersonSchema = defineEntity({
  name: 'SamplePerson',
  schema: 'sample',
  tableName: 'person',
  comment: 'Somebody who uses items.',
  properties: {
    ...record(),
    name: p.string().length(40).comment('Name'),
    boss: () => p.manyToOne(SamplePerson).nullable().comment('Whom the person reports to'),
  },
});
export class SamplePerson extends PersonSchema.class {}
PersonSchema.setClass(SamplePerson);

const ItemSchema = defineEntity({
  name: 'SampleItem',
  schema: 'sample',
  tableName: 'item',
  comment: 'A thing of the store.',
  properties: {
    ...record(),
    tag: p.string().length(40).unique().comment('Inventory tag'),
    serial: p.string().length(40).nullable().comment('Number of the maker'),
    note: p.text().nullable().comment('Free words'),
    amount: p.integer().nullable().comment('How many'),
    small: p.smallint().default(1).comment('A small number'),
    views: p.bigint().default(0).comment('How often it was seen'),
    rate: p.double().nullable().comment('Share of use'),
    isActive: p.boolean().default(true).comment('Whether it is in use'),
    weight: p.decimal().precision(38).scale(12).nullable().comment('Kilograms'),
    madeOn: p.date().nullable().comment('Day on which it was made'),
    seenAt: p.datetime(6).nullable().comment('When it was last seen'),
    data: p.json().nullable().comment('What the maker says'),
    labels: p.array().default([]).comment('Words on it'),
    state: choice(SampleState).default('READY').comment('Where it is'),
    mood: choice(SampleState).nullable().comment('Where it would be'),
    price: money().comment('Paid price'),
    tax: money().nullable().comment('Paid tax'),
    pin: secret().nullable().comment('Opens it'),
    pinIndex: p.string().length(64).nullable().index().hidden(),
    innerNote: p.string().nullable().hidden(),
    shelf: () => p.manyToOne(SampleShelf).comment('Where it belongs'),
    owner: () => p.manyToOne(SamplePerson).nullable().comment('Who has it'),
    keeper: () => p.manyToOne(SamplePerson).comment('Who answers for it'),
    parent: () => p.manyToOne(SampleItem).nullable().comment('What it is a part of'),
  },
});
export class SampleItem extends ItemSchema.class {}
ItemSchema.setClass(SampleItem);

const PeriodSchema = defineEntity({
  name: 'SamplePeriod',
  schema: 'sample',
  tableName: 'period',
  comment: 'What is true of an item for a span of days.',
  properties: {
    ...record(),
    ...effective(),
    item: () => p.manyToOne(SampleItem).comment('The item'),
    label: p.string().length(40).nullable().comment('What it is called then'),
    share: p.decimal().precision(7).scale(4).default('1').comment('Share'),
  },
});
export class SamplePeriod extends PeriodSchema.class {}
PeriodSchema.setClass(SamplePeriod);

const StaySchema = defineEntity({
  name: 'SampleStay',
  schema: 'sample',
  tableName: 'stay',
  comment: 'Where an item was for a span of time.',
  properties: {
    ...record(),
    item: () => p.manyToOne(SampleItem).comment('The item'),
    place: p.string().length(40).comment('Where it was'),
    startsAt: p.datetime(6).comment('From when on'),
    endsAt: p.datetime(6).nullable().comment('Until when; null: still'),
  },
});
export class SampleStay extends StaySchema.class {}
StaySchema.setClass(SampleStay);
