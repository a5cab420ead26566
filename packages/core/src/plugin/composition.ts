import type { EntityClass } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLSchema } from 'graphql';
import type { DefaultRole, Permission, Rule } from '../authz/permissions.js';
import type { RecordType } from '../model/record-type.js';
import type { PluginDefinition } from './definition.js';

/** A plugin of `bureau.config.ts` after its settings were parsed. */
export interface LoadedPlugin {
  definition: PluginDefinition;
  settings: unknown;
  /** Set when it failed in `start`: its root fields answer PLUGIN_UNAVAILABLE. */
  failure?: string;
}

/**
 * The merged platform, made without a database: what the gateway serves, the listings print and
 * the tests compare. One per process (the metadata of TypeGraphQL is global).
 */
export interface Composition {
  /** In dependency order, `core` first. */
  plugins: readonly LoadedPlugin[];
  /** Executable: planned reads, wrapped mutations, shield. */
  schema: GraphQLSchema;
  /** Record types by GraphQL name. */
  records: ReadonlyMap<string, RecordType>;
  /** The same by entity class. */
  recordOf(entity: EntityClass<object>): RecordType | undefined;
  permissions: ReadonlyMap<Permission, { plugin: string; text: string }>;
  /** The rule of each reachable `Type.field`, wildcards resolved, structural types included. */
  rules: ReadonlyMap<string, Rule>;
  /** Owner of each `Type`, `Type.field` of an extension, and root field. */
  owners: ReadonlyMap<string, string>;
  /** Filter and look-up inputs: input type name -> record whose field rules apply to its keys. */
  guardedInputs: ReadonlyMap<string, RecordType>;
  /** Order enums: enum type name -> record and the field that each value orders by. */
  guardedEnums: ReadonlyMap<string, { record: RecordType; fields: ReadonlyMap<string, string> }>;
  roles: readonly DefaultRole[];
  errors: ReadonlyMap<string, { plugin: string; message: string }>;
  /** Metadata only until `connect` gives it a database. */
  orm: MikroORM;
}
