import type { RuleTree } from '../authz/permissions.js';
import type { RequestContext } from '../context/request.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import type { PluginDefinition, ResolverClass } from '../plugin/definition.js';
import { ImportInput, ImportPayload } from './import.types.js';
import type { ImportType } from './import-type.js';
import { importField } from './import-work.js';
import { requestImport } from './request-import.js';

const made = new WeakMap<PluginDefinition, PluginDefinition>();

/**
 * The plugin with what its import types stand for: a mutation `<kind>Import` each, ruled by the
 * permission of the type. The same plugin gives the same classes, however often it is composed.
 */
export function withImports(definition: PluginDefinition): PluginDefinition {
  const { resolvers = [], rules = {} } = definition;
  // Rows that go into a record are imported by a mutation of the plugin, which names it.
  const imports = (definition.imports ?? []).filter(({ into }) => into === undefined);
  if (imports.length === 0) return definition;
  const known = made.get(definition);
  if (known) return known;
  const complete: PluginDefinition = {
    ...definition,
    resolvers: [...resolvers, importResolver(imports)],
    rules: { ...rules, Mutation: { ...importRules(imports), ...rules['Mutation'] } },
  };
  made.set(definition, complete);
  return complete;
}

function importRules(types: readonly ImportType[]): RuleTree[string] {
  return Object.fromEntries(types.map((type) => [importField(type), type.permission]));
}

/** A resolver class with one mutation per import type. */
function importResolver(types: readonly ImportType[]): ResolverClass {
  const target = class Imports {};
  const prototype = target.prototype as Record<string, unknown>;
  Resolver()(target);
  for (const type of types) {
    const name = importField(type);
    prototype[name] = (ctx: RequestContext, input: ImportInput) => requestImport(type, ctx, input);
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    const description = `Imports rows from CSV, as a job. ${type.description}`;
    Mutation(() => ImportPayload, { description })(prototype, name, descriptor as never);
    Context()(prototype, name, 0);
    Arg('input', () => ImportInput)(prototype, name, 1);
  }
  return target as unknown as ResolverClass;
}
