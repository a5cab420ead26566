import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import {
  isEnumType,
  isInputObjectType,
  isObjectType,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
} from 'graphql';
import { composition } from '../../test/sample.js';
import { SampleItem, SamplePeriod, SampleStay } from '../../test/sample-entities.js';
import { tableStatements } from '../plugin/ddl.js';
import { fieldOf, toOneColumn } from './properties.js';
import { record } from './record.js';
import { secret } from './secret.js';

const { schema, orm, records } = composition;
const metadata = orm.getMetadata();

interface Row {
  property: string;
  /** Columns with their types as the table generator writes them. */
  columns: Record<string, string>;
  output: string;
  filter: string | undefined;
  /** Name and type in an input made by `inputOf`, and in one made by `patchOf`. */
  input: string | undefined;
  patch: string | undefined;
  codec: string;
}

/** One row per kind of property: an upgrade of the ORM that changes one shows here. */
const ROWS: Row[] = [
  row('id', { id: 'uuid' }, { output: 'ID!', filter: 'IDFilter', codec: 'id' }),
  row('version', { version: 'integer' }, { output: 'Int!', codec: 'integer' }),
  row(
    'createdAt',
    { created_at: 'timestamptz(6)' },
    {
      output: 'DateTime!',
      filter: 'DateTimeFilter',
      codec: 'instant',
    },
  ),
  both('tag', { tag: 'varchar(40)' }, ['String', true, 'StringFilter', 'text']),
  both('serial', { serial: 'varchar(40)' }, ['String', false, 'StringFilter', 'text']),
  both('note', { note: 'text' }, ['String', false, 'StringFilter', 'text']),
  both('amount', { amount: 'integer' }, ['Int', false, 'IntFilter', 'integer']),
  optional('small', { small: 'smallint' }, ['Int', true, 'IntFilter', 'integer']),
  optional('views', { views: 'bigint' }, ['Decimal', true, 'DecimalFilter', 'bigint']),
  both('rate', { rate: 'double precision' }, ['Float', false, 'FloatFilter', 'float']),
  optional('isActive', { is_active: 'boolean' }, ['Boolean', true, 'BooleanFilter', 'boolean']),
  both('weight', { weight: 'numeric(38,12)' }, ['Decimal', false, 'DecimalFilter', 'decimal']),
  both('madeOn', { made_on: 'date' }, ['Date', false, 'DateFilter', 'date']),
  both('seenAt', { seen_at: 'timestamptz(6)' }, ['DateTime', false, 'DateTimeFilter', 'instant']),
  both('data', { data: 'jsonb' }, ['JSON', false, undefined, 'json']),
  optional('labels', { labels: 'text[]' }, ['[String!]', true, undefined, 'textArray']),
  optional('state', { state: 'text' }, ['SampleState', true, 'SampleStateFilter', 'enum']),
  both('mood', { mood: 'text' }, ['SampleState', false, 'SampleStateFilter', 'enum']),
  both('pin', { pin: 'text' }, ['String', false, 'SecretFilter', 'text']),
  {
    ...both('price', { price_amount: 'numeric(20,4)', price_currency: 'varchar(3)' }, [
      'Money',
      true,
      'MoneyFilter',
      'money',
    ]),
    input: 'price: MoneyInput!',
    patch: 'price: MoneyInput',
  },
  {
    ...both('tax', { tax_amount: 'numeric(20,4)', tax_currency: 'varchar(3)' }, [
      'Money',
      false,
      'MoneyFilter',
      'money',
    ]),
    input: 'tax: MoneyInput',
    patch: 'tax: MoneyInput',
  },
  toOne('shelf', 'shelf_id', { output: 'SampleShelf!', filter: 'SampleShelfFilter' }),
  toOne('parent', 'parent_id', { output: 'SampleItem', filter: 'SampleItemFilter' }),
  toOne('owner', 'owner_id', { output: 'SamplePerson', filter: 'SamplePersonFilter' }),
  // Row conditions of roles may hide the target, so the field must be able to say null.
  {
    ...toOne('keeper', 'keeper_id', { output: 'SamplePerson', filter: 'SamplePersonFilter' }),
    input: 'keeperId: ID!',
  },
];

function row(
  property: string,
  columns: Record<string, string>,
  rest: { output: string; filter?: string; codec: string },
): Row {
  return { property, columns, filter: undefined, input: undefined, patch: undefined, ...rest };
}

type Kind = [type: string, required: boolean, filter: string | undefined, codec: string];

function both(
  property: string,
  columns: Record<string, string>,
  [type, required, filter, codec]: Kind,
): Row {
  const output = `${type}${required ? '!' : ''}`;
  const input = `${property}: ${output}`;
  return { property, columns, output, filter, codec, input, patch: `${property}: ${type}` };
}

/** A property with a default, listed under `optional` of the create input. */
function optional(property: string, columns: Record<string, string>, kind: Kind): Row {
  return { ...both(property, columns, kind), input: `${property}: ${kind[0]}` };
}

function toOne(property: string, column: string, rest: { output: string; filter: string }): Row {
  const patch = `${property}Id: ID`;
  const input = rest.output.endsWith('!') ? `${patch}!` : patch;
  return { property, columns: { [column]: 'uuid' }, codec: 'toOne', input, patch, ...rest };
}

const table = tableStatements(metadata, SampleItem)[0] ?? '';
const fieldsOf = (name: string) =>
  (schema.getType(name) as GraphQLObjectType | GraphQLInputObjectType).getFields();
const itemFields = records.get('SampleItem')?.fields;

