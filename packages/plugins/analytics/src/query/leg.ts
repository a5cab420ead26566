import {
  type Ctx,
  type MetricExpression,
  type MetricFact,
  type MetricMeasure,
  type MetricSpan,
  type MetricStatement,
  type MetricTime,
  type MetricValue,
  RollupMiss,
  type RollupUse,
} from '@bureau/core';
import { keptFigure } from '../rollups/kept-figure.js';
import { ageBand } from './age-band.js';
import type { Bucket } from './buckets.js';
import { conditionSql } from './condition-sql.js';
import { aggregateSql, expressionSql, type Value } from './expression-sql.js';
import { type LegRows, rowsOf } from './leg-rows.js';
import { dimensionOf } from './model.js';
import { refuse, type MetricWish } from './wish.js';

/** A measure that is computed from rows, and its place among the figures. */
export interface Slot {
  /** `m0` */
  column: string;
  name: string;
  measure: Exclude<MetricMeasure, { kind: 'RATIO' }>;
  fact: MetricFact;
}

/** Measures of one fact whose rows are taken in the same way: aggregated together. */
export interface Leg {
  fact: MetricFact;
  slots: Slot[];
}

/** A dimension as the statement found it. */
export interface FoundDimension {
  name: string;
  description: string;
  kind: MetricValue['kind'];
  record: MetricValue['record'];
  hasLabel: boolean;
}

/** What a leg turned out to be. */
export interface WrittenLeg {
  sql: string;
  dimensions: FoundDimension[];
  /** The slots whose values are days. */
  days: Set<string>;
  /** Whether it has a currency of its own. */
  hasCurrency: boolean;
}

/** What all legs of a statement have in common. */
export interface LegFrame {
  ctx: Ctx;
  statement: MetricStatement;
  wish: MetricWish;
  /** Made when a leg needs them. */
  buckets(): readonly Bucket[];
}

/**
 * The statement of one leg: its rows, each once, grouped by period and dimensions at their own
 * grain. It has one row for each combination, so that legs are joined without multiplying.
 * @throws RollupMiss where the sums of a roll-up cannot stand for the rows
 */
export function writeLeg(frame: LegFrame, leg: Leg, use?: RollupUse): WrittenLeg {
  return new LegWriter(frame, leg, use).write();
}

/** The rows behind a leg of one measure, for those who look at them one by one. */
export function legRows(
  frame: LegFrame,
  leg: Leg,
): { from: string; where: string[]; id: string; prefix: string } {
  return new LegWriter(frame, leg).each();
}

class LegWriter {
  private readonly rows: LegRows;
  private readonly filters: string[] = [];
  private readonly days = new Set<string>();
  private currency: string | undefined;

  constructor(
    private readonly frame: LegFrame,
    private readonly leg: Leg,
    use?: RollupUse,
  ) {
    this.rows = rowsOf(frame.statement, leg.fact, use);
  }

  write(): WrittenLeg {
    const { wish } = this.frame;
    const period = this.period();
    const grouped = wish.grain === undefined ? [] : [`${period.bucket} as t`];
    const dimensions = wish.dimensions.map((name, at) => this.dimension(name, at, grouped));
    for (const condition of wish.where) this.narrow(condition);
    const figures = this.leg.slots.map((slot) => `${this.figure(slot)} as ${slot.column}`);
    if (this.currency !== undefined) grouped.push(`${this.currency} as c`);
    const where = [...period.where, ...this.rows.where(), ...this.filters, ...this.anyOf()];
    const by = grouped.map((_, at) => String(at + 1)).join(', ');
    const sql =
      `select ${[...grouped, ...figures].join(',\n    ')}\n  from ${period.from}` +
      `${this.rows.from()}\n  where ${where.join('\n    and ') || 'true'}` +
      (by === '' ? '' : `\n  group by ${by}${this.remaining()}`);
    return { sql, dimensions, days: this.days, hasCurrency: this.currency !== undefined };
  }

  /** Kept sums may have come and gone: without rows there is no group. */
  private remaining(): string {
    return this.rows.isRolledUp ? `\n  having sum(${this.rows.count()}) > 0` : '';
  }

