import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type BureauConfig,
  compose,
  createExecutor,
  createLocalFileStore,
  createLocalHeadStore,
  createMailer,
  createOutbound,
  createRuntime,
  loadRootKeys,
  type Composition,
  type Executor,
  type Mailer,
  type PluginDefinition,
  type Runtime,
} from '@bureau/core';
import { openClient, type SqlClient } from './sql-client.js';
import { StatementRecorder } from './statement-recorder.js';
import { cloneDatabase, type TestDatabase } from './test-database.js';
import { TestLog } from './test-log.js';

type PluginEntry = BureauConfig['plugins'][number];

/** A plugin, or a plugin with settings, as in `bureau.config.ts`. */
export type TestPlugin = PluginDefinition | PluginEntry;

export interface PlatformOptions {
  /** Beside core; in any order. */
  plugins: readonly TestPlugin[];
  /** Settings by plugin id, for plugins that are listed without. */
  settings?: Readonly<Record<string, unknown>>;
  /** Lets the platform call this machine, as receivers of webhooks in tests are there. */
  allowLoopback?: boolean;
  /** What the platform takes for now; default the clock of the machine. */
  clock?: () => Date;
  /** Where mails go; default none: they are made and stay SKIPPED. */
  mailer?: Mailer;
  /** A mail server, instead of `mailer`; the server of `http()` uses it too. */
  mail?: { url: string; from: string };
  /** Address of the server as browsers know it; default none. */
  publicUrl?: string;
  /** Connections to the database, for tests in which many write at once; default 4. */
  poolSize?: number;
}

/** The composed plugins, connected to a database of their own as the app role. */
export interface TestPlatform {
  entries: readonly PluginEntry[];
  composition: Composition;
  runtime: Runtime;
  execute: Executor;
  database: TestDatabase;
  recorder: StatementRecorder;
  log: TestLog;
  /** Holds the root key and the files; a server of the same test uses it too. */
  dataDir: string;
  /** A raw connection, closed with the platform. */
  connect(url: string, organizationId?: string): Promise<SqlClient>;
  /** Whether the platform may call this machine. */
  allowLoopback: boolean;
  /** The mail server, where there is one. */
  mail: PlatformOptions['mail'];
  /** Runs before everything else when the platform is closed. */
  onClose(work: () => Promise<void>): void;
  /** Ends everything and leaves database and files. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

const POOL_SIZE = 4;

/** Where a platform keeps what it knows. */
export interface TestPlace {
  database: TestDatabase;
  dataDir: string;
}

/** A folder for the files of one platform. */
export function newDataDir(): string {
  return mkdtempSync(path.join(tmpdir(), 'bureau-test-app-'));
}

/**
 * Starts the platform in a place that is filled already, or in a new, migrated one.
 * @throws BootError when the plugins do not go together, MigrationError from their migrations
 */
export async function startPlatform(
  options: PlatformOptions,
  filled?: TestPlace,
): Promise<TestPlatform> {
  const entries = entriesOf(options);
  const composition = composeOnce(entries);
  const { database, dataDir } = filled ?? (await newPlace(composition));
  const { allowLoopback = false } = options;
  const recorder = new StatementRecorder();
  const log = new TestLog();
  const runtime = createRuntime(composition, {
    appUrl: database.urls.app,
    readerUrl: database.urls.reader,
    rootKey: loadRootKeys(dataDir, {}),
    log,
    poolSize: options.poolSize ?? POOL_SIZE,
    files: createLocalFileStore(path.join(dataDir, 'files')),
    auditHeads: createLocalHeadStore(path.join(dataDir, 'audit-heads')),
    outbound: createOutbound({ allowLoopback }),
    onStatement: recorder.record,
    ...(options.clock && { clock: options.clock }),
    mailer: options.mail ? createMailer(options.mail) : options.mailer,
    publicUrl: options.publicUrl,
  });
  const closing: (() => Promise<void>)[] = [];
  const execute = createExecutor(runtime);
  const disconnect = async () => {
    for (const work of closing.splice(0).reverse()) await work();
    await runtime.close();
  };
  return {
    entries,
    composition,
    runtime,
    execute,
    database,
    recorder,
    log,
    dataDir,
    allowLoopback,
    mail: options.mail,
    connect: async (url, organizationId) => {
      const client = await openClient(url, organizationId);
      closing.push(() => client.end().catch(() => undefined));
      return client;
    },
    onClose: (work) => void closing.push(work),
    disconnect,
    close: async () => {
      await disconnect();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function newPlace(composition: Composition): Promise<TestPlace> {
  const database = await cloneDatabase(composition.plugins.map((one) => one.definition));
  return { database, dataDir: newDataDir() };
}

/** The plugins of a test with their settings. */
export function entriesOf({ plugins, settings = {} }: PlatformOptions): PluginEntry[] {
  return plugins.map((given): PluginEntry => {
    const entry = 'plugin' in given ? given : { plugin: given };
    const own = entry.settings ?? settings[entry.plugin.id];
    return own === undefined ? { plugin: entry.plugin } : { plugin: entry.plugin, settings: own };
  });
}

const composed: { entries: readonly PluginEntry[]; composition: Composition }[] = [];

/** Composing takes longer than everything else of a test; one composition serves many databases. */
function composeOnce(entries: readonly PluginEntry[]): Composition {
  const known = composed.find((one) => sameEntries(one.entries, entries));
  if (known) return known.composition;
  const composition = compose({ plugins: entries });
  composed.push({ entries, composition });
  return composition;
}

function sameEntries(left: readonly PluginEntry[], right: readonly PluginEntry[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ plugin, settings }, index) => {
      const other = right[index];
      return (
        plugin === other?.plugin && JSON.stringify(settings) === JSON.stringify(other.settings)
      );
    })
  );
}
