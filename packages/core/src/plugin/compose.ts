import { MikroORM } from '@mikro-orm/postgresql';
import {
  assertValidSchema,
  isInputObjectType,
  specifiedDirectives,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { addHistoryFields, attachHistory } from '../audit/history.js';
import { resolveRules } from '../authz/rules.js';
import { shieldSchema } from '../authz/shield.js';
import { publicDocumentFaults } from '../documents/public-document.js';
import { withImports } from '../imports/import-resolver.js';
import { deriveTypes, type Derived } from '../model/derive.js';
import { attributesInputs, deriveInputTypes } from '../model/inputs.js';
import type { ComputedField, RecordField, RecordType } from '../model/record-type.js';
import { dashboardFaults } from '../metrics/dashboard.js';
import { metricFaults } from '../metrics/faults.js';
import { buildRecords } from '../model/records.js';
import { notificationFaults } from '../notifications/declaration.js';
import { lookUpResolver, lookUpsOf, type LookUp } from '../read/look-ups.js';
import { attachPlannedReads } from '../read/resolvers.js';
import { corePlugin } from '../schema/plugin.js';
import { approvalFaults } from '../approvals/declaration.js';
import { seriesFaults } from '../series/declaration.js';
import { idempotentDirective } from '../write/idempotent-directive.js';
import { wrapMutations } from '../write/mutation.js';
import { BootError, type BootFault } from './boot-error.js';
import type { BureauConfig } from './config.js';
import type { Composition, LoadedPlugin } from './composition.js';
import type { PluginDefinition } from './definition.js';
import { describeRequirements } from './describe.js';
import { orderPlugins } from './order.js';
import { claimOwnership } from './ownership.js';
import { attachQuarantine } from './quarantine.js';
import { attachInputs } from './plain-input.js';
import { computedFieldsOf, rootFieldsOf, withMetadata } from './resolver-metadata.js';
import { loadPlugins } from './settings.js';
import { mergeRoles, roleFaults } from './roles.js';
import { type Structural, structuralTypes } from './structural-types.js';
import { typeClaims } from './type-claims.js';
import { workFaults } from './work-faults.js';

/**
 * Merges the plugins of a configuration into one platform, without a database: order, ownership,
 * record types, schema, the proof that every reachable field has a rule.
 *
 * @throws BootError with every fault found, each naming its plugins and what to do
 */
export function compose(config: Pick<BureauConfig, 'plugins'>): Composition {
  const loaded = loadPlugins([{ plugin: corePlugin }, ...config.plugins]).map((one) => ({
    ...one,
    definition: withImports(one.definition),
  }));
  const ordered = orderPlugins(loaded.map((one) => one.definition));
  const plugins = ordered.flatMap((definition) =>
    loaded.filter((one) => one.definition === definition),
  );
  const resolvers = ordered.flatMap((definition) => definition.resolvers ?? []);
  return withMetadata(resolvers, () => composeOrdered(plugins));
}

function composeOrdered(plugins: readonly LoadedPlugin[]): Composition {
  const definitions = plugins.map((one) => one.definition);
  assertOwners(definitions);
  const orm = offlineOrm(definitions);
  const byEntity = buildRecords(orm.getMetadata(), definitions.map(recordSource));
  const records = new Map([...byEntity.values()].map((record) => [record.name, record]));
  throwFaults([
    ...roleFaults(definitions, records.values()),
    ...seriesFaults(definitions),
    ...approvalFaults(definitions, new Set(records.keys())),
    ...notificationFaults(definitions),
    ...metricFaults(definitions, records),
    ...dashboardFaults(definitions),
    ...workFaults(definitions),
  ]);
  const computed = addComputedFields(definitions, records);
  const histories = addHistoryFields(records.values());
  for (const at of histories) computed.add(at);
  const derived = deriveTypes(records.values());
  deriveInputTypes(orm.getMetadata());
  const lookUps = lookUpsOf(records.values());
  const bare = buildSchema(definitions, lookUps, derived);
  const structural = structuralTypes(derived);
  const owners = allOwners({ definitions, lookUps, bare, structural });
  const rules = provedRules({ definitions, bare, records, structural, owners, lookUps });
  throwFaults(publicDocumentFaults(definitions, bare, rules));
  describeRequirements(bare, rules);
  attachHistory(bare, records, histories);
  attachPlannedReads(bare, records, lookUps);
  attachInputs(bare, definitions);
  wrapMutations(bare, { attributes: attributesInputs() });
  attachQuarantine(bare, owners, plugins);
  return {
    plugins,
    schema: shieldSchema(bare, rules, computed),
    records,
    recordOf: (entity) => byEntity.get(entity),
    permissions: permissionsOf(definitions),
    rules,
    owners,
    guardedInputs: derived.guardedInputs,
    guardedEnums: derived.guardedEnums,
    roles: mergeRoles(definitions),
    errors: errorsOf(definitions),
    orm,
  };
}

function recordSource(definition: PluginDefinition) {
  const { id, types = [], extensions = [] } = definition;
  return { plugin: id, types, extensions };
}

/** The ORM over all entities; it gets a database when the platform is connected. */
function offlineOrm(definitions: readonly PluginDefinition[]): MikroORM {
  const entities = definitions.flatMap((definition) => [...(definition.entities ?? [])]);
  return new MikroORM({ entities, dbName: 'bureau', forceUtcTimezone: true });
}

/** Adds fields with resolvers of their own to the records that they stand on. */
function addComputedFields(
  definitions: readonly PluginDefinition[],
  records: ReadonlyMap<string, RecordType>,
): Set<string> {
  const computed = new Set<string>();
  for (const { id, resolvers = [] } of definitions) {
    for (const { type, name, needs } of computedFieldsOf(resolvers)) {
      const record = [...records.values()].find((one) => one.exposed.object === type);
      if (!record) continue;
      const field: ComputedField = { ...COMPUTED, name, plugin: id, needs };
      (record.fields as Map<string, RecordField>).set(name, field);
      computed.add(`${record.name}.${name}`);
    }
  }
  return computed;
}

const COMPUTED = {
  kind: 'computed',
  description: '',
  nullable: true,
  filterable: false,
  orderable: false,
  aggregatable: false,
} as const;

function buildSchema(
  definitions: readonly PluginDefinition[],
  lookUps: readonly LookUp[],
  derived: Derived,
): GraphQLSchema {
  const declared = definitions.flatMap((definition) => [...(definition.resolvers ?? [])]);
  const resolvers = [lookUpResolver(lookUps), ...declared];
  const schema = buildSchemaSync({
    resolvers: resolvers as never,
    orphanedTypes: lookUps.map(({ record }) => record.exposed.object) as never,
    directives: [...specifiedDirectives, idempotentDirective],
    validate: false,
    pubSub: NO_TOPICS,
    // It checks by introspecting all of the schema, which takes as long as everything else here.
    skipCheck: true,
  });
  for (const name of derived.oneOf) {
    const type = schema.getType(name);
    if (isInputObjectType(type)) type.isOneOf = true;
  }
  assertValidSchema(schema);
  return schema;
}

/** TypeGraphQL asks for one when there are subscriptions; ours have sources of their own. */
const NO_TOPICS = {
  publish: () => {
    throw new Error('Events go through the outbox: ctx.emit().');
  },
  subscribe: () => {
    throw new Error('Give the subscription a source: subscribe: () => liveEvents(...).');
  },
};

function claimsOfRoots(definitions: readonly PluginDefinition[], lookUps: readonly LookUp[]) {
  return rootsOf(definitions, lookUps).map(({ plugin, name }) => {
    return { plugin, kind: 'rootField' as const, name };
  });
}

interface OwnedRoot {
  plugin: string;
  root: 'Query' | 'Mutation' | 'Subscription';
  name: string;
}

function rootsOf(
  definitions: readonly PluginDefinition[],
  lookUps: readonly LookUp[],
): OwnedRoot[] {
  const declared = definitions.flatMap(({ id, resolvers = [] }) =>
    rootFieldsOf(resolvers).map(({ kind, name }) => ({ plugin: id, root: kind, name })),
  );
  const derived = lookUps.flatMap(({ record, one, many }) =>
    [one, many].map((name) => ({ plugin: record.plugin, root: 'Query' as const, name })),
  );
  return [...derived, ...declared];
}

/** Collisions are found before the schema is built: TypeGraphQL would let the last one win. */
function assertOwners(definitions: readonly PluginDefinition[]): void {
  const types = definitions.flatMap(({ id, types: list = [] }) =>
    list.flatMap((type) =>
      lookUpsOf([{ name: type.name, exposed: type, plugin: id } as unknown as RecordType]),
    ),
  );
  const { faults } = claimOwnership(definitions, claimsOfRoots(definitions, types));
  throwFaults([...faults, ...definitions.flatMap(entityFaults)]);
}

/** A type whose entity is not listed has no table. */
function entityFaults({ id, types = [], entities = [] }: PluginDefinition): string[] {
  return types
    .filter(({ entity }) => !entities.includes(entity))
    .map(
      ({ name }) =>
        `Plugin "${id}" exposes ${name}, but its entity is not in "entities": add it there.`,
    );
}

function allOwners(input: OwnerInput): ReadonlyMap<string, string> {
  const { definitions, lookUps, bare, structural } = input;
  const { owners, faults } = claimOwnership(definitions, [
    ...claimsOfRoots(definitions, lookUps),
    ...typeClaims(bare, definitions, structural.keys()),
  ]);
  throwFaults(faults);
  const roots = rootsOf(definitions, lookUps).map(
    ({ plugin, root, name }) => [`${root}.${name}`, plugin] as const,
  );
  return new Map([...owners, ...roots]);
}

interface OwnerInput {
  definitions: readonly PluginDefinition[];
  lookUps: readonly LookUp[];
  bare: GraphQLSchema;
  structural: Structural;
}

interface ProofInput extends OwnerInput {
  records: ReadonlyMap<string, RecordType>;
  owners: ReadonlyMap<string, string>;
}

/** Every reachable field has exactly one rule, or the boot stops here. */
function provedRules(input: ProofInput) {
  const { bare, records, structural, owners } = input;
  const plugins = input.definitions.map((one) => withLookUpRules(one, input.lookUps));
  const { rules, faults } = resolveRules({ schema: bare, plugins, records, structural, owners });
  throwFaults(faults);
  return rules;
}

/** A look-up without a rule of its own takes the `'*'` rule of its record type. */
function withLookUpRules(
  definition: PluginDefinition,
  lookUps: readonly LookUp[],
): PluginDefinition {
  const rules = { ...definition.rules };
  const query = { ...rules['Query'] };
  for (const { record, one, many } of lookUps) {
    const rule = rules[record.name]?.['*'];
    if (record.plugin !== definition.id || rule === undefined) continue;
    query[one] ??= rule;
    query[many] ??= rule;
  }
  return { ...definition, rules: { ...rules, Query: query } };
}

function throwFaults(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new BootError(faults.map((text): BootFault => ({ plugins: [], text })));
}

function permissionsOf(definitions: readonly PluginDefinition[]): Composition['permissions'] {
  return new Map(
    definitions.flatMap(({ id, permissions = {} }) =>
      Object.entries(permissions).map(([name, text]) => [name, { plugin: id, text }] as const),
    ),
  );
}

function errorsOf(definitions: readonly PluginDefinition[]): Composition['errors'] {
  return new Map(
    definitions.flatMap(({ id, errors = {} }) =>
      Object.entries(errors).map(([code, message]) => [code, { plugin: id, message }] as const),
    ),
  );
}
