import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalHeadStore } from '../src/audit/head-store.js';
import { createExecutor } from '../src/context/execute.js';
import type { RequestContext } from '../src/context/request.js';
import { systemCaller } from '../src/context/system.js';
import { inTransaction } from '../src/write/transaction.js';
import type { OrmTransaction } from '../src/context/orm.js';
import { createRuntime, type Runtime } from '../src/context/runtime.js';
import { createLocalFileStore } from '../src/files/local-file-store.js';
import { type ReceivedFile, receiveUpload } from '../src/files/receive-upload.js';
import { authenticate } from '../src/identity/authenticate.js';
import { createJobRunner, type JobRunner } from '../src/jobs/job-runner.js';
import { compose } from '../src/plugin/compose.js';
import type { RootKeys } from '../src/vault/root-keys.js';
import { issueToken } from '../src/schema/issue-token.js';
import { createOrganization } from '../src/schema/organization.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { depotPlugin, hooks } from './depot-plugin.js';

/** The depot on the real platform, with uploads, jobs and two organizations. */
export interface Depot {
  database: TestDatabase;
  runtime: Runtime;
  workerUrl: string;
  /** Folder of the stored files. */
  folder: string;
  /** Warnings and errors. */
  logged: object[];
  organizations: Record<'acme' | 'other', string>;
  token(role: string, slug?: string): Promise<string>;
  /** Data of an operation; throws on errors. */
  run(token: string, document: string, variables?: object): Promise<Loose>;
  /** Asks for a slot: its id and token. */
  slot(token: string, size: number): Promise<{ id: string; secret: string }>;
  /** Sends bytes to a slot. */
  send(secret: string, bytes: Bytes, length?: number): Promise<ReceivedFile>;
  /** Stores a file; its public id. */
  upload(token: string, text: string | Buffer): Promise<string>;
  /** Queues an import; the id of its job. */
  import(token: string, text: string | Buffer, input?: object): Promise<string>;
  /** Runs all jobs that wait. */
  work(): Promise<void>;
  runner(): JobRunner;
  /** What is left of a killed process: its transactions are gone, its leases run out. */
  kill(): Promise<void>;
  /** One transaction with the rights of a token, or of the platform. */
  within<T>(token: string | undefined, work: (ctx: RequestContext) => Promise<T>): Promise<T>;
  job(token: string, id: string): Promise<Loose>;
  /** Tags of all crates of an organization, in order. */
  tags(organization?: 'acme' | 'other'): Promise<string[]>;
  /** Rows of a statement of the owner on one organization. */
  sql(text: string, values?: unknown[], organization?: 'acme' | 'other'): Promise<Loose[]>;
  close(): Promise<void>;
}

type Bytes = Buffer | AsyncIterable<Uint8Array>;

/** JSON that tests walk freely. */
export type Loose = ReturnType<JSON['parse']>;

const composition = compose({ plugins: [{ plugin: depotPlugin }] });

const JOB = `query ($id: ID!) { job(by: { id: $id }) {
  id kind state attempts startedAt finishedAt
  progress { done failed total percent etaSeconds step }
  result { rows created updated unchanged failed fileId } userErrors { code message }
  faults(first: 100, orderBy: { field: LINE }) {
    nodes { line column code message } totalCount } } }`;

const IMPORT = `mutation ($input: ImportInput!) {
  depotCrateImport(input: $input) { job { id state } userErrors { code } } }`;

