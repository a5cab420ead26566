import {
  type Ctx,
  type MetricMeasure,
  MetricSourceService,
  type MetricStatement,
} from '@bureau/core';
import { type LegSource, sourceOf } from '../rollups/choice.js';
import { type Bucket } from './buckets.js';
import { type FoundDimension, type Leg, type Slot, writeLeg, type WrittenLeg } from './leg.js';
import type { MetricIndex } from './model.js';
import { indexFor } from './whole-index.js';
import { type MetricWish, periodsOf, refuse } from './wish.js';

/** A measure of the result: SQL over the joined figures of its parts. */
export interface Figure {
  name: string;
  measure: MetricMeasure;
  sql: string;
  isDay: boolean;
}

/** A query as one statement, and what its columns are. */
export interface WrittenQuery {
  text: string;
  values: readonly unknown[];
  dimensions: readonly FoundDimension[];
  figures: readonly Figure[];
  hasCurrency: boolean;
  /** Names of the group columns of the statement, in their order. */
  keys: readonly string[];
  /** What each fact was read from. */
  sources: readonly { leg: Leg; source: LegSource }[];
}

/**
 * Writes the statement of a query: each fact aggregated at its own grain, then joined on period
 * and dimensions; a ratio divides what was summed. Names are known ones, values are bound.
 */
export async function writeQuery(ctx: Ctx, wish: MetricWish): Promise<WrittenQuery> {
  const statement = await ctx.service(MetricSourceService).statement(ctx);
  const index = await indexFor(ctx, wish.measures);
  const slots = slotsOf(index, wish.measures);
  const buckets = memo(() => periodsOf(ctx, wish));
  const frame = { ctx, statement, wish, buckets };
  const legs = legsOf(slots).map((leg) => {
    const source = sourceOf(frame, leg);
    return { leg, source, written: writeLeg(frame, leg, source.use) };
  });
  const hasCurrency = oneCurrency(legs);
  const { dimensions } = legs[0]?.written ?? { dimensions: [] };
  const keys = [
    ...(wish.grain === undefined ? [] : ['t']),
    ...dimensions.flatMap(({ hasLabel }, at) => (hasLabel ? [`d${at}`, `l${at}`] : [`d${at}`])),
    ...(hasCurrency ? ['c'] : []),
  ];
  const days = new Set(legs.flatMap(({ written }) => [...written.days]));
  const figures = wish.measures.map((name) => figureOf(index, name, { slots, days }));
  const source = { legs, slots, keys, days };
  const parts = [...legs.map(({ written }, at) => `leg${at} as (\n  ${written.sql}\n)`)];
  parts.push(`joined as (\n  ${joined(source)}\n)`);
  if (wish.fill && wish.grain !== undefined) {
    parts.push(filled(statement, { ...source, buckets: buckets() }));
  }
  const from = wish.fill && wish.grain !== undefined ? 'filled' : 'joined';
  const text =
    `with ${parts.join(', ')}\n${select(keys, figures)}\nfrom ${from} g` +
    tail(statement, wish, { keys, dimensions, figures });
  const { values } = statement;
  return { text, values, dimensions, figures, hasCurrency, keys, sources: legs };
}

type Legs = readonly { leg: Leg; written: WrittenLeg }[];

interface Source {
  legs: Legs;
  slots: readonly Slot[];
  keys: readonly string[];
  days: ReadonlySet<string>;
}

/** The measures that are computed from rows: those asked for, and the parts of ratios. */
function slotsOf(index: MetricIndex, names: readonly string[]): Slot[] {
  const slots = new Map<string, Slot>();
  const add = (name: string, depth: number): void => {
    const { measure, fact } = index.measure(name);
    if (measure.kind !== 'RATIO') {
      if (!slots.has(name)) slots.set(name, { column: `m${slots.size}`, name, measure, fact });
      return;
    }
    if (depth > 5) throw new Error(`${name} is a ratio of itself.`);
    add(measure.of, depth + 1);
    add(measure.per, depth + 1);
  };
  for (const name of names) add(name, 0);
  return [...slots.values()];
}

