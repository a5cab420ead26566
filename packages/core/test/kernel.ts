import { randomBytes } from 'node:crypto';
import { graphql } from 'graphql';
import type { Hold, Principal } from '../src/context/principal.js';
import { RequestContext } from '../src/context/request.js';
import {
  type Caller,
  createRuntime,
  type ReadPlanner,
  type Runtime,
} from '../src/context/runtime.js';
import { buildRecords } from '../src/model/records.js';
import type { RecordType } from '../src/model/record-type.js';
import { encodeId, uuidv7 } from '../src/model/ids.js';
import type { Composition } from '../src/plugin/composition.js';
import { createPluginSql } from '../src/plugin/ddl.js';
import { organizationKeys } from '../src/schema/migrations/files/keys.js';
import { kernel } from '../src/schema/migrations/0002-kernel.js';
import { audit } from '../src/schema/migrations/0012-audit.js';
import { testEvents } from '../src/schema/migrations/0021-test-events.js';
import { KERNEL_ERRORS } from '../src/write/violations.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { kernelErrors, kernelOrm, kernelPlugin } from './kernel-plugin.js';
import { kernelSchema } from './kernel-schema.js';

export const ORG_A = '00000000-0000-7000-8000-00000000000a';
export const ORG_B = '00000000-0000-7000-8000-00000000000b';

/** The kernel on a database of its own, as the app role, with two organizations. */
export interface KernelTest {
  database: TestDatabase;
  runtime: Runtime;
  logged: unknown[];
  statements: string[];
  /** Runs a document and returns data, errors and the extensions of its mutations. */
  run(document: string, caller?: Partial<Caller>): Promise<Answer>;
  /** Inserts a widget as its organization and returns its public id. */
  widget(tag: string, values?: { organization?: string; stock?: number }): Promise<string>;
  /** One column of a statement of the owner, who sees one organization at a time. */
  column<T = string>(text: string, organization?: string): Promise<T[]>;
  close(): Promise<void>;
}

/** A JSON tree that tests walk without asking what is there. */
export interface Tree {
  readonly [name: string]: Tree;
}

export interface Answer {
  data: Tree | undefined;
  errors: readonly { message: string; extensions: Record<string, unknown> }[];
  extensions: Record<string, Tree>;
}

export function principal(values: Partial<Principal> = {}): Principal {
  return {
    kind: 'user',
    id: '00000000-0000-7000-8000-0000000000f1',
    organizationId: ORG_A,
    userId: '00000000-0000-7000-8000-0000000000f1',
    personId: undefined,
    displayName: 'Test',
    permissions: new Map<string, Hold>([['kernel.widget.read', 'all']]),
    limitClass: 'interactive',
    credentialId: undefined,
    ...values,
  };
}

export function caller(values: Partial<Caller> = {}): Caller {
  return {
    principal: principal(),
    requestId: 'req-1',
    deadline: Date.now() + 20_000,
    origin: { address: '192.0.2.7' },
    ...values,
  };
}

const planner: ReadPlanner = {
  ids: async ({ where, runner, caller: by }) => {
    const { eq } = where['id'] as { eq: string };
    const conditional = by.principal.permissions.get('kernel.widget.read') !== 'all';
    const text = `select id from kernel.widget where id = $1 ${conditional ? 'and stock > 0' : ''}`;
    return (await runner.run({ text, values: [eq] })).map(([id]) => id ?? '');
  },
  records: () => Promise.reject(new Error('not used')),
  payload: async ({ value, runner }) => {
    const settled: Record<string, unknown> = { ...value };
    const read = async ({ id }: { id: string }) => {
      const text = 'select id, tag, stock, version from kernel.widget where id = $1';
      const [row] = await runner.run({ text, values: [id] });
      if (!row) return null;
      const [uuid, tag, stock, version] = row;
      return {
        id: encodeId('kwd', uuid ?? ''),
        tag,
        stock: Number(stock),
        version: Number(version),
      };
    };
    if (value['widget']) settled['widget'] = await read(value['widget'] as { id: string });
    if (value['widgets']) {
      const references = value['widgets'] as { id: string }[];
      settled['widgets'] = await Promise.all(references.map(read));
    }
    return settled;
  },
};

