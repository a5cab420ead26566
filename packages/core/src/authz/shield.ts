import { createRequire } from 'node:module';
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  GraphQLString,
  isObjectType,
} from 'graphql';
import type { Principal } from '../context/principal.js';
import { Refusal } from '../write/errors.js';
import { permits, refusal, type Scope, type Verdict } from './evaluate.js';
import { INHERIT, NOBODY, ruleKey, type Rule } from './permissions.js';
import { rootTypes } from './reach.js';
import { isOwn } from './rule-book.js';

// The ESM build of graphql-shield does not load on Node 24: it is taken as CommonJS.
const require = createRequire(import.meta.url);
const { shield, rule, and, or, deny } = require('graphql-shield') as ShieldModule;

/** What is used of the library; `not`, `chain` and `race` are not safe and left out. */
interface ShieldModule {
  shield(tree: Tree<ShieldRule>, options: object): { generate(schema: GraphQLSchema): Tree<Guard> };
  rule(name: string, options: { cache: 'no_cache' }): (decide: Decide) => ShieldRule;
  and(...rules: ShieldRule[]): ShieldRule;
  or(...rules: ShieldRule[]): ShieldRule;
  deny: ShieldRule;
}
type Tree<T> = Record<string, Record<string, T>>;
type ShieldRule = object;
type Source = { readonly principal: Principal };
type Decide = (
  parent: unknown,
  args: unknown,
  context: Source,
  info: GraphQLResolveInfo,
) => true | Error;
type Resolver = GraphQLFieldResolver<unknown, Source>;
type Middleware = (resolve: Resolver, ...call: Parameters<Resolver>) => unknown;
/** As graphql-shield makes it: with a fragment for stitching (unused) or bare. */
type Guard = Middleware | { resolve: Middleware };

const PERMITTED = Symbol('permitted');

/**
 * The second wall: graphql-shield on root query fields, mutations, subscriptions (when opened and
 * again for every event) and computed fields, generated from the resolved rules; other fields are
 * the gate's and keep their resolvers. Inside the wrapped set a missing or throwing rule denies.
 * The context of the executed schema is a Ctx; it is not written to and may be frozen.
 *
 * @param rules resolved rules by `Type.field`, see resolveRules
 * @param computed `Type.field` of the fields with resolvers of their own
 * @returns the schema, guarded; a refused field answers FORBIDDEN in the words of the gate
 */
export function shieldSchema(
  schema: GraphQLSchema,
  rules: ReadonlyMap<string, Rule>,
  computed: ReadonlySet<string>,
): GraphQLSchema {
  const tree = ruleTree(schema, rules, computed);
  const options = { fallbackRule: deny, allowExternalErrors: true };
  const subscription = schema.getSubscriptionType()?.name;
  for (const part of smallParts(tree)) {
    const guards = shield(part, options).generate(skeletonOf(part));
    for (const [type, fields] of Object.entries(part)) {
      for (const name of Object.keys(fields)) {
        const guard = decideThenRun(guards[type]?.[name]);
        guardField(schema, { type, name, hasSource: type === subscription }, guard);
      }
    }
  }
  return schema;
}

/** Fields of a part: the library copies all guards of a type for each of its fields. */
const PART_FIELDS = 40;

/** The tree in parts of one type and few fields: with 2,000 fields 40 ms instead of 200. */
function smallParts(tree: Tree<ShieldRule>): Tree<ShieldRule>[] {
  return Object.entries(tree).flatMap(([type, fields]) => {
    const entries = Object.entries(fields);
    const count = Math.ceil(entries.length / PART_FIELDS);
    return Array.from({ length: count }, (_, index) => {
      const part = entries.slice(index * PART_FIELDS, (index + 1) * PART_FIELDS);
      return { [type]: Object.fromEntries(part) };
    });
  });
}

/**
 * A schema of nothing but the wrapped fields, for the library to make their guards from. It walks
 * the whole schema that it is given, in the square of its types: with 300 record types that was a
 * quarter of the composition, and the copy that graphql-middleware makes another one.
 */