export async function createDepot(rootKeys?: RootKeys): Promise<Depot> {
  // What a test file before this one in the worker left there.
  for (const name of Object.keys(hooks)) Reflect.deleteProperty(hooks, name);
  const database = await createTestDatabase(composition.plugins.map((one) => one.definition));
  const { roles } = composition;
  const { owner } = database;
  const acme = await createOrganization(owner, { name: 'Acme', slug: 'acme', roles });
  const other = await createOrganization(owner, { name: 'Other', slug: 'other', roles });
  const organizations = { acme, other };
  const folder = mkdtempSync(path.join(tmpdir(), 'bureau-depot-'));
  const logged: object[] = [];
  const keep = (data: object, message: string) => void logged.push({ ...data, message });
  const runtime = createRuntime(composition, {
    appUrl: database.appUrl,
    rootKey: rootKeys ?? randomBytes(32),
    log: { info: () => undefined, warn: keep, error: keep },
    poolSize: 6,
    files: createLocalFileStore(folder),
    auditHeads: createLocalHeadStore(path.join(folder, 'audit-heads')),
  });
  const workerUrl = workerUrlOf(database.appUrl);
  const ground: Ground = { database, runtime, workerUrl, folder, organizations, logged };
  const asked = { ...ground, ...inspection(ground), ...operations(ground) };
  const { slot, send, run } = asked;
  const upload: Depot['upload'] = async (token, text) => {
    const bytes = Buffer.from(text);
    const { id, secret } = await slot(token, bytes.length);
    await send(secret, bytes);
    return id;
  };
  return {
    ...asked,
    upload,
    import: async (token, text, input = {}) => {
      const uploadId = await upload(token, text);
      const data = await run(token, IMPORT, { input: { uploadId, ...input } });
      if (!data.depotCrateImport.job) throw new Error(JSON.stringify(data));
      return data.depotCrateImport.job.id;
    },
    close: async () => {
      await runtime.close();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

type Ground = Pick<
  Depot,
  'database' | 'runtime' | 'workerUrl' | 'folder' | 'organizations' | 'logged'
>;

/** What goes on behind the API. */
function inspection(ground: Ground): Pick<Depot, 'work' | 'runner' | 'kill' | 'tags' | 'sql'> {
  const { database, runtime, workerUrl, organizations } = ground;
  const open = trackTransactions(runtime);
  const runner = () => createJobRunner(runtime, { workerUrl, pollMs: 50 });
  const sql: Depot['sql'] = async (text, values = [], organization = 'acme') => {
    const id = organizations[organization];
    await database.owner.query("select set_config('app.organization_id', $1, false)", [id]);
    return (await database.owner.query(text, values)).rows;
  };
  return {
    sql,
    runner,
    work: async () => {
      const own = runner();
      own.start();
      await own.settled();
      await own.stop();
    },
    kill: async () => {
      for (const transaction of open) transaction.destroy();
      await sql(`update core.job set lease_until = now() - interval '1 second'
        where state = 'RUNNING'`);
    },
    tags: async (organization) => {
      const rows = await sql('select tag from depot.crate order by tag', [], organization);
      return rows.map(({ tag }) => tag);
    },
  };
}

function operations({
  runtime,
  database,
  organizations,
}: Ground): Pick<Depot, 'token' | 'run' | 'slot' | 'send' | 'job' | 'within'> {
  const execute = createExecutor(runtime);
  const sql = <R extends Record<string, unknown>>(text: string, values: readonly unknown[]) =>
    runtime.reads.sql<R>(undefined, { text, values });
  const callerOf = async (token: string) => {
    const reads = { sql, permissions: composition.permissions.keys() };
    const principal = await authenticate(reads, token, new Date());
    return { principal, requestId: 'test', deadline: Date.now() + 20_000 };
  };
  const run: Depot['run'] = async (token, document, variables = {}) => {
    const caller = await callerOf(token);
    const answer = await execute({ document, variables: variables as never, caller });
    if (answer.errors?.[0]) throw answer.errors[0];
    return JSON.parse(JSON.stringify(answer.data));
  };
  return {
    run,
    within: async (token, work) => {
      const caller =
        token === undefined
          ? systemCaller(composition, organizations.acme, 'test')
          : await callerOf(token);
      return (await inTransaction(runtime, caller, { operation: 'test', work })).value;
    },
    job: async (token, id) => (await run(token, JOB, { id })).job,
    token: async (roleKey, slug = 'acme') => {
      const expires = new Date(Date.now() + 86_400_000);
      const request = { organizationSlug: slug, roleKey, expires };
      return (await issueToken(database.owner, request)).token;
    },
    slot: async (token, size) => {
      const document = `mutation ($size: Int!) { fileUploadCreate(input: {
        purpose: "core.import", name: "../crates.csv", mediaType: "text/csv", size: $size
      }) { upload { id } url userErrors { code } } }`;
      const { fileUploadCreate } = await run(token, document, { size });
      return {
        id: fileUploadCreate.upload.id,
        secret: fileUploadCreate.url.slice('/uploads/'.length),
      };
    },
    send: (token, bytes, length) =>
      receiveUpload(runtime, {
        token,
        length: length ?? (bytes as Buffer).length,
        source: Buffer.isBuffer(bytes) ? chunksOf(bytes) : bytes,
        requestId: 'test-upload',
        waitMs: 10_000,
      }),
  };
}

/** Every transaction that was begun. */
function trackTransactions({ writes }: Runtime): Set<OrmTransaction> {
  const begun = new Set<OrmTransaction>();
  const begin = writes.begin.bind(writes);
  writes.begin = async (subscribers) => {
    const transaction = await begin(subscribers);
    begun.add(transaction);
    return transaction;
  };
  return begun;
}

/** Small chunks, so that borders fall inside of characters and cells. */
export async function* chunksOf(bytes: Buffer, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The rule by which the roles' passwords follow from that of the app. */
/** The same database as the worker role, whose password follows from that of the app role. */
export function workerUrlOf(appUrl: string): string {
  const url = new URL(appUrl);
  const key = decodeURIComponent(url.password);
  url.username = 'bureau_worker';
  url.password = createHmac('sha256', key).update('bureau:worker').digest('base64url');
  return url.href;
}