  each(): ReturnType<typeof legRows> {
    const period = this.period();
    for (const condition of this.frame.wish.where) this.narrow(condition);
    for (const { measure } of this.leg.slots) this.filters.push(...this.counted(measure));
    const { alias } = this.rows;
    const where = [...period.where, ...this.rows.where(), ...this.filters, ...this.anyOf()];
    const { prefix } = this.leg.fact.type.options;
    return { from: `${period.from}${this.rows.from()}`, where, id: `${alias}."id"`, prefix };
  }

  /** The rows that belong to a period, and the first day of it. */
  private period(): { bucket: string; from: string; where: string[] } {
    const [first] = this.leg.slots;
    const measure = first?.measure;
    if (measure?.kind === 'IN_FORCE') return this.inForce(measure.span);
    const time = measure?.time ?? this.leg.fact.time;
    if (measure?.kind === 'BALANCE') return this.balance(time);
    return this.events(time);
  }

  private events(time: MetricTime | undefined): { bucket: string; from: string; where: string[] } {
    const { wish, statement } = this.frame;
    const hasBounds = wish.from !== undefined || wish.to !== undefined;
    if (time === undefined) {
      // Relations over time are those of today, in the zone of the caller.
      this.rows.onDay(`date '${this.frame.ctx.today}'`);
      if (!hasBounds && wish.grain === undefined) return { bucket: '', from: '', where: [] };
      throw refuse(`${this.names()} is counted as it stands: it has no time.`);
    }
    const day = this.dayOf(time);
    this.rows.onDay(day, true);
    const where = [`${day} is not null`];
    if (wish.from !== undefined) where.push(`${day} >= ${statement.param(wish.from, 'date')}`);
    if (wish.to !== undefined) where.push(`${day} <= ${statement.param(wish.to, 'date')}`);
    const unit = (wish.grain ?? 'DAY').toLowerCase();
    return { bucket: `date_trunc('${unit}', ${day}::timestamp)::date`, from: '', where };
  }

  /** A balance at the end of each period: everything that happened before it was over. */
  private balance(time: MetricTime | undefined): ReturnType<LegWriter['events']> {
    if (time === undefined) throw refuse(`${this.names()} has no time.`);
    this.rows.onDay('(b.stop - 1)');
    const where = [`${this.dayOf(time)} < b.stop`];
    return { bucket: 'b.start', from: this.ends(), where };
  }

  private inForce({ from, to, offset = 0 }: MetricSpan): ReturnType<LegWriter['events']> {
    if (this.rows.isRolledUp) throw new RollupMiss('what is in force has two days, it keeps one');
    this.rows.onDay('(b.stop - 1)');
    const last = this.rows.lastDay?.('b.stop');
    if (last) return { bucket: 'b.start', from: `${this.ends()}${last.from}`, where: [last.where] };
    const first = this.dayOf({ path: from });
    const end = this.dayOf({ path: to, offset });
    const where = [`${first} < b.stop`, `(${end} is null or ${end} >= b.stop)`];
    return { bucket: 'b.start', from: this.ends(), where };
  }

  private ends(): string {
    const { statement } = this.frame;
    const buckets = this.frame.buckets();
    const starts = statement.param(
      buckets.map(({ start }) => start),
      'date[]',
    );
    const stops = statement.param(
      buckets.map(({ stop }) => stop),
      'date[]',
    );
    return `unnest(${starts}, ${stops}) as b(start, stop) cross join `;
  }

  private dayOf({ path, offset = 0 }: MetricTime): string {
    const day = this.asDay(this.rows.time(path));
    return offset === 0 ? day : `(${day} + (${offset}))`;
  }

  /** Instants are days in the zone of the query. */
  private asDay({ kind, sql }: MetricValue): string {
    if (kind !== 'INSTANT') return sql;
    const { statement, wish } = this.frame;
    return `(${sql} at time zone ${statement.param(wish.zone, 'text')})::date`;
  }

  private dimension(name: string, at: number, grouped: string[]): FoundDimension {
    const { value, declared } = this.valueOf(name);
    const kind = value.kind === 'INSTANT' ? 'DATE' : value.kind;
    grouped.push(`${this.asDay(value)} as d${at}`);
    const label = declared.label && this.rows.value(`${declared.path}.${declared.label}`);
    if (label) grouped.push(`${label.sql} as l${at}`);
    const { description } = declared;
    return { name, description, kind, record: value.record, hasLabel: label !== undefined };
  }

