import { createHash } from 'node:crypto';

/** Reserved words of PostgreSQL 18 (appendix C) that are no column names without quotes. */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between binary both ' +
    'case cast check collate collation column concurrently constraint create cross ' +
    'current_catalog current_date current_role current_schema current_time current_timestamp ' +
    'current_user default deferrable desc distinct do else end except false fetch for foreign ' +
    'freeze from full grant group having ilike in initially inner intersect into is isnull ' +
    'join lateral leading left like limit localtime localtimestamp natural not notnull null ' +
    'offset on only or order outer overlaps placing primary references returning right select ' +
    'session_user similar some symmetric system_user table tablesample then to trailing true ' +
    'union unique user using variadic verbose when where window with'
  ).split(' '),
);
const PLAIN = /^[a-z_][a-z0-9_]*$/;
const MAX_LENGTH = 63; // NAMEDATALEN - 1: PostgreSQL cuts longer names silently

/** An identifier, in quotes where it needs them. */
export function quoteName(name: string): string {
  return PLAIN.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `assets.asset`, each part in quotes where it needs them. */
export function qualifiedName(schema: string, name: string): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

/** A text literal; backslashes stand for themselves (standard_conforming_strings). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `(a, b)`. */
export function nameList(names: readonly string[]): string {
  return `(${names.map(quoteName).join(', ')})`;
}

/**
 * The name of a constraint or index: `asset_model_id_fkey`. A name that is too long for PostgreSQL
 * ends in a hash of the whole, so that two long ones stay different.
 */
export function objectName(parts: readonly string[], suffix: string): string {
  const full = [...parts, suffix].join('_');
  if (full.length <= MAX_LENGTH) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, 8);
  const end = `_${hash}_${suffix}`;
  return full.slice(0, MAX_LENGTH - end.length) + end;
}
