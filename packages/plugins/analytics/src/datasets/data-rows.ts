import type { MetricRows, MetricStatement, MetricValue } from '@bureau/core';
import { COLUMN_NAME, type StoredColumn } from './column.js';
import type { DataFact } from './data-facts.js';
import { DataRowType } from './data-set.types.js';

/**
 * The rows of a data set that the caller may see. Paths begin with a column; from one whose texts
 * name records they go on as from any record, with the rights of the caller.
 */
export class DataRows {
  readonly isRolledUp = false;
  private readonly rows: MetricRows;
  private readonly columns: ReadonlyMap<string, StoredColumn>;
  private readonly setId: string;

  constructor(
    statement: MetricStatement,
    private readonly fact: DataFact,
  ) {
    const { id, columns } = fact.dataSet;
    this.rows = statement.rows(DataRowType);
    this.columns = new Map(columns.map((column) => [column.name, column]));
    this.setId = statement.param(id, 'uuid');
  }

  get alias(): string {
    return this.rows.alias;
  }

  onDay(sql: string): void {
    this.rows.onDay(sql);
  }

  time(path: string): MetricValue {
    return this.value(path);
  }

  value(path: string): MetricValue {
    const [name = '', ...rest] = path.split('.');
    const day = `${this.alias}."day"`;
    if (name === 'day') return { kind: 'DATE', sql: day };
    const column = this.columns.get(name);
    if (!column || !COLUMN_NAME.test(name)) throw new Error(`A data set has no column ${name}.`);
    if (column.isTime) return { kind: 'DATE', sql: day };
    const type = this.fact.links.get(name);
    if (type !== undefined) {
      const sql = `(${this.alias}."refs" ->> '${name}')::uuid`;
      return this.rows.linked({ type, sql, as: name }, rest.join('.'));
    }
    return cell(column, `(${this.alias}."cells" ->> '${name}')`);
  }

  /** Conditions are those of plugins, which know no data sets. */
  condition(): string {
    return 'true';
  }

  count(): string {
    throw new Error('Rows of a data set are not rolled up.');
  }

  total(): never {
    throw new Error('Rows of a data set are not rolled up.');
  }

  from(): string {
    return this.rows.from();
  }

  where(): string[] {
    return [`${this.alias}."data_set_id" = ${this.setId}`, ...this.rows.where()];
  }

  /**
   * The last day before another one on which the data set says anything: a level is that of this
   * day, whatever else rows are narrowed by.
   */
  lastDay(before: string): { from: string; where: string } {
    const from =
      `lateral (select max(s.day) as day from analytics.data_row s ` +
      `where s.data_set_id = ${this.setId} and s.day < ${before}) last cross join `;
    return { from, where: `${this.alias}."day" = last.day` };
  }
}

function cell({ kind, currency }: StoredColumn, sql: string): MetricValue {
  if (kind === 'TEXT') return { kind: 'TEXT', sql };
  if (kind === 'DATE') return { kind: 'DATE', sql: `${sql}::date` };
  const number = { kind: 'NUMBER' as const, sql: `${sql}::numeric` };
  return currency !== undefined && /^[A-Z]{3}$/.test(currency)
    ? { ...number, currency: `'${currency}'::text` }
    : number;
}
