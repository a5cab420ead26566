import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { lookUpsOf, plural } from '../read/look-ups.js';
import { choice, declaredEnums, enumName, enumOf } from './enums.js';
import { expose, exposureOf, inForce, many, type ExposeOptions } from './expose.js';
import { record } from './record.js';
import { buildRecords } from './records.js';
import { secret } from './secret.js';

const Mode = enumOf('ExposeTestMode', 'A mode.', { ON: 'On.', OFF: 'Off.' });
const ThingSchema = defineEntity({
  name: 'ExposeThing',
  schema: 'odd',
  tableName: 'thing',
  properties: {
    ...record(),
    tag: p.string().length(10),
    day: p.date().nullable(),
    data: p.json().nullable(),
    labels: p.array().default([]),
    mode: choice(Mode).default('ON'),
    count: p.integer().default(0),
    pin: secret().nullable(),
    key: secret().nullable(),
    keyIndex: p.string().length(64).nullable().hidden(),
    inner: p.string().nullable().hidden(),
    parent: () => p.manyToOne(ExposeThing).nullable(),
  },
});
class ExposeThing extends ThingSchema.class {}
ThingSchema.setClass(ExposeThing);
const OtherSchema = defineEntity({
  name: 'ExposeOther',
  schema: 'odd',
  tableName: 'other',
  properties: { ...record(), thing: () => p.manyToOne(ExposeThing) },
});
class ExposeOther extends OtherSchema.class {}
OtherSchema.setClass(ExposeOther);

const orm = new MikroORM({ entities: [ExposeThing, ExposeOther], dbName: 'none' });
const build = (options: Partial<ExposeOptions<ExposeThing>>) => {
  const type = expose(ExposeThing, { prefix: 'xth', ...options });
  const source = { plugin: 'odd', types: [type], extensions: [] };
  return buildRecords(orm.getMetadata(), [source]).get(ExposeThing)!;
};

test.each([
  [{ order: ['pin'] }, 'ExposeThing.order: pin is no plain column that has an order.'],
  [{ order: ['parent'] }, 'ExposeThing.order: parent is no plain column that has an order.'],
  [{ order: ['data'] }, 'ExposeThing.order: data is no plain column that has an order.'],
  [{ search: ['day'] }, 'ExposeThing.search: day is no plain text column.'],
  [{ search: ['inner'] }, 'ExposeThing.search: inner is no plain text column.'],
  [{ search: ['pin'] }, 'ExposeThing.search: pin is no plain text column.'],
  [{ aggregate: ['tag'] }, 'ExposeThing.aggregate: tag is neither a number nor money.'],
  [{ by: ['parent'] }, 'ExposeThing.by: parent is no plain column.'],
  [{ by: ['key'] }, 'ExposeThing.by: key is no plain column.'],
  [
    { filter: ['pin'] },
    'ExposeThing.filter: pin is sealed and has no hidden text property <name>Index beside it.',
  ],
])('%j stops the composition', (options, message) => {
  expect(() => build(options as never)).toThrow(message);
});

test('what fits is taken', () => {
  const { fields } = build({
    filter: ['key', 'tag', 'parent', 'mode'],
    order: ['tag', 'day', 'mode', 'count'],
    search: ['tag'],
    aggregate: ['count'],
    by: ['tag'],
    omit: ['labels'],
  });
  expect([...fields.keys()]).toEqual([
    'id',
    'version',
    'createdAt',
    'updatedAt',
    'tag',
    'day',
    'data',
    'mode',
    'count',
    'pin',
    'key',
    'parent',
    'externalRefs',
  ]);
  expect(exposureOf(ExposeThing)?.name).toBe('ExposeThing');
  expect(exposureOf(class {})).toBeUndefined();
});

test('relations to what is not there are faults by name', () => {
  const other = expose(ExposeOther, { prefix: 'xot' });
  expect(() => build({ relations: { all: many(() => other, 'nothing', 'All.') } })).toThrow(
    'all: ExposeOther has no property nothing',
  );
  expect(() => build({ relations: { now: inForce(() => other, 'thing', 'Now.') } })).toThrow(
    'now: ExposeOther has no property validFrom',
  );
  const field = build({ relations: { all: many(() => other, 'thing', 'All.') } }).fields.get('all');
  expect(() => field?.kind === 'many' && field.target()).toThrow(
    'all: ExposeOther is not exposed by any plugin',
  );
});

test('enums are known by name and by object', () => {
  expect(enumName(Mode)).toBe('ExposeTestMode');
  expect(declaredEnums().get('ExposeTestMode')?.values).toEqual({ ON: 'On.', OFF: 'Off.' });
  expect(() => enumName({ ON: 'ON' })).toThrow('Not an enum');
});

test('names of look-ups', () => {
  const words = ['asset', 'category', 'day', 'box', 'address', 'branch', 'dish', 'quiz'];
  expect(words.map(plural)).toEqual([
    'assets',
    'categories',
    'days',
    'boxes',
    'addresses',
    'branches',
    'dishes',
    'quizes',
  ]);
  expect(lookUpsOf([build({})])).toMatchObject([{ one: 'exposeThing', many: 'exposeThings' }]);
  expect(lookUpsOf([build({ root: false })])).toEqual([]);
});
