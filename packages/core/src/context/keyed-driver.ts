import { type EntityMetadata, ReferenceKind } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { quoteName } from '../plugin/sql-names.js';
import type { Statement } from './runtime.js';

/** Where the look-ups of one transaction run. */
export interface KeyedReader {
  run(statement: Statement): Promise<(string | null)[][]>;
  /** The rows and, for each column, what makes a value of its text. */
  describe(statement: Statement): Promise<{ rows: unknown[][]; parsers: ColumnParser[] }>;
}

/** What the connection makes of a text by the type of its column. */
export type ColumnParser = (text: string) => unknown;

/** How the records of one entity are read by key. */
interface KeyedRead {
  text: string;
  columns: readonly string[];
  /** Known after the first read. */
  parsers?: readonly ColumnParser[];
}

type FindOne = PostgreSqlDriver['findOne'];
type Options = Record<string, unknown>;

/**
 * The ORM's driver with one statement of its own: a record by its id. The text is made once for
 * each entity and prepared, so that the ORM neither builds nor the database plans it anew: a sixth
 * of the CPU of an update. Whatever is asked in another way goes the ORM's.
 */
export class KeyedDriver extends PostgreSqlDriver {
  private readonly readers = new WeakMap<object, KeyedReader>();
  private readonly reads = new Map<unknown, KeyedRead | null>();

  /** Look-ups of the transaction of this handle run on the reader. */
  serve(handle: object, reader: KeyedReader): void {
    this.readers.set(handle, reader);
  }

  override findOne: FindOne = async (entityName, where, options) => {
    const { ctx, ...asked } = (options ?? {}) as Options & { ctx?: object };
    const reader = ctx && this.readers.get(ctx);
    const id = isPlain(asked) ? idOf(where) : undefined;
    const meta = this.metadata.find(entityName);
    const read = reader && id !== undefined && meta ? this.readOf(meta) : undefined;
    if (!read || !reader) return super.findOne(entityName, where, options);
    const [row] = await rowsOf(reader, read, [id]);
    if (!row) return null;
    const record = Object.fromEntries(read.columns.map((name, at) => [name, row[at]]));
    return this.mapResult(record as never, meta as never);
  };

  private readOf(meta: EntityMetadata): KeyedRead | undefined {
    let read = this.reads.get(meta);
    if (read === undefined) this.reads.set(meta, (read = keyedRead(meta) ?? null));
    return read ?? undefined;
  }
}

async function rowsOf(
  reader: KeyedReader,
  read: KeyedRead,
  values: readonly unknown[],
): Promise<readonly unknown[][]> {
  const { text, parsers } = read;
  if (!parsers) {
    const first = await reader.describe({ text, values });
    read.parsers = first.parsers;
    return first.rows;
  }
  const rows = await reader.run({ text, values });
  return rows.map((row) => row.map((cell, at) => (cell === null ? null : parsers[at]?.(cell))));
}

/** None for an entity whose columns are not simply those of its table. */
function keyedRead(meta: EntityMetadata): KeyedRead | undefined {
  const { tableName, schema, inheritanceType, virtual, props } = meta;
  const stored = props.filter(
    ({ fieldNames, persist, kind, object }) =>
      fieldNames && persist !== false && (kind !== ReferenceKind.EMBEDDED || object),
  );
  const isOdd = stored.some(
    ({ formula, lazy, hasConvertToJSValueSQL, eager }) =>
      formula !== undefined || lazy === true || hasConvertToJSValueSQL === true || eager === true,
  );
  if (isOdd || virtual || inheritanceType !== undefined || meta.primaryKeys.length !== 1) return;
  if (meta.primaryKeys[0] !== 'id' || Object.keys(meta.filters ?? {}).length > 0) return;
  const columns = [...new Set(stored.flatMap(({ fieldNames }) => fieldNames))];
  const table = [schema, tableName].filter((name) => name !== undefined).map(quoteName);
  const list = columns.map(quoteName).join(', ');
  return { columns, text: `select ${list} from ${table.join('.')} where "id" = $1 limit 1` };
}

function idOf(where: unknown): string | undefined {
  if (typeof where !== 'object' || where === null) return undefined;
  const { id } = where as { id?: unknown };
  return typeof id === 'string' && Object.keys(where).length === 1 ? id : undefined;
}

/** Options that the entity manager adds by itself, and such as say nothing. */
const USUAL = new Set([
  'em',
  'populateWhere',
  '_populateWhere',
  'loggerContext',
  'logging',
  'connectionType',
]);

/** Whether a look-up asks for nothing but the record: no lock, no relation, no choice of fields. */
function isPlain(options: Options): boolean {
  return Object.entries(options).every(([key, value]) => {
    if (USUAL.has(key) || value === undefined || value === false) return true;
    if (Array.isArray(value)) return value.length === 0;
    return (
      key === 'populateFilter' && typeof value === 'object' && Object.keys(value ?? {}).length === 0
    );
  });
}
