import { randomBytes } from 'node:crypto';
import { isNonNullType, isScalarType, type ExecutionResult } from 'graphql';
import { createExecutor, type Executor } from '../src/context/execute.js';
import type { Hold, Principal } from '../src/context/principal.js';
import { RequestContext } from '../src/context/request.js';
import { createRuntime, type Caller, type Runtime } from '../src/context/runtime.js';
import { compose } from '../src/plugin/compose.js';
import { createPluginSql } from '../src/plugin/ddl.js';
import { schemaStatements } from '../src/plugin/migration-plan.js';
import { createOrganization } from '../src/schema/organization.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { samplePlugin } from './sample-plugin.js';

export const composition = compose({ plugins: [{ plugin: samplePlugin }] });
const definitions = composition.plugins.map(({ definition }) => definition);

/** Instant and day on which the tests stand. */
export const NOW = new Date('2026-03-31T12:00:00.000Z');
export const TODAY = '2026-03-31';

/** Who asks in a test; default: everything, in the first organization. */
export interface Asking {
  organizationId?: string;
  personId?: string;
  /** Permissions that are held otherwise than for all rows; `undefined`: not at all. */
  holds?: Readonly<Record<string, Hold | undefined>>;
  limitClass?: Principal['limitClass'];
}

/** The plugin `sample` on a database of its own, as the app role, with two organizations. */
export interface SampleGraph {
  database: TestDatabase;
  runtime: Runtime;
  /** Organizations. */
  ours: string;
  theirs: string;
  /** Texts of the statements on data since the last call. */
  statements(): string[];
  run(document: string, asking?: Asking, variables?: Record<string, unknown>): Promise<Result>;
  /** The data; throws on errors. */
  read<T = Tree>(
    document: string,
    asking?: Asking,
    variables?: Record<string, unknown>,
  ): Promise<T>;
  /** Code and message of the first error; throws when there is none. */
  refused(document: string, asking?: Asking, variables?: Record<string, unknown>): Promise<Fault>;
  context(asking?: Asking): RequestContext;
  /** Inserts rows of plain columns as their organization. */
  insert(table: string, organization: string, rows: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** A JSON tree that tests walk without asking what is there. */
export interface Tree {
  readonly [name: string]: Tree;
}
export type Result = ExecutionResult<Record<string, unknown>>;
export interface Fault {
  code: unknown;
  message: string;
}

export async function createSampleGraph(): Promise<SampleGraph> {
  const database = await createTestDatabase(definitions.filter((one) => one !== samplePlugin));
  const { ours, theirs } = await prepare(database);
  const statements: string[] = [];
  const runtime = createRuntime(composition, {
    appUrl: database.appUrl,
    rootKey: randomBytes(32),
    log: { info: ignore, warn: ignore, error: ignore },
    poolSize: 4,
    clock: () => NOW,
    onStatement: (text) => statements.push(text),
  });
  const asks = asker(createExecutor(runtime), ours);
  return {
    database,
    runtime,
    ours,
    theirs,
    statements: () => statements.splice(0),
    ...asks,
    context: (asking = {}) => new RequestContext(runtime, callerOf(asking, ours)),
    insert: (table, organization, rows) => insert(database, { table, organization, rows }),
    close: async () => {
      await runtime.close();
      await database.drop();
    },
  };
}

async function prepare(database: TestDatabase): Promise<{ ours: string; theirs: string }> {
  const sql = createPluginSql(composition.orm.getMetadata(), samplePlugin, definitions);
  for (const text of [...schemaStatements('sample'), sql]) await database.owner.query(text);
  const named = (slug: string) => ({ name: slug, slug, roles: composition.roles });
  const ours = await createOrganization(database.owner, named('ours'));
  const theirs = await createOrganization(database.owner, named('theirs'));
  return { ours, theirs };
}

function asker(execute: Executor, ours: string): Pick<SampleGraph, 'run' | 'read' | 'refused'> {
  const run: SampleGraph['run'] = async (document, asking = {}, variables = {}) =>
    execute({ document, variables, caller: callerOf(asking, ours) }) as Promise<Result>;
  return {
    run,
    read: async <T>(document: string, asking?: Asking, variables?: Record<string, unknown>) => {
      const { data, errors } = await run(document, asking, variables);
      if (errors?.[0]) throw errors[0].originalError ?? errors[0];
      return data as T;
    },
    refused: async (document, asking, variables) => {
      const { errors } = await run(document, asking, variables);
      if (!errors?.[0]) throw new Error('The operation was not refused.');
      const { message, extensions } = errors[0];
      return { code: extensions['code'], message };
    },
  };
}

const SOMEBODY = '00000000-0000-7000-8000-0000000000f1';

function callerOf(asking: Asking, ours: string): Caller {
  const permissions = new Map<string, Hold>();
  for (const name of composition.permissions.keys()) permissions.set(name, 'all');
  for (const [name, hold] of Object.entries(asking.holds ?? {})) {
    if (hold === undefined) permissions.delete(name);
    else permissions.set(name, hold);
  }
  const principal: Principal = {
    kind: 'user',
    id: SOMEBODY,
    organizationId: asking.organizationId ?? ours,
    userId: SOMEBODY,
    personId: asking.personId,
    displayName: 'Test',
    permissions,
    limitClass: asking.limitClass ?? 'interactive',
    credentialId: undefined,
  };
  return { principal, requestId: 'test', deadline: Date.now() + 60_000 };
}

async function insert(
  { owner }: TestDatabase,
  { table, organization, rows }: { table: string; organization: string; rows: readonly object[] },
): Promise<void> {
  if (rows.length === 0) return;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => `"${name}"`).join(', ');
  await owner.query("select set_config('app.organization_id', $1, false)", [organization]);
  await owner.query(
    `insert into ${table} (${columns})
     select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** Names of the fields of a type that are scalars, for tests of the whole shape. */
export function scalarFields(type: string): string[] {
  const found = composition.schema.getType(type);
  if (!found || !('getFields' in found)) return [];
  return Object.values(found.getFields())
    .filter((field) => isScalarType(isNonNullType(field.type) ? field.type.ofType : field.type))
    .map((field) => field.name);
}

function ignore(): void {}
