import type { Where } from '../model/expose.js';
import type {
  AsOfField,
  ManyField,
  RecordField,
  RecordType,
  ToOneField,
} from '../model/record-type.js';
import { attributesClause, externalRefsClause } from './attributes-filter.js';
import { rowCondition } from './conditions.js';
import {
  allOf,
  bounded,
  deeper,
  given,
  refuse,
  spend,
  unknown,
  type FilterFrame,
} from './filter-frame.js';
import { columnClause, moneyClause, operators, toUuid } from './filter-values.js';
import { spanPredicate } from './span.js';

type Row = Pick<FilterFrame, 'scope' | 'builder' | 'record' | 'alias'>;

/** The SQL predicate of a `where` argument about the row under `alias`; ids are TypeIDs. */
export function filterSql(where: Where, row: Row & Partial<FilterFrame>): string {
  const budget = { leaves: 0, relations: 0 };
  const start = { internal: false, whole: false, negated: false, depth: 1, budget };
  return conjunction(where, { ...start, ...row });
}

/** The same for a row condition: ids are uuids, relations reach every row. */
export function conditionSql(where: Where, { scope, builder, record, alias }: Row): string {
  return filterSql(where, { scope, builder, record, alias, internal: true, whole: true });
}

function conjunction(where: Where, frame: FilterFrame): string {
  return allOf(given(where, frame).map(([key, value]) => clause(key, value, frame)));
}

function clause(key: string, value: unknown, frame: FilterFrame): string {
  if (value === undefined) return unknown(frame);
  if (key === 'and' || key === 'or') {
    const list = (Array.isArray(value) ? value : [value]) as Where[];
    const parts = bounded(list, frame).map((part) => conjunction(part, deeper(frame)));
    if (key === 'and') return allOf(parts);
    return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`;
  }
  if (key === 'not') return `(${conjunction(value as Where, deeper(not(frame)))} is not true)`;
  const field = frame.record.fields.get(key);
  if (!field) throw refuse(`${frame.record.name} has no field ${key} to filter by.`);
  return fieldClause(field, value as Where, frame);
}

function not(frame: FilterFrame): FilterFrame {
  return { ...frame, negated: !frame.negated };
}

/** A filter of the caller tells of a secret field too, one guess at a time. */
function noteFilter({ scope, record, internal }: FilterFrame, field: string): void {
  const secrets = internal ? undefined : scope.secretReads.among(record, [field]);
  if (secrets) scope.secretReads.add(record, secrets);
}

function fieldClause(field: RecordField, value: Where, frame: FilterFrame): string {
  switch (field.kind) {
    case 'column':
      noteFilter(frame, field.name);
      return columnClause(field, value, frame);
    case 'money':
      noteFilter(frame, field.name);
      return moneyClause(field, value, frame);
    case 'toOne':
      return toOneClause(field, value, frame);
    case 'many':
      return manyClause(field, value, frame);
    case 'asOf':
      return asOfClause(field, value, frame);
    case 'attributes':
      return attributesClause(field, value, frame);
    case 'externalRefs':
      return externalRefsClause(value, frame);
    case 'computed':
      throw refuse(`${frame.record.name}.${field.name} cannot be filtered by.`);
  }
}

/**
 * The key points to a record that the caller may see and that meets the filter; `{}` asks for no
 * more than that it does. `{ id: { isNull: true } }` asks for the contrary: nothing to be seen.
 */
function toOneClause(field: ToOneField, value: Where, frame: FilterFrame): string {
  const target = field.target();
  const key = `${frame.alias}."${field.column}"`;
  const link = (alias: string) => `${alias}."id" = ${key}`;
  const entries = given(value, frame);
  const onlyId = entries.every(([name]) => name === 'id');
  const id = (onlyId ? entries[0]?.[1] : undefined) as Where | undefined;
  const asksForNone = id?.['isNull'] === true && Object.keys(id).length === 1;
  if (!onlyId || limits(frame, target)) {
    if (!asksForNone) return related({ target, where: value, link }, frame);
    return `not ${related({ target, where: {}, link }, frame)}`;
  }
  if (entries.length > 0 && id === undefined) return unknown(frame);
  if (id === undefined || Object.keys(id).length === 0) return `${key} is not null`;
  const { internal } = frame;
  const convert = (text: unknown) => toUuid(text, { internal, record: target });
  return operators({ expression: key, type: 'uuid', convert }, id, frame);
}

function manyClause(field: ManyField, value: Where, frame: FilterFrame): string {
  const target = field.target();
  const link = (alias: string) => {
    const own = `${alias}."${field.byColumn}" = ${frame.alias}."id"`;
    if (!field.where) return own;
    return `${own} and ${conditionSql(field.where, { ...frame, record: target, alias })}`;
  };
  const parts = given(value, frame).map(([quantifier, where]) => {
    if (where === undefined) return unknown(frame);
    const list = { target, where: where as Where, link };
    if (quantifier === 'some') return related(list, frame);
    if (quantifier === 'none') return `not ${related(list, not(frame))}`;
    return `not ${related({ ...list, fails: true }, frame)}`;
  });
  return allOf(parts);
}

function asOfClause(field: AsOfField, where: Where, frame: FilterFrame): string {
  const link = (alias: string) =>
    `${alias}."${field.byColumn}" = ${frame.alias}."id" and ` +
    spanPredicate({ field, alias }, frame);
  return related({ target: field.target(), where, link }, frame);
}

interface Related {
  target: RecordType;
  where: Where;
  link(alias: string): string;
  /** Rows that do not meet the filter, those for which it is unknown included. */
  fails?: boolean;
}

/** `exists (...)` over the rows of another type that this caller may see. */
function related({ target, where, link, fails = false }: Related, frame: FilterFrame): string {
  spend(frame, 'relations');
  const alias = frame.builder.alias();
  const inner = { ...deeper(frame), record: target, alias };
  const met = conjunction(where, inner);
  const parts = [
    `${alias}.organization_id = ${frame.alias}.organization_id`,
    link(alias),
    fails ? `(${met} is not true)` : met,
  ];
  const rows = limits(frame, target);
  if (rows) parts.push(conditionSql(rows, inner));
  const predicate = parts.filter((part) => part !== 'true').join(' and ');
  return `exists (select 1 from ${target.table} ${alias} where ${predicate})`;
}

/** What the caller's roles leave of the target's rows; all of them within a row condition. */
function limits({ whole, scope }: FilterFrame, target: RecordType): Where | undefined {
  return whole ? undefined : rowCondition(scope, target);
}
