import type { GraphQLSchema } from 'graphql';
import type { Composition } from '../plugin/composition.js';
import { ANYONE, INHERIT, NOBODY, ruleKey, type Rule } from './permissions.js';
import { rootTypes } from './reach.js';

/** What authorization reads of a composition. */
export type Guarded = Pick<
  Composition,
  'schema' | 'rules' | 'records' | 'guardedInputs' | 'guardedEnums'
>;

/** One thing that an operation needs. */
export interface Requirement {
  rule: Rule;
  /** `Employee.salary` */
  field: string;
  /** The field's rule is its own: it must be held for every row. */
  own: boolean;
  /** Equal for requirements that one verdict answers. */
  key: string;
}

/** Permission to introspect the schema. */
export const SCHEMA_READ = 'core.schema.read';

/** Requirements by field, each made once per composition. */
export interface RuleBook {
  readonly schema: GraphQLSchema;
  /** `undefined` where nothing is needed; a field without rule needs what nobody has. */
  requirement(type: string, field: string): Requirement | undefined;
  /** The columns that the argument `search` of a connection looks into. */
  searched(connection: string): readonly Requirement[];
}

/** The rule book of a composition; a field without rule needs `@nobody`. */
export function createRuleBook(guarded: Guarded): RuleBook {
  const made = new Map<string, Requirement | undefined>();
  const roots = new Set(rootTypes(guarded.schema).map((type) => type.name));
  const requirement = (type: string, field: string): Requirement | undefined => {
    const at = `${type}.${field}`;
    if (!made.has(at)) {
      const introspection = roots.has(type) && field.startsWith('__');
      const rule = introspection ? SCHEMA_READ : (guarded.rules.get(at) ?? NOBODY);
      const own = !roots.has(type) && isOwn(guarded, type, field);
      made.set(at, requirementOf(rule, at, own));
    }
    return made.get(at);
  };
  const searched = (connection: string): Requirement[] => {
    if (!connection.endsWith('Connection')) return [];
    const record = guarded.records.get(connection.slice(0, -'Connection'.length));
    const columns = record?.exposed.options.search ?? [];
    const needs = columns.map((column) => requirement(record?.name ?? '', column));
    return needs.filter((need) => need !== undefined);
  };
  return { schema: guarded.schema, requirement, searched };
}

function requirementOf(rule: Rule, field: string, own: boolean): Requirement | undefined {
  if (rule === ANYONE || rule === INHERIT) return undefined;
  return { rule, field, own, key: `${own ? 'all' : 'some'} ${ruleKey(rule)}` };
}

/**
 * The rule by which a type's rows are narrowed: its `id` field's (the planner takes the same,
 * read/conditions.ts), for types without an id the `'*'` rule.
 */
export function baseRule(rules: ReadonlyMap<string, Rule>, type: string): Rule | undefined {
  return rules.get(`${type}.id`) ?? rules.get(`${type}.*`);
}

/**
 * Whether a field's rule is its own: another one than its type's base rule. A relation whose rule
 * is the target's base rule is not: the planner narrows the target's rows by that very permission.
 * A type without id and `'*'` rule has only rules of their own.
 */
export function isOwn(
  guarded: Pick<Guarded, 'rules' | 'records'>,
  type: string,
  field: string,
): boolean {
  const rule = guarded.rules.get(`${type}.${field}`);
  if (rule === undefined || equal(rule, baseRule(guarded.rules, type))) return false;
  const stored = guarded.records.get(type)?.fields.get(field);
  if (stored === undefined || !('target' in stored)) return true;
  return !equal(rule, baseRule(guarded.rules, stored.target().name));
}

function equal(rule: Rule, other: Rule | undefined): boolean {
  return other !== undefined && ruleKey(rule) === ruleKey(other);
}
