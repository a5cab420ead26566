import type { MetricExpression, MetricMeasure, MetricRows, MetricValue } from '@bureau/core';

/** What a measure takes of a row, as SQL; null where the value is missing. */
export interface Value {
  sql: string;
  /** Of an amount. */
  currency?: string;
  isDay?: boolean;
}

/** Where an expression is written. */
export interface ExpressionPlace {
  rows: Pick<MetricRows, 'value'>;
  /** A value as a day in the zone of the query. */
  day(value: MetricValue): string;
  /** Today of the caller, bound. */
  today(): string;
}

type Kind = Exclude<MetricMeasure['kind'], 'RATIO'>;

/** An expression over the fields of a row. @throws Refusal FORBIDDEN for a field */
export function expressionSql(of: MetricExpression, kind: Kind, place: ExpressionPlace): Value {
  if (typeof of === 'string') return pathSql(of, kind, place);
  if ('days' in of) {
    const [from, to] = of.days.map((path) =>
      path === 'today' ? place.today() : place.day(place.rows.value(path)),
    );
    return { sql: `(${to} - ${from})::numeric` };
  }
  if ('negate' in of) {
    const value = expressionSql(of.negate, kind, place);
    return { ...value, sql: `(-${value.sql})` };
  }
  const sign = 'minus' in of ? '-' : '*';
  const parts = 'minus' in of ? of.minus : of.times;
  const [left, right] = parts.map((part) => expressionSql(part, kind, place));
  const currency = left?.currency ?? right?.currency;
  const sql = `(${left?.sql} ${sign} ${right?.sql})`;
  return { sql, ...(currency !== undefined && { currency }) };
}

function pathSql(path: string, kind: Kind, { rows, day }: ExpressionPlace): Value {
  const value = rows.value(path);
  if (kind === 'COUNT_DISTINCT') return { sql: day(value) };
  if (value.kind === 'DATE' || value.kind === 'INSTANT') return { sql: day(value), isDay: true };
  const { currency } = value;
  return { sql: `${value.sql}::numeric`, ...(currency !== undefined && { currency }) };
}

/** An aggregate over the values of rows; those that are missing leave it. */
export function aggregateSql(kind: Kind, value: string | undefined): string {
  switch (kind) {
    case 'COUNT':
      return 'count(*)';
    case 'COUNT_DISTINCT':
      return `count(distinct ${value})`;
    case 'AVERAGE':
      // Mean values keep twelve decimals, however large they are.
      return `avg(${value} + 0.000000000000)`;
    case 'MIN':
      return `min(${value})`;
    case 'MAX':
      return `max(${value})`;
    case 'SUM':
    case 'BALANCE':
      return `sum(${value})`;
    case 'IN_FORCE':
      return value === undefined ? 'count(*)' : `sum(${value})`;
  }
}
