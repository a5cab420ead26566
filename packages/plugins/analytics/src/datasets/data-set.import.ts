import {
  type Ctx,
  defineImport,
  encodeId,
  type ImportColumn,
  type ImportForm,
  type ImportInto,
  type ImportRow,
  MetricSourceService,
  uuidv7,
} from '@bureau/core';
import { formOf } from './check-columns.js';
import { columnsOf, type StoredColumn } from './column.js';
import { DataSetType } from './data-set.types.js';
import { ownSet } from './own-set.js';
import { dataSetErrors } from './errors.js';
import { WRITE } from './visibility.js';

/** Rows of one data set; the figures of a query read them row by row. */
const MOST_ROWS = 100_000;

/** What a batch of rows needs, and what becomes of it. */
interface Batch {
  /** By column: type, key and uuid by text of the records that it names. */
  records: ReadonlyMap<string, { type: string; field: string; ids: ReadonlyMap<string, string> }>;
  /** Keys of rows that are there. */
  taken: Set<string>;
  /** How many rows may come yet. */
  room: number;
  made: object[];
}

/** Rows of data sets; the columns are those of each. */
export const dataSetImport = defineImport<Batch>({
  kind: 'dataSet',
  plugin: 'analytics',
  description: 'Rows of a data set.',
  permission: WRITE,
  columns: [],
  key: [],
  prepare: () => Promise.reject(new Error('Rows go into a data set.')),
  apply: () => undefined,
  async into(run, into) {
    const [row] = await run<{ columns: unknown }>(
      'select columns from analytics.data_set where id = $1',
      [into.id],
    );
    return formOfRows(columnsOf(row?.columns ?? []), into);
  },
});

function formOfRows(
  columns: readonly StoredColumn[],
  into: ImportInto & { jobId: string },
): ImportForm {
  const rows = new RowsOfSet(columns, into);
  return {
    columns: columns.map(importColumn),
    key: columns.filter(({ isKey }) => isKey).map(({ name }) => name),
    prepare: (ctx, list) => rows.prepare(ctx, list),
    apply: (_, row, batch) => rows.add(row, batch as Batch),
    write: (ctx, batch) => rows.write(ctx, batch as Batch),
  };
}

const KINDS = { TEXT: 'text', NUMBER: 'decimal', MONEY: 'decimal', DATE: 'date' } as const;

function importColumn({ name, label, kind, isRequired }: StoredColumn): ImportColumn {
  return {
    ...{ name, label, description: label, kind: KINDS[kind] },
    ...(kind === 'TEXT' && { maxLength: 200 }),
    ...(isRequired && { required: true }),
  };
}

const THERE = `
  select count(*) as n,
    array_to_json(array_agg(row_key) filter (where row_key = any($2::text[]))) as keys
  from analytics.data_row where data_set_id = $1`;

const INSERT = `
  insert into analytics.data_row (id, data_set_id, job_id, day, row_key, cells, refs)
  select r.id, $1, $2, r.day, r.row_key, r.cells, r.refs
  from jsonb_to_recordset($3::jsonb)
    as r(id uuid, day date, row_key text, cells jsonb, refs jsonb)`;

class RowsOfSet {
  constructor(
    private readonly columns: readonly StoredColumn[],
    private readonly into: ImportInto & { jobId: string },
  ) {}

  /** Rows that are replaced go first, in the transaction of those that come. */
  async prepare(ctx: Ctx, rows: readonly ImportRow[]): Promise<Batch> {
    const { id, jobId, replaces } = this.into;
    const set = await ownSet(ctx, { dataSetId: encodeId(DataSetType.options.prefix, id) });
    if (replaces) {
      const text = 'delete from analytics.data_row where data_set_id = $1 and job_id <> $2';
      await ctx.sql(text, [id, jobId]);
    }
    const keys = rows.map((row) => this.keyOf(row)).filter((key) => key !== null);
    const [there] = await ctx.sql<{ n: string; keys: unknown }>(THERE, [id, keys]);
    const mine = 'select 1 as one from analytics.data_row where job_id = $1 and data_set_id = $2';
    if ((await ctx.sql(`${mine} limit 1`, [jobId, id])).length === 0) set.loads += 1;
    set.loadedAt = ctx.now;
    const taken = typeof there?.keys === 'string' ? JSON.parse(there.keys) : there?.keys;
    return {
      records: await this.named(ctx, rows),
      taken: new Set((taken ?? []) as string[]),
      room: MOST_ROWS - Number(there?.n ?? 0),
      made: [],
    };
  }

  /** @throws ANALYTICS_DATA_ROW_UNKNOWN, ANALYTICS_DATA_ROW_EXISTS, ANALYTICS_DATA_SET_FULL */
  add(row: ImportRow, batch: Batch): void {
    const refs: Record<string, string> = {};
    for (const [name, { type, field, ids }] of batch.records) {
      const text = row[name];
      if (text === undefined) continue;
      const id = ids.get(String(text));
      if (id === undefined) throw dataSetErrors.DATA_ROW_UNKNOWN({ type, field }, [name]);
      refs[name] = id;
    }
    const rowKey = this.keyOf(row);
    if (rowKey !== null && batch.taken.has(rowKey)) {
      const first = this.columns.find(({ isKey }) => isKey)?.name ?? '';
      throw dataSetErrors.DATA_ROW_EXISTS({}, [first]);
    }
    if (batch.room-- <= 0) throw dataSetErrors.DATA_SET_FULL({ most: MOST_ROWS });
    const time = this.columns.find(({ isTime }) => isTime);
    const day = time ? row[time.name] : null;
    batch.made.push({ id: uuidv7(), day, row_key: rowKey, cells: row, refs });
  }

  async write(ctx: Ctx, { made }: Batch): Promise<void> {
    const { id, jobId } = this.into;
    if (made.length > 0) await ctx.sql(INSERT, [id, jobId, JSON.stringify(made)]);
  }

  private keyOf(row: ImportRow): string | null {
    const keys = this.columns.filter(({ isKey }) => isKey);
    return keys.length === 0 ? null : JSON.stringify(keys.map(({ name }) => row[name] ?? null));
  }

  private async named(ctx: Ctx, rows: readonly ImportRow[]): Promise<Batch['records']> {
    const source = ctx.service(MetricSourceService);
    const records = new Map<string, { type: string; field: string; ids: Map<string, string> }>();
    for (const { name, dimension } of this.columns) {
      const key = dimension === undefined ? undefined : formOf(ctx, dimension)?.key;
      if (!key) continue;
      const texts = rows.flatMap((row) => (row[name] === undefined ? [] : [String(row[name])]));
      const { type, field } = key;
      records.set(name, { type, field, ids: await source.keyed(ctx, key, texts) });
    }
    return records;
  }
}
