import { registerEnumType } from 'type-graphql';
import { AttributeFilter, ExternalRefFilter, ExternalRefInput } from './attribute-types.js';
import { Arg, Field, ID, InputType, Int } from './decorators.js';
import { columnType, enumObject, type Derived } from './derive.js';
import type { ColumnField, RecordField, RecordType } from './record-type.js';
import {
  BooleanFilter,
  DateFilter,
  DateTimeFilter,
  DecimalFilter,
  FloatFilter,
  IdFilter,
  IntFilter,
  MoneyFilter,
  NullsOrder,
  OrderDirection,
  SecretFilter,
  StringFilter,
  enumFilter,
} from './shared-types.js';

type Thunk = () => unknown;

const OPERATORS = {
  id: IdFilter,
  text: StringFilter,
  integer: IntFilter,
  bigint: DecimalFilter,
  float: FloatFilter,
  decimal: DecimalFilter,
  boolean: BooleanFilter,
  date: DateFilter,
  instant: DateTimeFilter,
} as const;

/** The filter, list filter, order and look-up inputs of a record type. */
export function deriveInputs(record: RecordType, derived: Derived): void {
  filterInput(record, derived.enumFilters);
  listFilterInput(record);
  orderInput(record, derived);
  byInput(record, derived);
  derived.guardedInputs.set(`${record.name}Filter`, record).set(`${record.name}By`, record);
}

/** Arguments of a connection: paging, filter, order, search. */
export function pagingArguments(prototype: object, method: string, record: RecordType): void {
  const { filter, order, options } = record.exposed;
  const list: [string, Thunk, string][] = [
    ['first', () => Int, 'Size of the page from the start; default 25.'],
    ['after', () => String, 'Cursor after which the page starts.'],
    ['last', () => Int, 'Size of the page from the end.'],
    ['before', () => String, 'Cursor before which the page ends.'],
    ['where', () => filter, 'Only records that meet this.'],
  ];
  if (hasOrder(record)) list.push(['orderBy', () => [order], 'Order; the id breaks ties.']);
  if (options.search?.length) {
    const columns = options.search.join(', ');
    list.push(['search', () => String, `Text within ${columns}, without regard to case.`]);
  }
  list.forEach(([name, type, description], index) => {
    const decorate = Arg(name, type as () => typeof String, { nullable: true, description });
    decorate(prototype, method, index);
  });
}

function hasOrder(record: RecordType): boolean {
  return [...record.fields.values()].some((field) => field.orderable);
}

interface InputField {
  type: Thunk;
  description: string;
  /** Default: the field is optional. */
  required?: boolean;
  defaultValue?: unknown;
}

function input(target: object, name: string, field: InputField): void {
  const { type, description, required = false, defaultValue } = field;
  const options = {
    description,
    ...(required ? {} : { nullable: true }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
  };
  Field(type as () => typeof String, options)((target as { prototype: object }).prototype, name);
}

function filterInput(record: RecordType, enums: Map<string, object>): void {
  const target = record.exposed.filter;
  const description = `Conditions on ${record.name} records; several keys must all hold.`;
  InputType(`${record.name}Filter`, { description })(target);
  const list: Thunk = () => [target];
  input(target, 'and', { type: list, description: 'All of these hold.' });
  input(target, 'or', { type: list, description: 'At least one of these holds.' });
  input(target, 'not', { type: () => target, description: 'This does not hold.' });
  for (const field of record.fields.values()) {
    const type = field.filterable ? filterType(field, enums) : undefined;
    if (type) input(target, field.name, { type, description: field.description });
  }
}

function filterType(field: RecordField, enums: Map<string, object>): Thunk | undefined {
  switch (field.kind) {
    case 'column':
      return columnFilter(field, enums);
    case 'money':
      return () => MoneyFilter;
    case 'toOne':
    case 'asOf':
      return () => field.target().exposed.filter;
    case 'many':
      return () => field.target().exposed.listFilter;
    case 'attributes':
      return () => [AttributeFilter];
    case 'externalRefs':
      return () => ExternalRefFilter;
    case 'computed':
      return undefined;
  }
}

function columnFilter(field: ColumnField, enums: Map<string, object>): Thunk | undefined {
  if (field.sealed) return () => SecretFilter;
  if (field.codec === 'enum') {
    const name = field.enumName ?? '';
    const made = enums.get(name) ?? enumFilter(name, enumObject(name, field.name));
    enums.set(name, made);
    return () => made;
  }
  if (field.codec === 'json' || field.codec === 'textArray') return undefined;
  const operators = OPERATORS[field.codec];
  return () => operators;
}

function listFilterInput(record: RecordType): void {
  const { filter, listFilter, name } = record.exposed;
  InputType(`${name}ListFilter`, { description: `Conditions on a list of ${name} records.` })(
    listFilter,
  );
  const type: Thunk = () => filter;
  input(listFilter, 'some', { type, description: 'At least one meets this.' });
  input(listFilter, 'none', { type, description: 'None meets this.' });
  input(listFilter, 'every', { type, description: 'All meet this.' });
}

/** `hiredOn` -> `HIRED_ON`. */
function constantCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function orderInput(record: RecordType, derived: Derived): void {
  const orderable = [...record.fields.values()].filter((field) => field.orderable);
  if (orderable.length === 0) return;
  const keys = new Map(orderable.map((field) => [constantCase(field.name), field.name]));
  // The value behind a name is the property, which is what the planner gets.
  const values = Object.fromEntries(keys);
  const name = `${record.name}OrderField`;
  registerEnumType(values, {
    name,
    description: `What ${record.name} records can be ordered by.`,
    valuesConfig: Object.fromEntries(
      orderable.map((field) => [constantCase(field.name), { description: field.description }]),
    ),
  });
  derived.guardedEnums.set(name, { record, fields: keys });
  const target = record.exposed.order;
  InputType(`${record.name}Order`, { description: `One key of an order.` })(target);
  const hasAttributes = record.fields.get('attributes')?.kind === 'attributes';
  input(target, 'field', {
    type: () => values,
    required: !hasAttributes,
    description: hasAttributes ? 'Order by this field; or give attribute.' : 'Order by this field.',
  });
  if (hasAttributes) {
    const description = 'Order by the custom field with this key; it must be filterable.';
    input(target, 'attribute', { type: () => String, description });
  }
  input(target, 'direction', {
    type: () => OrderDirection,
    required: true,
    defaultValue: 'ASC',
    description: 'Default ascending.',
  });
  input(target, 'nulls', {
    type: () => NullsOrder,
    description: 'Default: last when ascending, first when descending.',
  });
}

function byInput(record: RecordType, derived: Derived): void {
  const target = record.exposed.by;
  const name = `${record.name}By`;
  InputType(name, { description: `One key of ${record.name}; exactly one must be given.` })(target);
  derived.oneOf.add(name);
  input(target, 'id', { type: () => ID, description: 'Global id.' });
  if (!record.exposed.options.by?.includes('externalRef')) {
    const description = 'The id in another system.';
    input(target, 'externalRef', { type: () => ExternalRefInput, description });
  }
  for (const key of record.exposed.options.by ?? []) {
    const field = record.fields.get(key);
    if (field?.kind !== 'column') throw new Error(`${record.name}.by: ${key} is no column`);
    input(target, key, { type: columnType(field), description: field.description });
  }
}
