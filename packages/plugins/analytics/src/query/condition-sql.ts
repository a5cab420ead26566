import { decodeId, isDay, type MetricStatement, type MetricValue } from '@bureau/core';
import type { MetricConditionInput } from './metric.types.js';
import { refuse } from './wish.js';

/** A value of a dimension as SQL. */
export interface ConditionTarget {
  sql: string;
  kind: Exclude<MetricValue['kind'], 'INSTANT'> | MetricValue['kind'];
  record: MetricValue['record'];
}

/** The predicates of a condition on a dimension; its values are bound. @throws Refusal */
export function conditionSql(
  statement: MetricStatement,
  condition: MetricConditionInput,
  target: ConditionTarget,
): string[] {
  const { sql, kind } = target;
  const type = TYPES[kind];
  const list = (values: readonly string[]) => {
    if (values.length > MOST) throw refuse(`A list of a condition may have ${MOST} values.`);
    return statement.param(
      values.map((value) => valueOf(value, condition.dimension, target)),
      `${type}[]`,
    );
  };
  const one = (value: string) => {
    if (kind === 'RECORD' || kind === 'BOOLEAN') {
      throw refuse(`${condition.dimension}: gte and lt are for what has an order.`);
    }
    return statement.param(valueOf(value, condition.dimension, target), type);
  };
  const parts: string[] = [];
  if (condition.in) parts.push(`${sql}::${type} = any (${list(condition.in)})`);
  if (condition.notIn) parts.push(`(${sql}::${type} = any (${list(condition.notIn)})) is not true`);
  if (condition.gte != null) parts.push(`${sql}::${type} >= ${one(condition.gte)}`);
  if (condition.lt != null) parts.push(`${sql}::${type} < ${one(condition.lt)}`);
  if (condition.isNull != null) parts.push(`${sql} is ${condition.isNull ? '' : 'not '}null`);
  return parts;
}

const MOST = 250;

const TYPES: Readonly<Record<MetricValue['kind'], string>> = {
  NUMBER: 'numeric',
  TEXT: 'text',
  DATE: 'date',
  INSTANT: 'date',
  BOOLEAN: 'boolean',
  RECORD: 'uuid',
};

const NUMBER = /^-?\d{1,24}(\.\d{1,12})?$/;

function valueOf(value: string, dimension: string, { kind, record }: ConditionTarget): string {
  switch (kind) {
    case 'RECORD': {
      const uuid = decodeId(record?.prefix ?? '', value);
      if (uuid === undefined) throw refuse(`${dimension}: not an id of ${record?.type}.`);
      return uuid;
    }
    case 'NUMBER':
      if (!NUMBER.test(value)) throw refuse(`${dimension}: not a number.`);
      return value;
    case 'DATE':
    case 'INSTANT':
      if (!isDay(value)) throw refuse(`${dimension}: not a day.`);
      return value;
    case 'BOOLEAN':
      if (value !== 'true' && value !== 'false') throw refuse(`${dimension}: true or false.`);
      return value;
    case 'TEXT':
      return value;
  }
}
