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

/** Which limits a role's callers have (authz/limits.ts). */
export type LimitClass = 'interactive' | 'integration' | 'bulk' | 'benchmark';

/** A role that a plugin contributes to; the organization may change it afterwards. */
export interface DefaultRole {
  key: string;
  name: string;
  description: string;
  permissions: readonly (Permission | RolePermission)[];
  limitClass?: LimitClass;
}

/**
 * The resolved rule of a field that needs none of its own: it is reached only through a field
 * that has one (pages, payloads, money). Never written in a rule tree.
 */
export const INHERIT = '@inherit';
/** The resolved rule of what has no rule: nobody meets it. Never written in a rule tree. */
export const NOBODY = '@nobody';

/** One text for equal rules, by which verdicts and shield rules are shared. */
export function ruleKey(rule: Rule): string {
  return typeof rule === 'string' ? rule : JSON.stringify(rule);
}

/** Every permission and mark (`@signed-in`) that a rule names, in its order, with repetitions. */
export function leavesOf(rule: Rule): string[] {
  if (typeof rule === 'string') return [rule];
  return ('allOf' in rule ? rule.allOf : rule.anyOf).flatMap(leavesOf);
}

/** Whether the text is a mark such as `@signed-in` and not the name of a permission. */
export function isMark(leaf: string): boolean {
  return leaf.startsWith('@');
}

const RULE_WORDS: Readonly<Record<string, string>> = {
  [SIGNED_IN]: 'signed in',
  [ANYONE]: 'anyone',
  [INHERIT]: 'as its parent',
  [NOBODY]: 'nobody',
};

/** A rule in words for listings: `hr.salary.read`, `a.b.c and (d.e.f or g.h.i)`. */
export function describeRule(rule: Rule): string {
  if (typeof rule === 'string') return RULE_WORDS[rule] ?? rule;
  const [parts, word] = 'allOf' in rule ? [rule.allOf, 'and'] : [rule.anyOf, 'or'];
  const texts = parts.map((part) =>
    typeof part === 'string' ? describeRule(part) : `(${describeRule(part)})`,
  );
  return texts.join(` ${word} `);
}
