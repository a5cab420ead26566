import { Extensions } from 'type-graphql';
import type { Permission } from '../authz/permissions.js';
import type { Exposed } from '../model/expose.js';
import type { Codec } from '../model/record-type.js';

/**
 * A list at the root whose rows are made by a statement and not by a table: a walk over a tree, a
 * function of the database with arguments, a figure per group. The planner reads it in that one
 * statement together with the records that its rows name, and writes the answer straight from the
 * cells, as it does for tables.
 *
 * @example
 * export const berths = defineRowSource({
 *   type: 'FleetBerth',
 *   demand: 'fleet.vehicle.read',
 *   fields: { vehicle: recordOf(VehicleType, 'id'), slot: cellOf('integer', 'slot') },
 *   order: ['slot'],
 *   limit: 500,
 *   tooMany: 'More than 500 berths: give a depot.',
 *   sql: (ask) => `select v.id, row_number() over (order by v.number) as slot
 *     from fleet.vehicle v where v.organization_id = ${ask.organization}`,
 * });
 */
export interface RowSource {
  /** Object type of one row. */
  type: string;
  /** A right that the caller needs for all records: rows of a statement know no row conditions. */
  demand: Permission;
  /** Fields of the type by name; all others have resolvers of their own, see `needs`. */
  fields: Readonly<Record<string, RowField>>;
  /** What those find in their root, by name: ids are uuids, instants ISO 8601. */
  needs?: Readonly<Record<string, RowCell>>;
  /** Columns of the statement, or `field.column` of a record that a row names. */
  order: readonly string[];
  /** Most rows of an answer; beyond it the caller is refused with `tooMany`. */
  limit: number;
  tooMany: string;
  /** A statement that runs ahead of the rows, such as one that waits for writes under way. */
  first?(ask: RowQuestion): string | undefined;
  /**
   * `select` of the rows with the columns that fields and needs name.
   * @throws Refusal BAD_USER_INPUT for arguments that make no sense together
   */
  sql(ask: RowQuestion): string;
}

/** A cell of a row. */
export interface RowCell {
  kind: 'cell';
  column: string;
  codec: Codec;
  /** Of ids: what they are the ids of. */
  of?: Exposed;
  /** The column is an array of uuids. */
  isList?: boolean;
}

/** A field of a row: one of its cells, or the record whose uuid it holds. */
export type RowField = RowCell | { kind: 'record'; column: string; of: Exposed };

/** The arguments of one call, for its statement. Nothing of the caller is ever inlined. */
export interface RowQuestion {
  /** `$n::uuid`: the caller's organization. */
  readonly organization: string;
  /** `$n::date`: the day of the request. */
  readonly today: string;
  /** Whether the argument is given, and not as null. */
  has(argument: string): boolean;
  /** `$n::type` of an argument as it was sent. */
  bound(argument: string, sqlType: string): string;
  /** `$n::uuid` of an id; null where it is the id of something else. */
  id(argument: string, of: Exposed): string;
  /** `$n::type` of a value of the plugin's own. */
  value(value: unknown, sqlType: string): string;
  /** An Int, Boolean or enum: it may decide the text of the statement. */
  decided<T extends number | boolean | string>(argument: string): T | undefined;
  /** Whether the answer needs this column: what nobody asked for need not be worked out. */
  uses(column: string): boolean;
}

/** A source of rows, checked: names of columns are those of SQL. */
export function defineRowSource(source: RowSource): RowSource {
  const { type, fields, needs = {}, order } = source;
  const columns = [...Object.values(fields), ...Object.values(needs)].map(({ column }) => column);
  for (const name of [...columns, ...order.flatMap((key) => key.split('.').slice(-1))]) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${type}: ${name} is no column.`);
  }
  for (const key of order.filter((one) => one.includes('.'))) {
    const field = fields[key.split('.')[0] ?? ''];
    if (field?.kind !== 'record') throw new Error(`${type}: ${key} goes through no record.`);
  }
  return source;
}

/** A cell as a value of the API; `id` cells are written by `idOf`. */
export function cellOf(codec: Exclude<Codec, 'id' | 'enum'>, column: string): RowCell {
  return { kind: 'cell', column, codec };
}

/** A uuid as the public id of a record of the type. */
export function idOf(of: Exposed, column: string): RowCell {
  return { kind: 'cell', column, codec: 'id', of };
}

/** An array of uuids as public ids. */
export function idsOf(of: Exposed, column: string): RowCell {
  return { kind: 'cell', column, codec: 'id', of, isList: true };
}

/** The record whose uuid a row holds; null where the caller may not see it. */
export function recordOf(of: Exposed, column: string): RowField {
  return { kind: 'record', column, of };
}

/**
 * Puts a source of rows behind a root list, beside `@Query(() => [Type])`; arguments are declared
 * on the method as ever. The method itself is never called.
 */
export function FromRows(source: RowSource): MethodDecorator {
  return Extensions({ [ROWS]: source }) as MethodDecorator;
}

/** Where a field of the schema keeps its source. */
export const ROWS = 'rowSource';
