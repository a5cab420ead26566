/**
 * Permissions and rules are data: they can be printed, compared and compiled to the operation
 * gate, to graphql-shield and to the access matrix from one source.
 */

/** `plugin.resource.verb`, such as `hr.salary.read`. */
export type Permission = string;

/** What a caller needs: one permission, all or any of several, only a credential, or nothing. */
export type Rule =
  | Permission
  | { readonly allOf: readonly Rule[] }
  | { readonly anyOf: readonly Rule[] }
  | typeof SIGNED_IN
  | typeof ANYONE;

/** Any authenticated principal of the organization. */
export const SIGNED_IN = '@signed-in';
/** Callers without a credential too. */
export const ANYONE = '@anyone';

/**
 * Type name -> field name -> rule; `'*'` covers the fields of that type that are not named.
 * Rules stand on object types; interfaces take the rules of each implementing type.
 */
export type RuleTree = Readonly<Record<string, Readonly<Record<string, Rule>>>>;

/** Permission (without the plugin's prefix) -> one sentence for the auditor. */
export type PermissionCatalogue = Readonly<Record<Permission, string>>;

/** Prefixes each name with the plugin id: `permissionsOf('hr', { 'salary.read': '...' })`. */
export function permissionsOf(
  plugin: string,
  catalogue: Readonly<Record<string, string>>,
): PermissionCatalogue {
  const entries = Object.entries(catalogue);
  return Object.fromEntries(entries.map(([name, text]) => [`${plugin}.${name}`, text]));
}

/** A permission of a role, for all rows or only for those that meet one of the conditions. */
export interface RolePermission {
  permission: Permission;
  /** Names of row conditions of the type (`own`, `unit`); absent: every row. */
  when?: readonly string[];
}

export type LimitClass = 'interactive' | 'integration' | 'bulk' | 'benchmark';

/** A role that a plugin contributes to; the organization may change it afterwards. */
export interface DefaultRole {
  key: string;
  name: string;
  description: string;
  permissions: readonly (Permission | RolePermission)[];
  limitClass?: LimitClass;
}
