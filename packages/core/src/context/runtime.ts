import type { MikroORM } from '@mikro-orm/postgresql';
import type { GraphQLResolveInfo } from 'graphql';
import type { AuditHeadStore } from '../audit/head-store.js';
import type { FileStore } from '../files/file-store.js';
import type { Mailer } from '../mail/mailer.js';
import type { Exposed, Where } from '../model/expose.js';
import type { Composition } from '../plugin/composition.js';
import type { ServiceToken } from '../plugin/definition.js';
import { databaseKeys } from '../vault/organization-keys.js';
import { RootKeys } from '../vault/root-keys.js';
import { CredentialCache } from '../identity/credential-cache.js';
import { LiveHub } from '../live/live-hub.js';
import { createOutbound, type Outbound } from '../net/outbound-request.js';
import { Vault } from '../vault/vault.js';
import type { StatementListener } from './connection.js';
import type { RowsPredicate } from './ctx.js';
import { keptDays, type KeptDays, type Retention } from './kept-days.js';
import { WritePool } from './orm.js';
import { createPlanner } from '../read/read-planner.js';
import { ReadPool } from './pools.js';
import type { RowPlace } from './row-frames.js';
import type { Principal } from './principal.js';
import { type SignalChannel, Signals } from './signals.js';
import { type Tracing, untraced } from './tracing.js';

/** Structured log: data first, so that it is never forgotten; no secrets, no submitted values. */
export interface Log {
  info(data: Record<string, unknown>, message: string): void;
  warn(data: Record<string, unknown>, message: string): void;
  error(data: Record<string, unknown>, message: string): void;
}

/** Who calls, until when, and from where; made once per request, job or seed. */
export interface Caller {
  principal: Principal;
  requestId: string;
  /** Epoch milliseconds at which the caller stops waiting. */
  deadline: number;
  signal?: AbortSignal | undefined;
  /** Name of the GraphQL operation, for audit and logs. */
  operation?: string | undefined;
  origin?: { address?: string; userAgent?: string; client?: string } | undefined;
  /** Header `Idempotency-Key`; good for a request with one mutation field. */
  idempotencyKey?: string | undefined;
  /** Header `X-Dry-Run: 1` or request extension `dryRun: true`. */
  dryRun?: boolean | undefined;
  /** Lists go by id unless they name an order: what is read page by page comes once. */
  listsById?: boolean | undefined;
  /** Whoever calls does all of it again after a crash: commits need not wait for the disk. */
  isRepeatable?: boolean | undefined;
  /** The session cookie of a browser; absent where there is no HTTP. */
  sessionCookie?: SessionCookie | undefined;
}

/** What an answer does with the cookie that carries a session. */
export interface SessionCookie {
  /** Whether it authenticated this request. */
  readonly isUsed: boolean;
  set(token: string, expiresAt: Date): void;
  clear(): void;
}

/** A statement of the planner. `values` are texts, numbers, booleans, null or arrays of them. */
export interface Statement {
  text: string;
  values: readonly unknown[];
  /** `false` where a generic plan is slow (ranges, reports). Default: prepared by name. */
  prepare?: boolean;
  /**
   * Which of the values lists the keys of the rows that are asked for: more keys give more rows
   * and change nothing else, so whoever asks for some may be answered with those of others too.
   */
  keys?: number;
}

/**
 * Where a planned statement runs: the read pool, or the transaction of a mutation. Rows are arrays
 * in column order, every column the text that PostgreSQL printed, or null.
 */
export interface StatementRunner {
  run(statement: Statement): Promise<(string | null)[][]>;
  /** The same rows where they stand in what the database sent; the read pool alone has them. */
  rowPlaces?(statement: Statement): Promise<RowPlace[]>;
}

export interface IdsRequest {
  caller: Caller;
  type: Exposed;
  /** Ids in it are uuids. */
  where: Where;
  /** A row condition beside it: it speaks of the data as they are, not as the caller sees them. */
  condition?: Where | undefined;
  limit: number;
  runner: StatementRunner;
}

export interface RowsRequest extends RowsPredicate {
  caller: Caller;
  type: Exposed;
  runner: StatementRunner;
}

export interface RecordsRequest {
  caller: Caller;
  type: Exposed;
  /** Uuids; records that the caller may not see are left out. */
  ids: readonly string[];
  /** The field whose selection says which columns are read. */
  info: GraphQLResolveInfo;
  runner: StatementRunner;
}

export interface PayloadRequest {
  caller: Caller;
  info: GraphQLResolveInfo;
  /** Record fields hold an entity or `{ id: uuid }`, or arrays of them. */
  value: Record<string, unknown>;
  runner: StatementRunner;
}

/** The planned reads that contexts and mutations need; the planner (read/) implements it. */
export interface ReadPlanner {
  /** Uuids of the records that meet the filter and that the caller may see. */
  ids(request: IdsRequest): Promise<string[]>;
  /** The SQL predicate of what a caller may see. */
  rowsSql(request: RowsRequest): Promise<string>;
  /** Records by uuid, in the form that the planner's own fields resolve. */
  records(request: RecordsRequest): Promise<Map<string, object>>;
  /** The payload with its record fields replaced by what the selection asks for. */
  payload(request: PayloadRequest): Promise<Record<string, unknown>>;
}

