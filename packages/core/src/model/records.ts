import type { EntityClass, EntityMetadata, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import type { CurrencyPlace, Exposed, RelationOptions } from './expose.js';
import { checkUses } from './expose-checks.js';
import { fieldOf, toOneColumn, type FieldUse } from './properties.js';
import type { CurrencySql, ExternalRefsField, RecordField, RecordType } from './record-type.js';
import { repairArrays } from './text-array.js';

/** What a plugin exposes or adds, with its owner. */
export interface RecordSource {
  plugin: string;
  types: readonly Exposed[];
  extensions: readonly { type: Exposed; relations: Record<string, RelationOptions> }[];
}

/** Builds the record types of all plugins; targets are linked by entity class. */
export function buildRecords(
  metadata: MetadataStorage,
  sources: readonly RecordSource[],
): Map<EntityClass<object>, RecordType> {
  repairArrays(metadata);
  const records = new Map<EntityClass<object>, RecordType>();
  for (const source of sources) {
    for (const exposed of source.types) {
      records.set(exposed.entity, recordType({ metadata, records }, exposed, source.plugin));
    }
  }
  for (const source of sources) {
    for (const { type, relations } of source.extensions) {
      const record = records.get(type.entity);
      if (!record) continue;
      const fields = record.fields as Map<string, RecordField>;
      for (const [name, options] of Object.entries(relations)) {
        const relation = { name, options, plugin: source.plugin };
        fields.set(name, relationField({ metadata, records }, relation));
      }
    }
  }
  return records;
}

interface Scope {
  metadata: MetadataStorage;
  records: Map<EntityClass<object>, RecordType>;
}

function recordType(scope: Scope, exposed: Exposed, plugin: string): RecordType {
  const meta = scope.metadata.get(exposed.entity);
  const { options } = exposed;
  const fields = new Map<string, RecordField>();
  for (const property of Object.values(meta.properties) as EntityProperty[]) {
    if (options.omit?.includes(property.name as never)) continue;
    const use = useOf(exposed, property.name, plugin);
    const field = propertyField(scope, { meta, property }, use);
    const place = options.amounts?.[property.name];
    if (field) fields.set(field.name, inCurrency(referring(exposed, field), meta, place));
  }
  checkUses(exposed, fields, meta);
  if (!fields.has('externalRefs')) fields.set('externalRefs', { ...EXTERNAL_REFS, plugin });
  for (const [name, relation] of Object.entries(options.relations ?? {})) {
    fields.set(name, relationField(scope, { name, options: relation, plugin }));
  }
  return {
    name: exposed.name,
    plugin,
    exposed,
    prefix: options.prefix,
    description: meta.comment ?? '',
    table: `"${meta.schema ?? 'public'}"."${meta.tableName}"`,
    fields,
    defaultOrder: options.order?.[0] ?? 'id',
  };
}

const EXTERNAL_REFS: Omit<ExternalRefsField, 'plugin'> = {
  kind: 'externalRefs',
  name: 'externalRefs',
  description: 'The ids that the record has in other systems.',
  nullable: false,
  filterable: true,
  orderable: false,
  aggregatable: false,
};
/**
 * A key into several types knows where the type stands. It is null for what has no public id: the
 * platform itself, somebody who is not signed in.
 */
function referring(exposed: Exposed, field: RecordField): RecordField {
  const reference = exposed.options.references?.[field.name];
  return reference && field.kind === 'column' ? { ...field, nullable: true, reference } : field;
}

/** An amount knows where its currency stands. */
function inCurrency(
  field: RecordField,
  meta: EntityMetadata,
  place: CurrencyPlace | undefined,
): RecordField {
  if (place === undefined || field.kind !== 'column') return field;
  if (typeof place !== 'string') return { ...field, currency: () => place.sql };
  const [first = '', second] = place.split('.');
  const own = propertyOf(meta, first);
  const column = own.fieldNames[0] ?? first;
  if (second === undefined) return { ...field, currency: (of) => of(column) };
  const target = own.targetMeta;
  if (!target) throw new Error(`${meta.className}.${first} refers to nothing`);
  const held = propertyOf(target, second).fieldNames[0] ?? second;
  const table = `"${target.schema ?? 'public'}"."${target.tableName}"`;
  const currency: CurrencySql = (of) =>
    `(select o."${held}" from ${table} o where o.organization_id = ` +
    `${of('organization_id')} and o."id" = ${of(column)})`;
  return { ...field, currency };
}

function propertyOf(meta: EntityMetadata, name: string): EntityProperty {
  const found = meta.properties[name as never] as EntityProperty | undefined;
  if (!found) throw new Error(`${meta.className} has no property ${name}`);
  return found;
}

function useOf(exposed: Exposed, name: string, plugin: string): FieldUse {
  const listed = (list: readonly string[] | undefined) => list?.includes(name) ?? false;
  const { options } = exposed;
  return {
    plugin,
    filterable: name === 'id' || name === 'attributes' || listed(options.filter),
    orderable: listed(options.order),
    aggregatable: listed(options.aggregate),
  };
}

function propertyField(
  { records }: Scope,
  { meta, property }: { meta: EntityMetadata; property: EntityProperty },
  use: FieldUse,
): RecordField | undefined {
  const column = toOneColumn(property);
  if (column === undefined) return fieldOf(meta, property, use);
  if (property.hidden) return undefined;
  return {
    kind: 'toOne',
    name: property.name,
    description: property.comment ?? '',
    nullable: property.nullable === true,
    ...use,
    aggregatable: false,
    column,
    target: () => targetOf(records, property.target as EntityClass<object>, property.name),
  };
}

function relationField(
  scope: Scope,
  relation: { name: string; options: RelationOptions; plugin: string },
): RecordField {
  const { name, options, plugin } = relation;
  const column = (property: string) => {
    const target = options.target();
    const found = scope.metadata.get(target.entity).properties[property as never] as
      EntityProperty | undefined;
    if (!found) throw new Error(`${name}: ${target.name} has no property ${property}`);
    return found.fieldNames[0] ?? property;
  };
  const base = {
    name,
    description: options.description,
    nullable: options.kind === 'asOf',
    filterable: true,
    orderable: false,
    aggregatable: false,
    plugin,
    target: () => targetOf(scope.records, options.target().entity, name),
    byColumn: column(options.by),
  };
  if (options.kind === 'many' || !options.span) {
    return { ...base, kind: 'many', where: options.where };
  }
  const { span } = options;
  const columns = { fromColumn: column(span.from), toColumn: column(span.to) };
  return { ...base, kind: 'asOf', span, ...columns };
}

function targetOf(
  records: Scope['records'],
  entity: EntityClass<object>,
  field: string,
): RecordType {
  const record = records.get(entity);
  if (!record) throw new Error(`${field}: ${entity.name} is not exposed by any plugin`);
  return record;
}
