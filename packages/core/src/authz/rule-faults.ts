import type { PluginDefinition } from '../plugin/definition.js';
import { ANYONE, SIGNED_IN, isMark, leavesOf, type Rule } from './permissions.js';

/** Faults of permissions and of single rules; resolveRules (rules.ts) collects them. */

const PERMISSION = /^[a-z][a-z0-9-]*\.[a-z][A-Za-z0-9-]*\.[a-z][A-Za-z0-9-]*$/;

/** Permission -> plugin that declares it, and the ids of all plugins. */
export interface PermissionScopes {
  declared: ReadonlyMap<string, string>;
  plugins: ReadonlySet<string>;
}

/** Who declares what, for the check of rules; declared twice, the later plugin counts. */
export function permissionScopes(plugins: readonly PluginDefinition[]): PermissionScopes {
  const declared = new Map<string, string>();
  for (const plugin of plugins) {
    for (const name of Object.keys(plugin.permissions ?? {})) declared.set(name, plugin.id);
  }
  return { declared, plugins: new Set(plugins.map((plugin) => plugin.id)) };
}

/** Declared names that are malformed or carry another plugin's prefix. */
export function permissionFaults(plugins: readonly PluginDefinition[]): string[] {
  return plugins.flatMap((plugin) =>
    Object.keys(plugin.permissions ?? {}).flatMap((name) => {
      const says = `Plugin "${plugin.id}" declares the permission "${name}"`;
      if (!PERMISSION.test(name)) {
        return [`${says}: write plugin.resource.verb, such as "${plugin.id}.record.read".`];
      }
      if (!name.startsWith(`${plugin.id}.`)) {
        return [`${says}: its first part must be the plugin's own id, "${plugin.id}".`];
      }
      return [];
    }),
  );
}

/** What is wrong with one rule: its form, and each permission that it names. */
export function ruleFaults(
  plugin: PluginDefinition,
  place: { at: string; rule: Rule },
  scopes: PermissionScopes,
): string[] {
  const says = `Plugin "${plugin.id}", rule for ${place.at}`;
  if (!isRule(place.rule)) {
    return [`${says}: a rule is a permission, SIGNED_IN, ANYONE, allOf or anyOf (not empty).`];
  }
  const faults = leavesOf(place.rule).map((leaf) => leafFault(plugin, leaf, scopes));
  return [...new Set(faults)].flatMap((fault) => (fault === undefined ? [] : `${says}: ${fault}`));
}

function isRule(rule: unknown): rule is Rule {
  if (typeof rule === 'string') return !isMark(rule) || rule === SIGNED_IN || rule === ANYONE;
  if (typeof rule !== 'object' || rule === null) return false;
  const [list, ...more] = Object.values(rule) as unknown[];
  const known = 'allOf' in rule || 'anyOf' in rule;
  return known && more.length === 0 && Array.isArray(list) && list.length > 0 && list.every(isRule);
}

function leafFault(
  plugin: PluginDefinition,
  leaf: string,
  scopes: PermissionScopes,
): string | undefined {
  if (isMark(leaf)) return undefined;
  if (!PERMISSION.test(leaf)) {
    return `"${leaf}" is no permission: write plugin.resource.verb, such as "hr.salary.read".`;
  }
  const prefix = leaf.slice(0, leaf.indexOf('.'));
  const declarer = scopes.declared.get(leaf);
  if (declarer === undefined) {
    const away = plugin.enhances?.[prefix] !== undefined && !scopes.plugins.has(prefix);
    if (away) return undefined;
    return `no plugin declares the permission "${leaf}": add it to permissions or correct it.`;
  }
  const near = new Set([
    plugin.id,
    'core',
    ...Object.keys(plugin.requires ?? {}),
    ...Object.keys(plugin.enhances ?? {}),
  ]);
  if (near.has(declarer)) return undefined;
  return (
    `the permission "${leaf}" belongs to plugin "${declarer}": ` +
    `name that plugin in requires or enhances, or declare a permission of your own.`
  );
}
