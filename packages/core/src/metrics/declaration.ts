import type { Exposed, Where } from '../model/expose.js';
import type { MetricRollup } from './rollup-declaration.js';

/**
 * The model of figures that a plugin contributes (`metrics` of its definition). A fact is a record
 * type whose rows are counted and summed; names, not SQL, say how. Core holds the model against the
 * record types at boot and reads its rows with the rights of the caller; who serves queries of it
 * is another plugin's matter (`@bureau/plugin-analytics`), which may be absent.
 */

/**
 * Where a value stands, seen from a row of the fact: `amount`, `unit.code`, `employee.job.unit`,
 * `attributes.colour`. Each step leads to one record at most (a key, or the record in force on the
 * day of the row, or of many records the one with a key: `lines[kind.code=TAX].amount`), so that no
 * path can ever multiply rows.
 */
export type MetricPath = string;

/** What is summed: a path, or exact arithmetic over paths; one missing part, and there is none. */
export type MetricExpression =
  | MetricPath
  | { readonly minus: readonly [MetricExpression, MetricExpression] }
  | { readonly times: readonly [MetricExpression, MetricExpression] }
  | { readonly negate: MetricExpression }
  /** Whole days from one day until another; `today` is the caller's. */
  | { readonly days: readonly [from: MetricPath, to: MetricPath] };

/** The day that a row belongs to; instants become days in the zone of the query. */
export interface MetricTime {
  path: MetricPath;
  /** Days added: -1 where the column is the day after the last one. Default 0. */
  offset?: number;
}

/** Half-open span of days in which a row is in force; no end: still. */
export interface MetricSpan {
  from: MetricPath;
  /** First day on which it is in force no more. */
  to: MetricPath;
  /** Days added to the end: 1 where the column is the last day. Default 0. */
  offset?: number;
}

interface MeasureText {
  /** One sentence, with what is left out. */
  description: string;
  /** What one is: `people`, `days`. Amounts have their currency instead. */
  unit?: string;
}

interface RowMeasure extends MeasureText {
  /** Rows that count, in the language of row conditions. */
  where?: Where;
  /** Default: the time of the fact. */
  time?: MetricTime;
}

/** A figure; missing values leave every kind but COUNT. */
export type MetricMeasure =
  | (RowMeasure & { kind: 'COUNT' })
  | (RowMeasure & { kind: 'COUNT_DISTINCT'; of: MetricPath })
  | (RowMeasure & { kind: 'SUM' | 'AVERAGE' | 'MIN' | 'MAX'; of: MetricExpression })
  /** Running sum of all rows until the end of the period: a balance, last value in the period. */
  | (RowMeasure & { kind: 'BALANCE'; of: MetricExpression })
  /** Rows in force on the last day of the period: counted, or their sum. */
  | (MeasureText & {
      kind: 'IN_FORCE';
      span: MetricSpan;
      of?: MetricExpression;
      where?: Where;
    })
  /** Quotient of two measures by name, each summed first; absent where a part's plugin is. */
  | (MeasureText & { kind: 'RATIO'; of: string; per: string });

/**
 * A value by which rows are grouped. Facts that name it alike are joined on it. A name that ends in
 * `.*` is one for each key of the organization: `accounting.dimension.CC` puts `CC` in the place of
 * the star in its path, `dimensionSet.items[dimension.code=*].value`.
 */
export interface MetricDimension {
  path: MetricPath;
  description: string;
  /** Of a record: its field that people know it by, such as `name`. */
  label?: string;
  /**
   * Of a day: bands of days since then, by their upper bounds, rising. `[0, 30, 60]` gives `0`,
   * `1-30`, `31-60` and `61+` as of the caller's today.
   */
  ages?: readonly number[];
}

/** A record type that is counted and summed, each row once. */
export interface MetricFact {
  type: Exposed;
  description: string;
  /** The day of a row; without it there are no periods of this fact. */
  time?: MetricTime;
  /** By name: `hr.employmentKind`, or a name that facts share, such as `core.unit`. */
  dimensions: Readonly<Record<string, MetricDimension>>;
  /** By name, `plugin.measure`, unique on the platform. */
  measures: Readonly<Record<string, MetricMeasure>>;
  /** Names of dimensions from coarse to fine, by the name of the hierarchy. */
  hierarchies?: Readonly<Record<string, readonly string[]>>;
  /** Sums that are kept beside the rows; the first one that can serve a query does. */
  rollups?: readonly MetricRollup[];
}

/** The paths that an expression reads; `today` is none. */
export function pathsOf(expression: MetricExpression): MetricPath[] {
  if (typeof expression === 'string') return [expression];
  if ('negate' in expression) return pathsOf(expression.negate);
  if ('days' in expression) return expression.days.filter((path) => path !== 'today');
  return ('minus' in expression ? expression.minus : expression.times).flatMap(pathsOf);
}

/** The paths that a measure reads itself, without its filter and the time of its fact. */
export function pathsOfMeasure(measure: MetricMeasure): MetricPath[] {
  if (measure.kind === 'RATIO') return [];
  const of = 'of' in measure && measure.of !== undefined ? pathsOf(measure.of) : [];
  if (measure.kind === 'IN_FORCE') return [...of, measure.span.from, measure.span.to];
  return measure.time ? [...of, measure.time.path] : of;
}

/** Dimensions of core that facts of all plugins share: `{ path }` says where a fact has it. */
export const metricDimensions = {
  unit: (path: MetricPath) => ({
    'core.unit': { path, label: 'name', description: 'Department or team.' },
  }),
  site: (path: MetricPath) => ({
    'core.site': { path, label: 'name', description: 'Place of work.' },
  }),
  legalEntity: (path: MetricPath) => ({
    'core.legalEntity': { path, label: 'name', description: 'Company of the group.' },
  }),
  party: (path: MetricPath) => ({
    'core.party': { path, label: 'name', description: 'Customer, supplier or employee.' },
  }),
} as const;
