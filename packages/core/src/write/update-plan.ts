import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { Statement } from '../context/runtime.js';
import { isSealed } from '../model/secret.js';
import { qualifiedName, quoteName } from '../plugin/sql-names.js';

/** What a planned update writes of one record. */
export interface PlannedChange {
  /** Uuid. */
  id: string;
  expectedVersion: number | null | undefined;
  values: Readonly<Record<string, unknown>>;
  /** The record stays as it is when it has one of these values. */
  unless: Readonly<Record<string, unknown>>;
}

/** What it has changed: values of the properties that are others now, and the new version. */
export interface Written {
  version: number;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** One statement that changes some properties of records of one entity. */
export interface UpdatePlan {
  /** Undefined for values that do not fit: PostgreSQL refuses them before it looks for rows. */
  statement(change: PlannedChange): Statement | undefined;
  /** Reads the row that it returns. */
  written(row: readonly (string | null)[]): Written;
}

const plans = new WeakMap<object, Map<string, UpdatePlan>>();

/** The plan of these properties of an entity; its text is made once, and so prepared once. */
export function updatePlan(meta: EntityMetadata, change: PlannedChange): UpdatePlan {
  const own = plans.get(meta) ?? new Map<string, UpdatePlan>();
  plans.set(meta, own);
  const names = Object.keys(change.values);
  const conditions = Object.keys(change.unless);
  const key = `${names.join(' ')} unless ${conditions.join(' ')}`;
  const plan = own.get(key) ?? makePlan(meta, names, conditions);
  own.set(key, plan);
  return plan;
}

/** Parameters before those of the values: id, expected version, instant. */
const FIXED = 3;

function makePlan(
  meta: EntityMetadata,
  names: readonly string[],
  conditions: readonly string[],
): UpdatePlan {
  const written = names.map((name) => column(meta, name));
  const limits = conditions.map((name) => column(meta, name));
  const text = textOf(meta, written, limits);
  return {
    statement({ id, expectedVersion, values, unless }) {
      if (!written.every(({ name, length }) => fits(values[name], length))) return undefined;
      const given = names.map((name) => values[name]);
      const limiting = conditions.map((name) => unless[name]);
      return { text, values: [id, expectedVersion ?? null, new Date(), ...given, ...limiting] };
    },
    written([version, ...cells]) {
      const result: Written = { version: Number(version), before: {}, after: {} };
      written.forEach(({ name, parse }, place) => {
        const [before = null, after = null] = cells.slice(2 * place);
        if (before === after) return;
        result.before[name] = before === null ? null : parse(before);
        result.after[name] = after === null ? null : parse(after);
      });
      return result;
    },
  };
}

/**
 * No row comes back when the record is missing, has another version, has a value that forbids it,
 * or would not be another one. `old` is the row as the statement found it: what was changed
 * meanwhile has another version.
 */
function textOf(
  meta: EntityMetadata,
  written: readonly Column[],
  limits: readonly Column[],
): string {
  const table = qualifiedName(meta.schema ?? 'public', meta.tableName);
  const parameter = (place: number): string => `$${FIXED + 1 + place}`;
  const sets = written.map(({ sql }, place) => `${sql} = ${parameter(place)}`);
  const differ = written.map(({ sql }, place) => `a.${sql} is distinct from ${parameter(place)}`);
  const held = limits.map(({ sql }, place) => {
    return `and a.${sql} is distinct from ${parameter(written.length + place)}`;
  });
  const pairs = written.map(({ sql }) => `old.${sql}, a.${sql}`);
  return `update ${table} a set ${sets.join(', ')}, updated_at = $3, version = a.version + 1
    from ${table} old
    where a.id = $1 and old.id = $1 and a.version = old.version
      and a.version = coalesce($2, a.version) and (${differ.join(' or ')}) ${held.join(' ')}
    returning a.version, ${pairs.join(', ')}`;
}

function fits(value: unknown, length: number): boolean {
  return typeof value !== 'string' || (!value.includes('\0') && [...value].length <= length);
}

interface Column {
  name: string;
  sql: string;
  /** Most characters of a text. */
  length: number;
  parse(text: string): unknown;
}

/** Types whose texts are their values, and those that are made of them easily. */
const PARSERS: readonly [RegExp, Column['parse']][] = [
  [/^(varchar|text|date)\b/, (text) => text],
  [/^(int|smallint)\b/, Number],
  [/^boolean\b/, (text) => text === 't'],
];

/** @throws Error for what the unit of work has to write: secrets, relations, odd types. */
function column(meta: EntityMetadata, name: string): Column {
  const property = (meta.properties as Record<string, EntityProperty | undefined>)[name];
  const [type = ''] = property?.columnTypes ?? [];
  const parse = PARSERS.find(([pattern]) => pattern.test(type))?.[1];
  const [field, ...more] = property?.fieldNames ?? [];
  const isPlain = property?.kind === 'scalar' && !property.hidden && !isSealed(property);
  if (field === undefined || more.length > 0 || !isPlain || property.version || !parse) {
    throw new Error(`${meta.className}.${name} is no plain value: no planned update.`);
  }
  return { name, sql: quoteName(field), length: property.length ?? Infinity, parse };
}