function legsOf(slots: readonly Slot[]): Leg[] {
  const legs = new Map<string, Leg>();
  for (const slot of slots) {
    const key = legKey(slot);
    const leg = legs.get(key) ?? { fact: slot.fact, slots: [] };
    legs.set(key, leg);
    leg.slots.push(slot);
  }
  return [...legs.values()];
}

/** Which measures are aggregated in one pass: same fact, same rows, same day, same currency. */
function legKey({ measure, fact }: Slot): string {
  const { kind } = measure;
  const rows =
    kind === 'IN_FORCE' ? measure.span : kind === 'BALANCE' ? [measure.time ?? fact.time] : 'event';
  const time = kind === 'IN_FORCE' ? null : (measure.time ?? fact.time ?? null);
  return JSON.stringify([fact.type.name, Object.keys(fact.measures)[0], rows, time]);
}

/** Figures with and without a currency share no rows. */
function oneCurrency(legs: Legs): boolean {
  const without = legs.find(({ written }) => !written.hasCurrency);
  if (without === undefined) return legs.length > 0;
  if (legs.some(({ written }) => written.hasCurrency)) {
    const names = without.leg.slots.map(({ name }) => name).join(', ');
    throw refuse(`${names} has no currency: give the query a currency, or ask apart.`);
  }
  return false;
}

/** One row for each combination: every leg has at most one, so that nothing is added twice. */
function joined({ legs, slots, keys, days }: Source): string {
  const rows = legs.map(({ leg }, at) => {
    const cells = slots.map((slot) =>
      leg.slots.includes(slot) ? slot.column : `null::${typeOf(slot, days)} as ${slot.column}`,
    );
    return `select ${[...keys, ...cells].join(', ')} from leg${at}`;
  });
  const figures = slots.map(({ column }) => `max(${column}) as ${column}`);
  const by = keys.length === 0 ? '' : ` group by ${keys.join(', ')}`;
  const all = rows.join('\n    union all ');
  return `select ${[...keys, ...figures].join(', ')}\n  from (${all}) u${by}`;
}

function typeOf({ column }: Slot, days: ReadonlySet<string>): string {
  return days.has(column) ? 'date' : 'numeric';
}

/** Every period for every combination of the other values: nothing happened means 0. */
function filled(
  statement: MetricStatement,
  { slots, keys, buckets }: Source & { buckets: readonly Bucket[] },
): string {
  const starts = statement.param(
    buckets.map(({ start }) => start),
    'date[]',
  );
  const others = keys.filter((key) => key !== 't');
  const combined =
    others.length === 0 ? '(select 1)' : `(select distinct ${others.join(', ')} from joined)`;
  const cells = slots.map(({ column, measure }) =>
    ZERO.has(measure.kind) ? `coalesce(j.${column}, 0) as ${column}` : `j.${column}`,
  );
  const same = others.map((key) => `j.${key} is not distinct from k.${key}`);
  const selected = ['b.t', ...others.map((key) => `k.${key}`), ...cells].join(', ');
  return (
    `filled as (\n  select ${selected}\n  from unnest(${starts}) as b(t) cross join ${combined} k` +
    `\n  left join joined j on ${['j.t = b.t', ...same].join(' and ')}\n)`
  );
}

const ZERO: ReadonlySet<MetricMeasure['kind']> = new Set([
  'COUNT',
  'COUNT_DISTINCT',
  'SUM',
  'BALANCE',
  'IN_FORCE',
]);

function figureOf(
  index: MetricIndex,
  name: string,
  parts: { slots: readonly Slot[]; days: ReadonlySet<string> },
): Figure {
  const { measure } = index.measure(name);
  if (measure.kind !== 'RATIO') {
    const column = parts.slots.find((slot) => slot.name === name)?.column ?? '';
    const isDay = parts.days.has(column);
    const sql = measure.kind === 'AVERAGE' ? rounded(`g.${column}`) : `g.${column}`;
    return { name, measure, sql: isDay ? sql : `trim_scale(${sql}::numeric)`, isDay };
  }
  const quotient = rounded(exactRatio(index, name, parts.slots));
  return { name, measure, sql: `trim_scale(${quotient})`, isDay: false };
}

