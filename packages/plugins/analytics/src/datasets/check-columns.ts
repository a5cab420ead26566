import { type Ctx, MetricSourceService } from '@bureau/core';
import { dimensionOf, metricIndex } from '../query/model.js';
import { COLUMN_NAME, isFigure, type StoredColumn } from './column.js';
import type { DataSetColumnInput } from './data-set.types.js';
import { dataSetErrors } from './errors.js';

const MOST_COLUMNS = 40;

/**
 * Holds the columns of a data set against the model of figures.
 * @throws ANALYTICS_DATA_SET_COLUMNS, ANALYTICS_DATA_SET_COLUMN with its path
 */
export function checkedColumns(ctx: Ctx, given: readonly DataSetColumnInput[]): StoredColumn[] {
  if (given.length === 0 || given.length > MOST_COLUMNS) {
    throw dataSetErrors.DATA_SET_COLUMNS({ most: MOST_COLUMNS }, ['input', 'columns']);
  }
  const columns = given.map(stored);
  for (const [at, column] of columns.entries()) {
    const reason = faultOf(ctx, column, columns.slice(0, at));
    if (reason === undefined) continue;
    throw dataSetErrors.DATA_SET_COLUMN({ reason }, ['input', 'columns', String(at)]);
  }
  const level = columns.findIndex(({ figure }) => figure === 'LEVEL');
  if (level >= 0 && !columns.some(({ isTime }) => isTime)) {
    const reason = 'a level is that of a day: say which column is the time';
    throw dataSetErrors.DATA_SET_COLUMN({ reason }, ['input', 'columns', String(level)]);
  }
  return columns;
}

function stored(given: DataSetColumnInput): StoredColumn {
  const { name, label, kind, figure, currency, dimension, isTime, isKey, isRequired } = given;
  return {
    name,
    kind,
    label: label?.trim() ? label.trim() : name,
    ...(isFigure(given) ? { figure: figure ?? 'SUM' } : figure && { figure }),
    ...(currency != null && { currency }),
    ...(dimension != null && { dimension }),
    ...(isTime && { isTime }),
    ...(isKey && { isKey }),
    ...((isRequired || isTime || isKey) && { isRequired: true }),
  };
}

/** What is wrong with a column, in words. */
function faultOf(
  ctx: Ctx,
  column: StoredColumn,
  before: readonly StoredColumn[],
): string | undefined {
  const { name, label, kind, figure, currency, dimension, isTime, isKey } = column;
  if (!COLUMN_NAME.test(name)) return 'a name has small letters, digits and underscores';
  if (name === 'rows' || name === 'day') return `the name ${name} is taken`;
  if (label.length > 120) return 'a label has 120 characters at most';
  if (before.some((one) => one.name === name)) return 'its name stands twice';
  if (figure && !isFigure(column)) return 'only numbers and amounts have a figure';
  if ((kind === 'MONEY') !== /^[A-Z]{3}$/.test(currency ?? '')) {
    return 'amounts have a currency of three letters, other columns have none';
  }
  if (isTime && kind !== 'DATE') return 'the time is a day';
  if (isTime && before.some((one) => one.isTime)) return 'there is one time';
  if (isKey && isFigure(column)) return 'rows are told apart by texts and days';
  if (dimension === undefined) return undefined;
  if (isTime) return 'the time is no dimension';
  if (before.some((one) => one.dimension === dimension)) return 'its dimension stands twice';
  return dimensionFault(ctx, dimension, kind);
}

function dimensionFault(ctx: Ctx, dimension: string, kind: StoredColumn['kind']) {
  const form = formOf(ctx, dimension);
  if (!form) return 'there is no dimension of that name; see metricFacts';
  if (form.kind === 'RECORD') {
    if (kind !== 'TEXT') return 'records are named by texts';
    return form.key ? undefined : 'records of this dimension have no key by which texts name them';
  }
  if (form.kind === 'TEXT') return kind === 'TEXT' ? undefined : 'its values are texts';
  const isDay = form.kind === 'DATE' || form.kind === 'INSTANT';
  if (isDay) return kind === 'DATE' ? undefined : 'its values are days';
  return 'numbers are no values to meet on';
}

/** What the values of a dimension are, and what stands for them; `undefined`: there is none. */
export function formOf(ctx: Ctx, name: string) {
  const source = ctx.service(MetricSourceService);
  for (const { fact } of metricIndex(ctx).facts) {
    const declared = dimensionOf(fact, name, () => undefined);
    if (!declared || declared.ages) continue;
    const { label, description } = declared;
    return { ...source.form(ctx, fact, declared.path), label, description };
  }
  return undefined;
}
