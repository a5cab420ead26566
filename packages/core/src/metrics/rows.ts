import type { Where } from '../model/expose.js';
import type { RecordType } from '../model/record-type.js';
import { rowCondition } from '../read/conditions.js';
import { conditionSql, filterSql } from '../read/filter.js';
import type { ReadScope, StatementBuilder } from '../read/scope.js';
import type { MetricPath } from './declaration.js';
import { endValue, demand, note, type MetricValue } from './row-values.js';
import { fieldsOfWhere, type PathEnd, type PathStep, walk } from './paths.js';
import { RollupMiss, type RollupUse } from './rollup-declaration.js';
import { type KeptSum, RollupRows } from './rollup-rows.js';

/** What a statement is written with. */
export interface RowsFrame {
  scope: ReadScope;
  builder: StatementBuilder;
}

/** Of which record a condition speaks. */
interface ConditionPlace {
  record: RecordType;
  alias: string;
  /** The path to it, each step with a point behind it. */
  place?: string;
}

/** A record that a value of the row names, where no field of the row leads to it. */
export interface RecordLink {
  /** Name of the record type. */
  type: string;
  /** SQL of its uuid. */
  sql: string;
  /** Names the link among those of the row. */
  as: string;
}

/**
 * The rows of one record type that a caller may see, in a statement over many of them. Every field
 * that is read needs what it needs in the API, and whatever a path leads to is joined as at most
 * one row that the caller may see: one that is hidden is as good as none.
 */
export class MetricRows {
  readonly alias: string;
  private readonly joins = new Map<string, { alias: string; sql: string }>();
  private readonly predicates: string[];
  private readonly kept: RollupRows | undefined;
  /** SQL of the day on which relations over time are read; see `onDay`. */
  private day = 'current_date';
  private isDayOfRow = false;

  /**
   * The rows themselves, or the sums of a roll-up in their place.
   * @throws Refusal FORBIDDEN for a caller who may see no row of the type
   * @throws RollupMiss where the limits of the caller need what the roll-up does not carry
   */
  constructor(
    private readonly frame: RowsFrame,
    private readonly record: RecordType,
    use?: RollupUse,
  ) {
    const { scope, builder } = frame;
    this.alias = builder.alias();
    this.kept = use && new RollupRows(frame, record, use);
    demand(scope, record, 'id');
    this.predicates = [...this.own(record, this.alias)];
    if (scope.organizationId !== undefined && scope.tenantPredicate) {
      const id = builder.param(scope.organizationId, 'uuid');
      this.predicates.unshift(`${this.alias}.organization_id = ${id}`);
    }
  }

  /** Whether sums stand for rows: then `total` and `count` say what is added up. */
  get isRolledUp(): boolean {
    return this.kept !== undefined;
  }

  /**
   * From here on, relations over time are read as of the day that this SQL gives; `isDayOfRow`
   * where it is another day for each row.
   */
  onDay(sql: string, isDayOfRow = false): void {
    this.day = sql;
    this.isDayOfRow = isDayOfRow;
  }

  /** The day or instant of a row; of a month that is rolled up, its first day. */
  time(path: MetricPath): MetricValue {
    if (!this.kept) return this.value(path);
    if (!this.kept.isTime(path)) throw new RollupMiss(`its rows go by another time than ${path}`);
    return this.value(path, true);
  }

  /** How many rows a rolled up row stands for, as SQL. */
  count(): string {
    return `${this.alias}.row_count`;
  }

  /** The kept sums of a number. @throws RollupMiss @throws Refusal FORBIDDEN */
  total(path: MetricPath): KeptSum {
    if (!this.kept) throw new Error('Rows have no kept sums.');
    const { end } = walk(this.record, path);
    const kept = this.kept.sumOf(path, this.alias);
    endValue(this.frame.scope, end, this.alias);
    return kept;
  }

  /** The value at the end of a path. @throws Refusal FORBIDDEN, naming permission and field */
  value(path: MetricPath, isTime = false): MetricValue {
    const { steps, end } = walk(this.record, path);
    if (this.kept?.isTime(path)) return this.keptTime(end, isTime);
    if (this.kept) this.demandKept(steps, end);
    let alias = this.alias;
    let place = '';
    for (const step of steps) {
      place += `${step.text}.`;
      alias = this.join(step, { from: alias, place });
    }
    return endValue(this.frame.scope, end, alias);
  }

  /**
   * What stands at the end of a path from a record that a value of the row names; an empty path is
   * the record itself. One that the caller may not see is as good as none.
   * @throws Refusal FORBIDDEN
   */
  linked({ type, sql, as }: RecordLink, path: MetricPath): MetricValue {
    const { scope, builder } = this.frame;
    const record = scope.records.get(type);
    if (!record) throw new Error(`${type} is not a record type of this platform.`);
    const over = `=${as}`;
    let alias = this.joins.get(over)?.alias;
    if (alias === undefined) {
      demand(scope, record, 'id');
      alias = builder.alias();
      const on = [`${alias}.organization_id = ${this.alias}.organization_id`];
      on.push(...this.own(record, alias), `${alias}."id" = ${sql}`);
      const text = `left join ${record.table} ${alias} on ${on.join(' and ')}`;
      this.joins.set(over, { alias, sql: text });
    }
    const { steps, end } = walk(record, path);
    let place = `${over}.`;
    for (const step of steps) {
      place += `${step.text}.`;
      alias = this.join(step, { from: alias, place });
    }
    return endValue(scope, end, alias);
  }

