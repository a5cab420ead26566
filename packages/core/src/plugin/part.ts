import type { RuleTree } from '../authz/permissions.js';
import type { PluginDefinition } from './definition.js';

/** Everything of a definition that can be contributed piece by piece. */
export type PluginPart = Omit<
  PluginDefinition,
  | 'id'
  | 'version'
  | 'api'
  | 'description'
  | 'requires'
  | 'enhances'
  | 'settings'
  | 'seed'
  | 'start'
  | 'stop'
>;

/**
 * The sum of parts, for a plugin with several areas: lists one after the other, tables by key,
 * rules by type and field, migrations by name.
 * @throws Error naming the key that two parts declare
 */
export function mergeParts(parts: readonly PluginPart[]): PluginPart {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      if (value === undefined) continue;
      merged[key] = key === 'rules' ? withRules(merged[key], value) : joined(merged[key], value);
    }
  }
  const sum = merged as PluginPart;
  const migrations = [...(sum.migrations ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...sum, migrations };
}

function joined(before: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return [...((before as unknown[] | undefined) ?? []), ...value];
  return joinedTables((before as object | undefined) ?? {}, value as object);
}

function joinedTables(before: object, value: object): object {
  const twice = Object.keys(value).find((key) => key in before);
  if (twice !== undefined) throw new Error(`Two parts of a plugin declare "${twice}".`);
  return { ...before, ...value };
}

function withRules(before: unknown, value: unknown): RuleTree {
  const rules = { ...(before as RuleTree | undefined) };
  for (const [type, fields] of Object.entries(value as RuleTree)) {
    rules[type] = joinedTables(rules[type] ?? {}, fields) as RuleTree[string];
  }
  return rules;
}