  private valueOf(name: string) {
    const { fact } = this.leg;
    const { statement, ctx } = this.frame;
    const typeAt = (path: string) => this.rows.value(path).record?.type;
    const declared = dimensionOf(fact, name, typeAt);
    if (!declared) throw refuse(`${this.names()} has no dimension ${shown(name)}.`);
    const value = this.rows.value(declared.path);
    const { ages } = declared;
    if (!ages) return { declared, value };
    const sql = ageBand(`(${statement.param(ctx.today, 'date')} - ${this.asDay(value)})`, ages);
    return { declared, value: { kind: 'TEXT' as const, sql } };
  }

  private narrow(condition: MetricWish['where'][number]): void {
    const { value } = this.valueOf(condition.dimension);
    const kind = value.kind === 'INSTANT' ? 'DATE' : value.kind;
    const at = { sql: this.asDay(value), kind, record: value.record };
    this.filters.push(...conditionSql(this.frame.statement, condition, at));
  }

  /** A row that no measure counts makes no group. */
  private anyOf(): string[] {
    const filters = this.leg.slots.map(({ measure }) => measure.where);
    if (filters.some((where) => where === undefined)) return [];
    const parts = filters.map((where) => this.rows.condition(where ?? {}));
    return parts.length === 0 ? [] : [`(${parts.join(' or ')})`];
  }

  private figure({ column, measure }: Slot): string {
    const filters = measure.where ? [this.rows.condition(measure.where)] : [];
    const of = 'of' in measure ? measure.of : undefined;
    if (this.rows.isRolledUp) return this.kept(measure.kind, of, filters);
    const value = of === undefined ? undefined : this.expression(of, measure.kind);
    if (value?.isDay) this.days.add(column);
    if (value) filters.push(...this.ofCurrency(value));
    if (value?.currency !== undefined) this.takeCurrency(value.currency);
    const filter = filters.length === 0 ? '' : ` filter (where ${filters.join(' and ')})`;
    return `${aggregateSql(measure.kind, value?.sql)}${filter}`;
  }

  private kept(
    kind: Slot['measure']['kind'],
    of: MetricExpression | undefined,
    filters: string[],
  ): string {
    const figure = keptFigure(this.rows, kind, of);
    if (figure.currency !== undefined) {
      filters.push(...this.ofCurrency({ sql: '', currency: figure.currency }));
      this.takeCurrency(figure.currency);
    }
    return figure.aggregate(filters.length === 0 ? '' : ` filter (where ${filters.join(' and ')})`);
  }

  /** What a row must have to be part of the figure: a value, of the currency that is asked for. */
  private counted(measure: Slot['measure']): string[] {
    if (!('of' in measure) || measure.of === undefined) return [];
    const value = this.expression(measure.of, measure.kind);
    return [`${value.sql} is not null`, ...this.ofCurrency(value)];
  }

  private ofCurrency({ currency }: Value): string[] {
    const { wish, statement } = this.frame;
    if (currency === undefined || wish.currency === undefined) return [];
    return [`${currency} = ${statement.param(wish.currency, 'text')}`];
  }

  private takeCurrency(sql: string): void {
    if (this.frame.wish.currency !== undefined) return;
    this.currency ??= sql;
    if (this.currency !== sql) throw refuse(`${this.names()}: ask for them one by one.`);
  }

  private expression(of: MetricExpression, kind: Slot['measure']['kind']): Value {
    const { rows } = this;
    const day = (value: MetricValue) => this.asDay(value);
    const today = () => this.frame.statement.param(this.frame.ctx.today, 'date');
    return expressionSql(of, kind, { rows, day, today });
  }

  private names(): string {
    return this.leg.slots.map(({ name }) => name).join(', ');
  }
}

/** A name as it was sent, for a message: names only, no text of any kind. */
function shown(name: string): string {
  return /^[\w.]{1,80}$/.test(name) ? name : 'of that name';
}