const schema = kernelSchema();

function composition(): Composition {
  const source = { plugin: 'kernel', types: kernelPlugin.types ?? [], extensions: [] };
  const byEntity = buildRecords(kernelOrm.getMetadata(), [source]);
  const records = new Map<string, RecordType>();
  const rules = new Map<string, string>();
  for (const record of byEntity.values()) {
    records.set(record.name, record);
    for (const field of record.fields.keys()) {
      rules.set(`${record.name}.${field}`, 'kernel.widget.read');
    }
  }
  rules.set('KernelWidget.price', 'kernel.price.read');
  const errors = { ...kernelErrors.table, ...KERNEL_ERRORS };
  return {
    plugins: [{ definition: kernelPlugin, settings: { size: 3 } }],
    schema,
    records,
    recordOf: (entity) => byEntity.get(entity),
    permissions: new Map(),
    rules,
    owners: new Map(),
    guardedInputs: new Map(),
    guardedEnums: new Map(),
    roles: [],
    errors: new Map(
      Object.entries(errors).map(([code, message]) => [code, { plugin: 'kernel', message }]),
    ),
    orm: kernelOrm,
  } as Composition;
}

async function migrate(database: TestDatabase): Promise<void> {
  await database.owner.query(`
    create schema core; create schema kernel;
    grant usage on schema core, kernel to bureau_app, bureau_worker;
    create table core.organization (id uuid primary key);
    grant select on core.organization to bureau_app;
    insert into core.organization values ('${ORG_A}'), ('${ORG_B}');`);
  await database.owner.query(kernel.up);
  await database.owner.query(organizationKeys);
  await database.owner.query(audit.up);
  await database.owner.query(testEvents.up);
  await database.owner.query(createPluginSql(kernelOrm.getMetadata(), kernelPlugin));
}

export async function createKernelTest(poolSize = 6): Promise<KernelTest> {
  const database = await createTestDatabase();
  await migrate(database);
  const logged: unknown[] = [];
  const statements: string[] = [];
  const log = (data: unknown, message: string) => void logged.push([message, data]);
  const runtime = createRuntime(composition(), {
    appUrl: database.appUrl,
    rootKey: randomBytes(32),
    log: { info: log, warn: log, error: log },
    poolSize,
    planner,
    onStatement: (text) => statements.push(text),
  });
  const owner = async (organization: string, text: string) => {
    await database.owner.query("select set_config('app.organization_id', $1, false)", [
      organization,
    ]);
    return database.owner.query({ text, rowMode: 'array' });
  };
  return {
    database,
    runtime,
    logged,
    statements,
    run: (document, values) => runDocument(runtime, document, caller(values)),
    widget: async (tag, { organization = ORG_A, stock = 5 } = {}) => {
      const id = uuidv7();
      const columns = "(id, tag, stock, version) values ('" + id + `', '${tag}', ${stock}, 1)`;
      await owner(organization, `insert into kernel.widget ${columns}`);
      return encodeId('kwd', id);
    },
    column: async <T>(text: string, organization = ORG_A) =>
      (await owner(organization, text)).rows.map((row: unknown[]) => row[0] as T),
    close: async () => {
      await runtime.close();
      await database.drop();
    },
  };
}

async function runDocument(runtime: Runtime, source: string, by: Caller): Promise<Answer> {
  const request = new RequestContext(runtime, by);
  // As Apollo does it: the context is a copy by own properties.
  const contextValue: unknown = Object.assign(
    Object.create(Object.getPrototypeOf(request)),
    request,
  );
  const { data, errors } = await graphql({ schema, source, contextValue });
  return {
    data: data as Tree | undefined,
    errors: (errors ?? []) as never,
    extensions: Object.fromEntries(request.extensions) as Record<string, Tree>,
  };
}