function skeletonOf(tree: Tree<ShieldRule>): GraphQLSchema {
  const types = Object.entries(tree).map(([name, rules]) => {
    const fields = Object.keys(rules).map((field) => [field, { type: GraphQLString }] as const);
    return new GraphQLObjectType({ name, fields: Object.fromEntries(fields) });
  });
  return new GraphQLSchema({ types, assumeValid: true });
}

interface GuardedField {
  type: string;
  name: string;
  /** Opening a stream and each of its events are guarded: shield alone would leave opening free. */
  hasSource: boolean;
}

function guardField(
  schema: GraphQLSchema,
  { type, name, hasSource }: GuardedField,
  guard: Middleware,
): void {
  const owner = schema.getType(type);
  const field = isObjectType(owner) ? owner.getFields()[name] : undefined;
  if (!field) throw new Error(`There is no field ${type}.${name} to guard.`);
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (...call) => guard(resolve, ...call);
  const open = field.subscribe;
  if (hasSource && open) field.subscribe = (...call) => guard(open, ...call);
}

/** The fields to wrap, each with its shield rule. */
function ruleTree(
  schema: GraphQLSchema,
  rules: ReadonlyMap<string, Rule>,
  computed: ReadonlySet<string>,
): Tree<ShieldRule> {
  const roots = rootTypes(schema);
  const names = new Set(roots.map((type) => type.name));
  const rootFields = roots.flatMap((type) =>
    Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
  );
  const make = shieldRules();
  const tree: Tree<ShieldRule> = {};
  for (const at of new Set([...rootFields, ...computed])) {
    const [type = '', field = ''] = at.split('.');
    const found = rules.get(at) ?? NOBODY;
    if (found === INHERIT) continue;
    const own = !names.has(type) && isOwn({ rules, records: new Map() }, type, field);
    (tree[type] ??= {})[field] = make(found, own ? 'all' : 'some');
  }
  return tree;
}

/** One shield rule for each distinct rule: shield refuses two functions under one name. */
function shieldRules(): (found: Rule, scope: Scope) => ShieldRule {
  const made = new Map<string, ShieldRule>();
  const make = (found: Rule, scope: Scope): ShieldRule => {
    const key = `${scope} ${ruleKey(found)}`;
    const known = made.get(key) ?? create(found, scope, key);
    made.set(key, known);
    return known;
  };
  const create = (found: Rule, scope: Scope, key: string): ShieldRule => {
    if (typeof found === 'string') return leafRule(found, scope, key);
    const parts = 'allOf' in found ? found.allOf : found.anyOf;
    if (parts.length === 0) return deny;
    const rules = parts.map((part) => make(part, scope));
    return 'allOf' in found ? and(...rules) : or(...rules);
  };
  return make;
}

function leafRule(found: string, scope: Scope, name: string): ShieldRule {
  return rule(name, { cache: 'no_cache' })((_parent, _args, { principal }, info) => {
    const verdict = permits(principal, found, scope);
    return verdict === true ? true : refuse(principal, info, verdict);
  });
}

function refuse(
  principal: Principal | undefined,
  info: GraphQLResolveInfo,
  verdict: Exclude<Verdict, true>,
): Error {
  return refusal(principal, { field: `${info.parentType.name}.${info.fieldName}`, verdict });
}

/**
 * Shield decides only: the resolver runs outside of it, so that its errors keep their form and
 * nothing but the one symbol permits. Shield writes a cache to its context, hence the copy.
 */
function decideThenRun(guard: Guard | undefined): Middleware {
  const decide = typeof guard === 'function' ? guard : guard?.resolve;
  return async (resolve, ...call) => {
    const [parent, args, context, info] = call;
    const principal = principalOf(context);
    const copy = { principal, _shield: { cache: {} } } as unknown as Source;
    const answer = await decide?.(() => PERMITTED, parent, args, copy, info);
    if (answer === PERMITTED) return resolve(...call);
    throw answer instanceof Refusal ? answer : refuse(principal, info, { missing: NOBODY });
  };
}

/** A context without a principal is that of nobody, not a fault of the program. */
function principalOf(context: Source | undefined): Principal | undefined {
  try {
    return context?.principal;
  } catch {
    return undefined;
  }
}
