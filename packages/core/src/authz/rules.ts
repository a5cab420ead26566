import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { RecordType } from '../model/record-type.js';
import type { PluginDefinition } from '../plugin/definition.js';
import { permissionFaults, permissionScopes, ruleFaults } from './rule-faults.js';
import { INHERIT, type Rule } from './permissions.js';
import { reachableTypes, rootTypes } from './reach.js';
import { baseRule } from './rule-book.js';

/** What the proof at boot needs to know of a composed platform. */
export interface RuleInput {
  schema: GraphQLSchema;
  plugins: readonly PluginDefinition[];
  /** Record types by name. */
  records: ReadonlyMap<string, RecordType>;
  /** Types that core derives: they inherit, or (aggregates) rule like the record's fields. */
  structural: ReadonlyMap<string, 'inherit' | { record: string }>;
  /** Owning plugin of each `Type`, of `Type.field` of an extension, of each root field. */
  owners: ReadonlyMap<string, string>;
}

/** What resolveRules found. */
export interface ResolvedRules {
  /**
   * The rule of each reachable `Type.field`; for types whose owner gave a `'*'` rule also
   * `Type.*`, and for aggregates the record's base rule under that key (rule-book.ts, isOwn).
   */
  rules: Map<string, Rule>;
  /** Every gap and contradiction, each one sentence with what to do; none means proved. */
  faults: string[];
}

/** A rule of one plugin's tree. */
interface Claim {
  plugin: PluginDefinition;
  type: string;
  field: string;
  rule: Rule;
}

interface Pass extends RuleInput {
  reached: ReadonlyMap<string, GraphQLObjectType>;
  roots: ReadonlySet<string>;
  /** `Type.field` or `Type.*` -> the claims on it. */
  claims: Map<string, Claim[]>;
  rules: Map<string, Rule>;
  faults: string[];
}

/**
 * The proof at boot: exactly one rule for every field that an operation can reach. A `'*'` rule
 * covers the unnamed fields of the type that the same plugin owns, so that no extension field is
 * covered by accident. Faults are collected, all of them; nothing is thrown.
 */
export function resolveRules(input: RuleInput): ResolvedRules {
  const pass: Pass = {
    ...input,
    reached: reachableTypes(input.schema),
    roots: new Set(rootTypes(input.schema).map((type) => type.name)),
    claims: new Map(),
    rules: new Map(),
    faults: permissionFaults(input.plugins),
  };
  collectClaims(pass);
  for (const type of pass.reached.values()) {
    if (!pass.structural.has(type.name)) resolveType(pass, type);
  }
  for (const type of pass.reached.values()) {
    const structure = pass.structural.get(type.name);
    if (structure !== undefined) resolveStructural(pass, type, structure);
  }
  for (const record of pass.records.values()) resolveHidden(pass, record);
  return { rules: pass.rules, faults: pass.faults };
}

function collectClaims(pass: Pass): void {
  const scopes = permissionScopes(pass.plugins);
  for (const plugin of pass.plugins) {
    for (const [type, fields] of Object.entries(plugin.rules ?? {})) {
      const absent = absentType(pass, plugin, type);
      if (absent !== undefined) {
        if (!isLenient(pass, plugin)) pass.faults.push(absent);
        continue;
      }
      for (const [field, rule] of Object.entries(fields)) {
        const claim = { plugin, type, field, rule };
        pass.faults.push(...ruleFaults(plugin, { at: `${type}.${field}`, rule }, scopes));
        const key = `${type}.${field}`;
        pass.claims.set(key, [...(pass.claims.get(key) ?? []), claim]);
      }
    }
  }
  for (const claims of pass.claims.values()) checkClaims(pass, claims);
}

/** Why no rule can stand on this type, or `undefined` when one can. */
function absentType(pass: Pass, plugin: PluginDefinition, name: string): string | undefined {
  const type = pass.schema.getType(name);
  const says = `Plugin "${plugin.id}" gives rules for ${name}`;
  if (type === undefined) {
    return `${says}, but there is no such type: correct the name or remove the rules.`;
  }
  if (!isObjectType(type)) {
    return `${says}, which is no object type: give the rules to each type that implements it.`;
  }
  if (pass.structural.has(name)) {
    return `${says}, which core derives and guards by the fields that lead to it: remove them.`;
  }
  if (!pass.reached.has(name)) {
    return `${says}, but no operation can reach that type: expose it by a field or remove them.`;
  }
  return undefined;
}

/** An enhanced plugin is absent, and with it what some rules of this plugin stand on. */
function isLenient(pass: Pass, plugin: PluginDefinition): boolean {
  const ids = new Set(pass.plugins.map((each) => each.id));
  return Object.keys(plugin.enhances ?? {}).some((id) => !ids.has(id));
}

