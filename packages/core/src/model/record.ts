import { p } from '@mikro-orm/core';
import { uuidv7 } from './ids.js';

/**
 * The properties that every record has: `id` (UUIDv7), `version` (optimistic lock), `createdAt`
 * and `updatedAt`. Spread first into `defineEntity({ properties: { ...record(), ... } })`.
 *
 * The physical key is `(organization_id, id)`: `organization_id` is added by the table generator
 * (plugin/ddl.ts), filled by the database from `app.organization_id` and never seen by the ORM,
 * so that no line of a plugin can forget or forge it (docs/adr/0002).
 */
export function record() {
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
      .onCreate(() => new Date())
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