/** The quotient of the sums, not rounded before it is whole; nothing is divided by nothing. */
function exactRatio(index: MetricIndex, name: string, slots: readonly Slot[]): string {
  const { measure } = index.measure(name);
  if (measure.kind !== 'RATIO') {
    const column = `g.${slots.find((slot) => slot.name === name)?.column}`;
    // No rows are no rows: a count of them is known.
    return COUNTS.has(measure.kind) ? `coalesce(${column}, 0)::numeric` : `${column}::numeric`;
  }
  const of = exactRatio(index, measure.of, slots);
  return `(${of} + 0.000000000000) / nullif(${exactRatio(index, measure.per, slots)}, 0)`;
}

const COUNTS: ReadonlySet<MetricMeasure['kind']> = new Set(['COUNT', 'COUNT_DISTINCT']);

/** Half away from zero, once, at six digits. */
function rounded(sql: string): string {
  return `round(${sql}, 6)`;
}

function select(keys: readonly string[], figures: readonly Figure[]): string {
  const cells = [...keys.map((key) => `g.${key}`), ...figures.map(({ sql }) => sql)];
  const names = [...keys, ...figures.map((_, at) => `f${at}`)];
  return `select ${cells.map((cell, at) => `(${cell})::text as ${names[at]}`).join(',\n  ')}`;
}

interface Outcome {
  keys: readonly string[];
  dimensions: readonly FoundDimension[];
  figures: readonly Figure[];
}

function tail(statement: MetricStatement, wish: MetricWish, outcome: Outcome): string {
  const bounds = wish.having.flatMap(({ measure, ...given }) => {
    const figure = outcome.figures.find(({ name }) => name === measure);
    if (!figure || figure.isDay) throw refuse('having: name measures of the query, no days.');
    return Object.entries(OPERATORS).flatMap(([key, operator]) => {
      const value = given[key as keyof typeof OPERATORS];
      return value == null
        ? []
        : [`${figure.sql} ${operator} ${statement.param(value, 'numeric')}`];
    });
  });
  const where = bounds.length === 0 ? '' : `\nwhere ${bounds.join(' and ')}`;
  const order = orderOf(wish, outcome);
  const by = order.length === 0 ? '' : `\norder by ${order.join(', ')}`;
  return `${where}${by}\nlimit ${statement.param(wish.limit + 1, 'int')}`;
}

const OPERATORS = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;

/** What was asked for, then time and dimensions, so that equal queries give equal orders. */
function orderOf(wish: MetricWish, { keys, dimensions, figures }: Outcome): string[] {
  const asked = wish.orderBy.flatMap(({ by, direction }) => {
    const way = `${direction === 'DESC' ? 'desc' : 'asc'} nulls last`;
    if (by === 'time' && keys.includes('t')) return [`g.t ${way}`];
    const figure = figures.find(({ name }) => name === by);
    if (figure) return [`${figure.sql} ${way}`];
    const at = dimensions.findIndex(({ name }) => name === by);
    if (at < 0) throw refuse('orderBy: name what the query asks for.');
    return [`g.${dimensions[at]?.hasLabel ? 'l' : 'd'}${at} ${way}`];
  });
  const rest = [...keys].sort((a, b) => rank(a) - rank(b));
  return [...asked, ...rest.map((key) => `g.${key} asc nulls last`)];
}

/** Time, then each dimension by its label before its value. */
function rank(key: string): number {
  if (key === 't') return 0;
  if (key === 'c') return 1_000;
  return 2 * Number(key.slice(1)) + (key.startsWith('l') ? 1 : 2);
}

function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