/** Ownership of the claims on one key; a root's `'*'` may be given by each plugin for itself. */
function checkClaims(pass: Pass, claims: readonly Claim[]): void {
  const [first] = claims;
  if (first === undefined) return;
  const { type, field } = first;
  if (field === '*' && pass.roots.has(type)) return;
  if (field !== '*' && !hasField(pass, type, field)) {
    const strict = claims.filter(({ plugin }) => !isLenient(pass, plugin));
    pass.faults.push(
      ...strict.map(
        ({ plugin }) =>
          `Plugin "${plugin.id}" gives a rule for ${type}.${field}, but there is no such ` +
          'field: correct the name or remove the rule.',
      ),
    );
    return;
  }
  const owner = ownerOf(pass, type, field);
  const at = field === '*' ? `all fields of ${type} ('*')` : `${type}.${field}`;
  if (claims.length > 1) {
    const names = claims.map(({ plugin }) => `"${plugin.id}"`).join(' and ');
    pass.faults.push(
      `Plugins ${names} both give a rule for ${at}; it belongs to "${owner}": ` +
        'keep the rule there and remove the other.',
    );
  } else if (first.plugin.id !== owner) {
    pass.faults.push(
      `Plugin "${first.plugin.id}" gives a rule for ${at}, which belongs to "${owner}": ` +
        'remove it; a plugin rules only its own types and the fields that it adds.',
    );
  }
}

function hasField(pass: Pass, type: string, field: string): boolean {
  return Object.hasOwn(pass.reached.get(type)?.getFields() ?? {}, field);
}

function ownerOf(pass: Pass, type: string, field: string): string {
  return pass.owners.get(`${type}.${field}`) ?? pass.owners.get(type) ?? 'nobody';
}

function resolveType(pass: Pass, type: GraphQLObjectType): void {
  const base = pass.claims.get(`${type.name}.*`) ?? [];
  const whole = base.find(({ plugin }) => plugin.id === ownerOf(pass, type.name, '*'));
  if (whole && !pass.roots.has(type.name)) pass.rules.set(`${type.name}.*`, whole.rule);
  for (const field of Object.keys(type.getFields())) {
    const key = `${type.name}.${field}`;
    const owner = ownerOf(pass, type.name, field);
    const named = pass.claims.get(key) ?? [];
    const claims = [...named, ...base, ...ofEveryRecord(pass, type.name, field)];
    const found = claims.find(({ plugin }) => plugin.id === owner);
    if (found !== undefined) {
      pass.rules.set(key, found.rule);
    } else if (named.length === 0 && !isOfEveryRecord(pass, type.name, field)) {
      pass.faults.push(
        `Plugin "${owner}" has no rule for ${key}, and nothing is allowed by default: ` +
          `add it to its rules, such as rules: { ${type.name}: ` +
          `{ ${field}: '${owner}.resource.verb' } }.`,
      );
    }
  }
}

/** What every record has is ruled like its id where the plugin says nothing about it. */
function ofEveryRecord(pass: Pass, type: string, field: string): readonly Claim[] {
  return isOfEveryRecord(pass, type, field) ? (pass.claims.get(`${type}.id`) ?? []) : [];
}

function isOfEveryRecord(pass: Pass, type: string, field: string): boolean {
  const kind = pass.records.get(type)?.fields.get(field)?.kind;
  return kind === 'externalRefs' || kind === 'attributes';
}

function resolveStructural(
  pass: Pass,
  type: GraphQLObjectType,
  structure: 'inherit' | { record: string },
): void {
  const record = structure === 'inherit' ? undefined : structure.record;
  const whole = record === undefined ? undefined : baseRule(pass.rules, record);
  if (whole !== undefined) pass.rules.set(`${type.name}.*`, whole);
  for (const field of Object.keys(type.getFields())) {
    const rule = record === undefined ? INHERIT : pass.rules.get(`${record}.${field}`);
    if (rule !== undefined) {
      pass.rules.set(`${type.name}.${field}`, rule);
    } else if (!hasField(pass, record ?? '', field)) {
      pass.faults.push(
        `${type.name}.${field} takes the rule of ${record}.${field}, but there is no such ` +
          `field: expose it on ${record}.`,
      );
    }
  }
}

/** Fields of a record that are no output fields, but that a filter, order or figure reveals. */
function resolveHidden(pass: Pass, record: RecordType): void {
  if (!pass.reached.has(record.name)) return;
  for (const field of record.fields.values()) {
    const key = `${record.name}.${field.name}`;
    const revealed = field.filterable || field.orderable || field.aggregatable;
    if (!revealed || hasField(pass, record.name, field.name)) continue;
    pass.faults.push(
      `Plugin "${field.plugin}" lets callers filter or order by ${key}, which is no field of ` +
        'the type, so no rule guards it: expose the field or remove it from filter and order.',
    );
  }
}