  /** A condition on the row; relations in it reach the records that the caller may see. */
  condition(where: Where): string {
    const { frame, record, alias } = this;
    for (const [on, field] of fieldsOfWhere(record, where)) {
      demand(frame.scope, on, field.name);
      note(frame.scope, on, field);
    }
    return this.kept ? this.keptCondition(where) : this.joinedCondition(where, { record, alias });
  }

  /** The table with what was joined to it. */
  from(): string {
    const joins = [...this.joins.values()].map(({ sql }) => sql);
    const { alias, kept } = this;
    return [kept?.relation(alias) ?? `${this.record.table} ${alias}`, ...joins].join('\n    ');
  }

  /** What limits the rows: the organization, and the rights of the caller. */
  where(): string[] {
    return this.predicates;
  }

  /**
   * Records that the row points to are joined once for all conditions and values, not looked up
   * for each row: one that is not to be seen meets nothing.
   */
  private joinedCondition(where: Where, at: ConditionPlace): string {
    const { place = '' } = at;
    const parts = Object.entries(where).map(([key, value]) => {
      if (key === 'and' || key === 'or') {
        const list = (value as Where[]).map((part) => this.joinedCondition(part, at));
        if (list.length === 0) return key === 'and' ? 'true' : 'false';
        return `(${list.join(` ${key} `)})`;
      }
      if (key === 'not') return `(${this.joinedCondition(value as Where, at)} is not true)`;
      const field = at.record.fields.get(key);
      const inner = value as Where;
      if (field?.kind !== 'toOne' || Object.keys(inner).every((name) => name === 'id')) {
        return filterSql({ [key]: inner }, { ...this.frame, ...at, internal: true });
      }
      const step = { record: at.record, field, text: key };
      const to = `${place}${key}.`;
      const alias = this.join(step, { from: at.alias, place: to });
      const met = this.joinedCondition(inner, { record: field.target(), alias, place: to });
      return `coalesce(${alias}."id" is not null and ${met}, false)`;
    });
    return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
  }

  private keptTime(end: PathEnd, isTime: boolean): MetricValue {
    if (!isTime) this.kept?.demandDay();
    return { ...endValue(this.frame.scope, end, this.alias), kind: 'DATE' };
  }

  private demandKept([step]: readonly PathStep[], end: PathEnd): void {
    if (step) this.kept?.demand(step.field.name);
    else if (end.kind === 'column') this.kept?.demand(end.field.name);
    else throw new RollupMiss('it stands for many rows');
  }

  /** What the roll-up holds is taken from it; the rest asks for what it carries. */
  private keptCondition(where: Where): string {
    const { record, alias, kept } = this;
    const held = kept?.held(where);
    if (held !== undefined) return `${alias}."${held}"`;
    const { and } = where as { and?: Where[] };
    if (Array.isArray(and) && Object.keys(where).length === 1) {
      return `(${and.map((part) => this.keptCondition(part)).join(' and ') || 'true'})`;
    }
    kept?.demandWhere(where);
    return this.joinedCondition(where, { record, alias });
  }

  private own(record: RecordType, alias: string): string[] {
    const limits = rowCondition(this.frame.scope, record);
    if (limits && alias === this.alias) this.kept?.demandWhere(limits);
    return limits ? [conditionSql(limits, { ...this.frame, record, alias })] : [];
  }

  private join(step: PathStep, { from, place }: { from: string; place: string }): string {
    const { record, field, pick } = step;
    demand(this.frame.scope, record, field.name);
    if (field.kind === 'asOf' && this.isDayOfRow) this.kept?.demandDay();
    const over = field.kind === 'asOf' ? `${place} ${this.day}` : place;
    const known = this.joins.get(over);
    if (known) return known.alias;
    const target = field.target();
    demand(this.frame.scope, target, 'id');
    const alias = this.frame.builder.alias();
    const on = [`${alias}.organization_id = ${from}.organization_id`];
    on.push(...this.own(target, alias));
    if (field.kind === 'toOne') {
      on.push(`${alias}."id" = ${from}."${field.column}"`);
      this.joins.set(over, {
        alias,
        sql: `left join ${target.table} ${alias} on ${on.join(' and ')}`,
      });
      return alias;
    }
    on.push(`${alias}."${field.byColumn}" = ${from}."id"`, this.inForce(step, alias));
    if (pick) on.push(this.picked(pick, target, alias));
    // Spans do not overlap; were they to, one row would still be counted once.
    const one = `select ${alias}.* from ${target.table} ${alias} where ${on.join(' and ')}
      order by ${alias}."${fromColumn(step)}" desc, ${alias}."id" limit 1`;
    this.joins.set(over, { alias, sql: `left join lateral (${one}) ${alias} on true` });
    return alias;
  }

  private picked(pick: Where, record: RecordType, alias: string): string {
    for (const [on, field] of fieldsOfWhere(record, pick)) demand(this.frame.scope, on, field.name);
    return filterSql(pick, { ...this.frame, record, alias, internal: true });
  }

  private inForce({ field }: PathStep, alias: string): string {
    if (field.kind !== 'asOf') return 'true';
    const from = `${alias}."${field.fromColumn}"`;
    const to = `${alias}."${field.toColumn}"`;
    return `${from} <= ${this.day} and (${to} is null or ${to} > ${this.day})`;
  }
}

function fromColumn({ field }: PathStep): string {
  return field.kind === 'asOf' ? field.fromColumn : 'id';
}
