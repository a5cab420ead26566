import type { MetricFact, MetricRows, MetricStatement, RollupUse } from '@bureau/core';
import { isDataFact } from '../datasets/data-facts.js';
import { DataRows } from '../datasets/data-rows.js';

/** What a leg reads of rows, whether a plugin keeps them or a file brought them. */
export type LegRows = Pick<
  MetricRows,
  | 'alias'
  | 'isRolledUp'
  | 'onDay'
  | 'time'
  | 'count'
  | 'total'
  | 'value'
  | 'condition'
  | 'from'
  | 'where'
> &
  Partial<Pick<DataRows, 'lastDay'>>;

/**
 * The rows of a fact that the caller may see, or the sums of a roll-up of them.
 * @throws Refusal FORBIDDEN
 * @throws RollupMiss where a roll-up cannot stand for these rows
 */
export function rowsOf(statement: MetricStatement, fact: MetricFact, use?: RollupUse): LegRows {
  return isDataFact(fact) ? new DataRows(statement, fact) : statement.rows(fact.type, use);
}