describe.each(ROWS.map((one) => [one.property, one] as const))('%s', (name, expected) => {
  test('its columns', () => {
    for (const [column, type] of Object.entries(expected.columns)) {
      expect(table).toMatch(new RegExp(`"?${column}"? ${escaped(type)}[ ,\\n]`));
    }
  });

  test('its output type and description', () => {
    const field = fieldsOf('SampleItem')[name];
    expect(String(field?.type)).toBe(expected.output);
    expect(field?.description).toMatch(/^.+\. Requires: sample\.(item|pin|weight)\.read\.$/);
  });

  test('its filter', () => {
    const field = fieldsOf('SampleItemFilter')[name];
    expect(field && String(field.type)).toBe(expected.filter);
  });

  test('its inputs', () => {
    const found = (type: string) =>
      Object.values(fieldsOf(type))
        .map((field) => `${field.name}: ${String(field.type)}`)
        .find((text) => new RegExp(`^${name}(Id)?: `).test(text));
    expect(found('SampleItemCreateInput')).toBe(expected.input);
    if (name !== 'id') expect(found('SampleItemChangeInput')).toBe(expected.patch);
  });

  test('its codec', () => {
    const field = itemFields?.get(name);
    expect(field?.kind === 'column' ? field.codec : field?.kind).toBe(expected.codec);
  });
});

function escaped(text: string): string {
  return text.replace(/[()[\]]/g, '\\$&');
}

test('every property of the entity has its row', () => {
  const written = new Set(ROWS.map((one) => one.property));
  const { properties } = metadata.get(SampleItem);
  const missing = Object.values(properties)
    .filter((one) => !one.hidden && !one.embedded && !written.has(one.name))
    .map((one) => one.name);
  expect(missing).toEqual(['updatedAt']);
});

test('hidden properties reach neither outputs nor inputs', () => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    expect(Object.keys(type.getFields())).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/innerNote|pinIndex|organization_?id$/i)]),
    );
  }
});

test('relations: as of a day, as of an instant, connections', () => {
  const shape = (name: string) => {
    const field = (schema.getType('SampleItem') as GraphQLObjectType).getFields()[name];
    return [String(field?.type), field?.args.map((arg) => `${arg.name}: ${String(arg.type)}`)];
  };
  expect(shape('inForce')).toEqual(['SamplePeriod', ['asOf: Date']]);
  expect(shape('stay')).toEqual(['SampleStay', ['asOf: DateTime']]);
  expect(shape('stays')).toEqual([
    'SampleStayConnection!',
    [
      'first: Int',
      'after: String',
      'last: Int',
      'before: String',
      'where: SampleStayFilter',
      'orderBy: [SampleStayOrder!]',
    ],
  ]);
  expect(Object.keys(fieldsOf('SampleStayListFilter'))).toEqual(['some', 'none', 'every']);
  expect(itemFields?.get('stay')).toMatchObject({
    fromColumn: 'starts_at',
    toColumn: 'ends_at',
    byColumn: 'item_id',
  });
});

test('enums carry a description for each value; order values name the property behind them', () => {
  const state = schema.getType('SampleState') as GraphQLEnumType;
  expect(state.getValues().map(({ name, description }) => [name, description])).toEqual([
    ['READY', 'On its shelf.'],
    ['USED', 'With somebody.'],
    ['GONE', 'No longer ours.'],
  ]);
  const order = schema.getType('SampleItemOrderField');
  expect(isEnumType(order) && order.getValues().map(({ name, value }) => [name, value])).toEqual(
    expect.arrayContaining([
      ['TAG', 'tag'],
      ['MADE_ON', 'madeOn'],
      ['IS_ACTIVE', 'isActive'],
      ['ID', 'id'],
    ]),
  );
});

test('a look-up takes exactly one of its keys', () => {
  const by = schema.getType('SampleItemBy') as GraphQLInputObjectType;
  expect(by.isOneOf).toBe(true);
  expect(Object.keys(by.getFields())).toEqual(['id', 'externalRef', 'tag', 'serial']);
});

test('aggregates: statistics of numbers, one per currency of money', () => {
  const fields = Object.values(fieldsOf('SampleItemAggregate'));
  expect(fields.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([
    'amount: DecimalStatistics',
    'views: DecimalStatistics',
    'rate: DecimalStatistics',
    'weight: DecimalStatistics',
    'price: [MoneyStatistics!]',
    'tax: [MoneyStatistics!]',
  ]);
});

test('spans and secrets are known to the planner', () => {
  expect(itemFields?.get('pin')).toMatchObject({ sealed: true });
  expect(records.get('SamplePeriod')?.exposed.entity).toBe(SamplePeriod);
  expect(records.get('SampleStay')?.exposed.entity).toBe(SampleStay);
  expect(toOneColumn(metadata.get(SampleItem).properties.shelf)).toBe('shelf_id');
  expect(toOneColumn(metadata.get(SampleItem).properties.tag)).toBeUndefined();
});

test('a column without a form in the graph is refused by name', () => {
  const Odd = defineEntity({
    name: 'OddThing',
    schema: 'odd',
    tableName: 'odd',
    properties: { ...record(), span: p.interval(), pin: secret() },
  });
  const meta = new MikroORM({ entities: [Odd], dbName: 'none' }).getMetadata().get(Odd);
  const use = { plugin: 'odd', filterable: false, orderable: false, aggregatable: false };
  const property = meta.properties.span;
  expect(() => fieldOf(meta, property, use)).toThrow(
    'OddThing.span: no GraphQL form for column type interval',
  );
});
