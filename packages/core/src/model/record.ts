import { p } from '@mikro-orm/core';
import type { Attributes } from '../fields/field-type.js';
import { uuidv7 } from './ids.js';

/** The comment by which derivation, planner and table generator know the column of values. */
const ATTRIBUTES_COMMENT = 'Values of custom fields by their keys';

/**
 * The properties that every record has: `id` (UUIDv7), `version` (optimistic lock), `createdAt`
 * and `updatedAt`. Spread first into `defineEntity({ properties: { ...record(), ... } })`.
 *
 * The physical key is `(organization_id, id)`: `organization_id` is added by the table generator
 * (plugin/ddl.ts), filled by the database from `app.organization_id` and never seen by the ORM,
 * so that no line of a plugin can forget or forge it (docs/adr/0002).
 *
 * `attributes: true` adds the column `attributes`, which holds the values of the custom fields that
 * an organization defines; core reads, filters, orders, writes and audits them by itself.
 */
export function record(): BaseProperties;
export function record(options: { attributes: true }): BaseProperties & AttributesProperty;
export function record(options: { attributes?: boolean } = {}) {
  return { ...baseProperties(), ...(options.attributes ? attributesProperty() : {}) };
}

type BaseProperties = ReturnType<typeof baseProperties>;
type AttributesProperty = ReturnType<typeof attributesProperty>;

function attributesProperty() {
  return {
    attributes: p
      .json<Attributes>()
      .default({} as never)
      .onCreate(() => ({}))
      .comment(ATTRIBUTES_COMMENT),
  };
}

/** Whether a property is the column of custom field values that `record` makes. */
export function holdsAttributes(property: { name: string; comment?: string | undefined }): boolean {
  return property.name === 'attributes' && property.comment === ATTRIBUTES_COMMENT;
}

function baseProperties() {
  return {
    id: p
      .uuid()
      .primary()
      .onCreate(() => uuidv7())
      .comment('Opaque, sortable id'),
    version: p.integer().version().default(1).comment('Grows by one with each change'),
    createdAt: p
      .datetime(6)
      .onCreate(() => new Date())
      .default('now()' as never)
      .comment('When the record was made'),
    updatedAt: p
      .datetime(6)
      .onCreate((record: { createdAt?: Date }) => record.createdAt ?? new Date())
      .onUpdate(() => new Date())
      .default('now()' as never)
      .comment('When the record was last changed'),
  };
}

/**
 * The half-open span of days in which a row is true (valid time): `validFrom` inclusive, `validTo`
 * exclusive, null while open. Relations to such records take `asOf: Date`.
 */
export function effective() {
  return {
    validFrom: p.date().comment('First day on which this holds'),
    validTo: p.date().nullable().comment('First day on which this no longer holds; null = open'),
  };
}
