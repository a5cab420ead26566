import {
  type MetricExpression,
  type MetricMeasure,
  type MetricRows,
  RollupMiss,
} from '@bureau/core';
import type { Value } from '../query/expression-sql.js';

type Kind = Exclude<MetricMeasure['kind'], 'RATIO'>;

/** A figure over sums that are kept: SQL, given the filter of its rows. */
export interface KeptFigure extends Pick<Value, 'currency'> {
  aggregate(filter: string): string;
}

/**
 * What a measure is over kept sums. Counts, sums, means and balances are sums of sums; extremes
 * and distinct values are not, so that rows serve those. @throws RollupMiss
 */
export function keptFigure(
  rows: Pick<MetricRows, 'count' | 'total'>,
  kind: Kind,
  of: MetricExpression | undefined,
): KeptFigure {
  if (kind === 'COUNT') {
    return { aggregate: (filter) => `coalesce(sum(${rows.count()})${filter}, 0)` };
  }
  if (!SUMMED.has(kind) || of === undefined) {
    throw new RollupMiss(`${kind} is no sum of sums`);
  }
  const isNegated = typeof of === 'object' && 'negate' in of;
  const path = isNegated ? of.negate : of;
  if (typeof path !== 'string') throw new RollupMiss('it adds up fields, no results of them');
  const { sum, count, currency } = rows.total(path);
  const added = (filter: string) => `${isNegated ? '-' : ''}sum(${sum})${filter}`;
  const known = (filter: string) => `coalesce(sum(${count})${filter}, 0)`;
  return {
    ...(currency !== undefined && { currency }),
    aggregate: (filter) =>
      kind === 'AVERAGE'
        ? `((${added(filter)} + 0.000000000000) / nullif(${known(filter)}, 0))`
        : `case when ${known(filter)} > 0 then ${added(filter)} end`,
  };
}

const SUMMED: ReadonlySet<Kind> = new Set(['SUM', 'AVERAGE', 'BALANCE']);