/** The composed platform, connected to a database. */
export interface Runtime {
  readonly composition: Composition;
  /** Metadata; entity managers come from `writes`. */
  readonly orm: MikroORM;
  readonly reads: ReadPool;
  readonly writes: WritePool;
  /** Few connections for long statements, as the reading role. */
  readonly reports: ReadPool;
  readonly vault: Vault;
  /** Bytes of files; absent where none are kept. */
  readonly files: FileStore | undefined;
  /** Origin of addresses for downloads, without a slash at its end; empty: this server. */
  readonly filesUrl: string;
  /** Address of the server as browsers know it, without a slash at its end; absent: not known. */
  readonly publicUrl: string | undefined;
  /** Signed ends of the audit trail outside the database; absent where none are kept. */
  readonly auditHeads: AuditHeadStore | undefined;
  /** Where mails go; absent where there is no mail server. */
  readonly mailer: Mailer | undefined;
  readonly log: Log;
  /** The way to addresses that callers name. */
  readonly outbound: Outbound;
  /** Where open subscriptions of this process get their events from. */
  readonly live: LiveHub;
  /** Who presents which credential, for a moment. */
  readonly credentials: CredentialCache;
  readonly planner: ReadPlanner;
  /** Wakes the services behind the requests. */
  readonly signals: Signals;
  /** How long events and jobs are kept. */
  readonly retention: KeptDays;
  /** Writes `organization_id = ...` into planned reads, above row-level security. */
  tenantPredicate: boolean;
  /** Spans below the operation: statements, transactions, jobs, deliveries. */
  readonly tracing: Tracing;
  clock(): Date;
  /** Settings of a plugin as parsed; throws for a plugin that is not loaded. */
  settings<T>(plugin: string): T;
  /** One instance per process; throws when no plugin offers it. */
  service<T>(token: ServiceToken<T>): T;
  /** The page that explains an error code. */
  docsUrl(code: string): string;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  appUrl: string;
  /** URL of the reading role, for reports. Default `appUrl`. */
  readerUrl?: string | undefined;
  /** See `loadRootKeys`; one key of 32 bytes will do. */
  rootKey: RootKeys | Buffer;
  log: Log;
  /** Connections of the read pool; the write pool gets as many. */
  poolSize: number;
  files?: FileStore | undefined;
  filesUrl?: string | undefined;
  publicUrl?: string | undefined;
  auditHeads?: AuditHeadStore | undefined;
  mailer?: Mailer | undefined;
  /** Default: public addresses by https, and nothing else. */
  outbound?: Outbound | undefined;
  retention?: Retention | undefined;
  planner?: ReadPlanner;
  clock?: () => Date;
  docsUrl?: (code: string) => string;
  onStatement?: StatementListener;
  /** Default: none. */
  tracing?: Tracing | undefined;
}

/** Reports under way in one process; the others wait for them, and nobody else does. */
const REPORT_POOL = 2;

/**
 * Connects a composition to its database as the role of `appUrl`. A worker makes a runtime of its
 * own with its own URL. Connects lazily: a database that is away is found by the first request.
 */
export function createRuntime(composition: Composition, options: RuntimeOptions): Runtime {
  const connection = {
    url: options.appUrl,
    poolSize: options.poolSize,
    onStatement: options.onStatement,
    tracing: options.tracing,
  };
  const reads = new ReadPool(connection);
  const writes = new WritePool(composition.orm, connection);
  const reports = new ReadPool({
    ...connection,
    url: options.readerUrl ?? options.appUrl,
    poolSize: REPORT_POOL,
  });
  // Connections of its own: whoever waits for a key may hold one of the others.
  const keys = new ReadPool({ url: options.appUrl, poolSize: 1 });
  const { rootKey } = options;
  const rootKeys = rootKey instanceof RootKeys ? rootKey : RootKeys.of(rootKey);
  const service = serviceLookup(composition);
  const settings = settingsLookup(composition);
  const signals = new Signals((channels) => notify(reads, channels));
  const runtime: Runtime = {
    composition,
    orm: composition.orm,
    reads,
    writes,
    reports,
    vault: new Vault(rootKeys, databaseKeys(keys)),
    files: options.files,
    filesUrl: options.filesUrl ?? '',
    publicUrl: options.publicUrl,
    auditHeads: options.auditHeads,
    mailer: options.mailer,
    log: options.log,
    outbound: options.outbound ?? createOutbound(),
    live: new LiveHub({ reads, log: options.log }),
    credentials: new CredentialCache(),
    planner: options.planner ?? createPlanner(() => runtime),
    signals,
    retention: keptDays(options.retention),
    tenantPredicate: true,
    tracing: options.tracing ?? untraced,
    clock: options.clock ?? (() => new Date()),
    settings,
    service,
    docsUrl: options.docsUrl ?? ((code) => `https://bureau.example/errors#${code}`),
    close: async () => {
      signals.close();
      await Promise.all([reads, writes, reports, keys].map((pool) => pool.close()));
    },
  };
  return runtime;
}

async function notify(reads: ReadPool, channels: SignalChannel[]): Promise<void> {
  const text = "select pg_notify(channel, '') from unnest($1::text[]) channel";
  await reads.sqlAnywhere({ text, values: [channels] });
}

function settingsLookup(composition: Composition): Runtime['settings'] {
  const settings = new Map(composition.plugins.map((it) => [it.definition.id, it.settings]));
  return <T>(plugin: string) => {
    if (!settings.has(plugin)) throw new Error(`No plugin "${plugin}" is loaded.`);
    return settings.get(plugin) as T;
  };
}

function serviceLookup(composition: Composition): Runtime['service'] {
  const providers = new Map(
    composition.plugins
      .flatMap((plugin) => plugin.definition.services ?? [])
      .map((provider) => [provider.token.id, provider]),
  );
  const made = new Map<string, unknown>();
  return <T>(token: ServiceToken<T>) => {
    if (!made.has(token.id)) {
      const provider = providers.get(token.id);
      if (!provider) throw new Error(`No plugin offers the service "${token.id}".`);
      made.set(token.id, provider.create());
    }
    return made.get(token.id) as T;
  };
}
