import type { Where } from '../model/expose.js';
import type { ColumnField, RecordField, RecordType } from '../model/record-type.js';
import { seesAllRows } from '../read/conditions.js';
import { filterSql } from '../read/filter.js';
import { fieldsOfWhere } from './paths.js';
import { RollupMiss, type RollupUse } from './rollup-declaration.js';
import type { RowsFrame } from './rows.js';

/** A number of the rows as a roll-up keeps it. */
export interface KeptSum {
  /** The sum of one kept row, 0 where there is no value. */
  sum: string;
  /** How many rows of it have a value. */
  count: string;
  /** Of an amount: its currency as SQL. */
  currency?: string;
}

/**
 * Sums in the place of rows: a relation with the columns that a roll-up carries, made of its whole
 * days or months and of the rows of the days around them. Whatever is read of it is asked for
 * here, so that nothing is read that it does not carry.
 */
export class RollupRows {
  constructor(
    private readonly frame: RowsFrame,
    private readonly record: RecordType,
    private readonly use: RollupUse,
  ) {}

  /** @throws RollupMiss for a field of the row that is not carried */
  demand(name: string): void {
    const { rollup } = this.use;
    if (rollup.carries.includes(name)) return;
    throw new RollupMiss(`it does not carry ${this.record.name}.${name}`);
  }

  /** Every field of the row that a filter reads is carried. @throws RollupMiss */
  demandWhere(where: Where): void {
    for (const [on, field] of fieldsOfWhere(this.record, where)) {
      if (on === this.record) this.demand(field.name);
    }
  }

  /** Whether a path is the time of the rows: then it is the day, as the roll-up keeps it. */
  isTime(path: string): boolean {
    return path === this.use.time;
  }

  /** A relation over time needs the day of the row. @throws RollupMiss */
  demandDay(): void {
    if (this.use.rollup.grain === 'DAY') return;
    throw new RollupMiss('it keeps months, and this depends on the day of the row');
  }

  /** What was decided about a condition when rows were written. */
  held(where: Where): string | undefined {
    const text = JSON.stringify(where);
    const holds = Object.entries(this.use.rollup.holds ?? {});
    const found = holds.find(([, one]) => JSON.stringify(one) === text);
    if (!found) return undefined;
    // A condition of the API reaches what the caller may see; what was held did not ask.
    for (const [on] of fieldsOfWhere(this.record, where)) {
      if (on === this.record || seesAllRows(this.frame.scope, on)) continue;
      throw new RollupMiss(`the caller does not see every ${on.name}`);
    }
    return found[0];
  }

  /** The kept sums of a number. @throws RollupMiss */
  sumOf(path: string, alias: string): KeptSum {
    if (!this.use.rollup.sums.includes(path)) throw new RollupMiss(`it does not add up ${path}`);
    const field = fieldOf(this.record, path);
    const column = valueColumn(field);
    const kept = { sum: `${alias}."${column}_sum"`, count: `${alias}."${column}_count"` };
    return field.kind === 'money'
      ? { ...kept, currency: `${alias}."${field.currencyColumn}"` }
      : kept;
  }

  /** The relation that stands for the table of the rows. */
  relation(alias: string): string {
    const { whole, rest } = this.use;
    const parts = [this.kept(whole)];
    if (rest.length > 0) parts.push(this.base(rest));
    const what = parts.join('\n    union all ');
    return `(${what}) ${alias}`;
  }

  private kept(span: RollupUse['whole']): string {
    const { rollup } = this.use;
    const schema = this.record.table.split('.')[0];
    const cells = [...this.columns(), ...Object.keys(rollup.holds ?? {}), ...this.sumColumns()].map(
      (name) => `"${name}"`,
    );
    const all = ['organization_id', `day as "${this.timeColumn()}"`, 'row_count', ...cells];
    const where = [this.organization(''), ...this.within('day', [span])].join(' and ');
    return `select ${all.join(', ')} from ${schema}."${rollup.table}" where ${where}`;
  }

  private base(rest: RollupUse['rest']): string {
    const { record, frame, use } = this;
    const alias = frame.builder.alias();
    const holds = Object.values(use.rollup.holds ?? {}).map((where) => {
      const sql = filterSql(where, { ...frame, record, alias, internal: true, whole: true });
      return `(${sql}) is true`;
    });
    const sums = use.rollup.sums.flatMap((name) => {
      const value = `${alias}."${valueColumn(fieldOf(record, name))}"`;
      return [`coalesce(${value}, 0)`, `(${value} is not null)::int`];
    });
    const day = this.dayOf(alias);
    const cells = [...this.columns().map((name) => `${alias}."${name}"`), ...holds, ...sums];
    const where = [this.organization(`${alias}.`), ...this.within(day, rest)].join(' and ');
    const all = [`${alias}.organization_id`, day, '1', ...cells].join(', ');
    return `select ${all} from ${record.table} ${alias} where ${where}`;
  }

  private organization(prefix: string): string {
    const { scope, builder } = this.frame;
    if (scope.organizationId === undefined || !scope.tenantPredicate) return 'true';
    return `${prefix}organization_id = ${builder.param(scope.organizationId, 'uuid')}`;
  }

  private within(day: string, spans: RollupUse['rest']): string[] {
    const bound = (value: string) => this.frame.builder.param(value, 'date');
    const parts = spans.map(({ from, until }) => {
      const bounds = [
        ...(from === undefined ? [] : [`${day} >= ${bound(from)}`]),
        ...(until === undefined ? [] : [`${day} < ${bound(until)}`]),
      ];
      return bounds.length === 0 ? 'true' : bounds.join(' and ');
    });
    return parts.length > 1 ? [`((${parts.join(') or (')}))`] : parts;
  }

  private dayOf(alias: string): string {
    const field = fieldOf(this.record, this.use.time) as ColumnField;
    const sql = `${alias}."${field.column}"`;
    if (field.codec !== 'instant') return sql;
    const zone = this.frame.builder.param(this.use.rollup.zone ?? 'UTC', 'text');
    return `(${sql} at time zone ${zone})::date`;
  }

  private timeColumn(): string {
    return (fieldOf(this.record, this.use.time) as ColumnField).column;
  }

  private columns(): string[] {
    return this.use.rollup.carries.flatMap((name) => carriedColumns(fieldOf(this.record, name)));
  }

  private sumColumns(): string[] {
    return this.use.rollup.sums.flatMap((name) => {
      const column = valueColumn(fieldOf(this.record, name));
      return [`${column}_sum`, `${column}_count`];
    });
  }
}

/** The columns of a field that a roll-up carries: of an amount its currency. */
export function carriedColumns(field: RecordField): string[] {
  if (field.kind === 'column' || field.kind === 'toOne') return [field.column];
  return field.kind === 'money' ? [field.currencyColumn] : [];
}

/** The column of a number that is added up. */
export function valueColumn(field: RecordField): string {
  if (field.kind === 'column') return field.column;
  if (field.kind === 'money') return field.amountColumn;
  throw new Error(`${field.name} is no number.`);
}

function fieldOf(record: RecordType, name: string): RecordField {
  const field = record.fields.get(name);
  if (!field) throw new Error(`${record.name} has no field ${name}.`);
  return field;
}
