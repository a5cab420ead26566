import {
  authenticate,
  createOrganization,
  encodeId,
  issueToken,
  uuidv7,
  type Composition,
  type Exposed,
  type Principal,
  type Runtime,
} from '@bureau/core';
import { untilCaughtUp } from './caught-up.js';
import { demoOrganization, startDemo } from './demo-company.js';
import { startHttp, type TestHttp } from './http.js';
import { runBackground, sendText, type UploadAs } from './jobs.js';
import { startPlatform, type PlatformOptions, type TestPlatform } from './platform.js';
import { principalOf, uuidOf, type Access } from './principals.js';
import { type Row, type SqlClient, withSql } from './sql-client.js';
import { assertCount } from './statement-recorder.js';
import { createTestClient, type TestClient } from './test-client.js';
import type { TestLog } from './test-log.js';

export interface TestAppOptions extends PlatformOptions {
  /** Makes no organization: an empty, migrated database. */
  migrateOnly?: boolean;
  /**
   * The demo company as it is on its day, as organization `acme`: loaded once in a run for these
   * plugins, copied for each app.
   */
  demo?: boolean;
}

/** The run-time roles of the database, for attacks on its own walls. */
export type DatabaseRole = 'bureau_app' | 'bureau_worker' | 'bureau_reader';

/**
 * The real platform on a database of its own, seen from one organization. The server's role is
 * the one that production has, so row-level security holds here too.
 */
export interface TestApp {
  readonly composition: Composition;
  readonly runtime: Runtime;
  readonly log: TestLog;
  /** Uuid. */
  readonly organizationId: string;
  readonly slug: string;
  /** A caller with a default role, or with exactly these permissions. */
  as(access: Access): TestClient;
  /** A caller with a membership and a grant in the database, as uploads and jobs need one. */
  member(role: string): Promise<TestClient>;
  /**
   * Stores a text, or bytes, for the caller, who is a member: rows of an import unless `as` says
   * otherwise.
   * The public id of the upload, for `fileUploadFinish`.
   */
  upload(client: TestClient, text: string | Uint8Array, as?: UploadAs): Promise<string>;
  /** Runs jobs and events that wait, of all organizations, until nothing is left to do now. */
  work(): Promise<void>;
  /**
   * Resolves when the change feed shows everything that is committed now. Await it between a write
   * and `changes`: transactions of other databases of the same server hold the feed back too.
   */
  caughtUp(): Promise<void>;
  /** Holds every permission. */
  readonly owner: TestClient;
  /** A second organization in the same database, with roles and clients of its own. */
  otherOrganization(): Promise<TestApp>;
  /** Rows as the owner of the tables sees them, within this organization. */
  sql<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** A raw connection of a run-time role, on the given organization or on none. */
  asRole(role: DatabaseRole, organizationId?: string): Promise<SqlClient>;
  /** Fails, with the statements, unless exactly `count` statements on data ran. */
  expectSql<T>(count: number, work: () => Promise<T>): Promise<T>;
  /** Texts of the statements on data that ran. */
  statements(work: () => Promise<unknown>): Promise<string[]>;
  /** `app.id('Asset', uuid)` -> `ast_...`; a record type or its name. */
  id(type: string | Pick<Exposed, 'name'>, uuid: string): string;
  /** The uuid of a public id. */
  uuid(id: string): string;
  /** `false` leaves organizations apart by row-level security alone. */
  setTenantPredicate(on: boolean): void;
  /** A real API key with the rights of a role. */
  token(role: string): Promise<string>;
  /** The real server on a free port; one per test app. */
  http(): Promise<TestHttp>;
  /** Ends everything and drops the database, for all organizations. */
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/**
 * Composes the plugins and runs them on a copy of their migrated template database, with the
 * organization `acme` and the default roles of all plugins. Close it after the last test.
 *
 * @example
 * const app = await createTestApp({ plugins: [hrPlugin] });
 * const { errors } = await app.as({ role: 'viewer' }).query('{ employees { nodes { id } } }');
 * await app.close();
 */
export async function createTestApp(options: TestAppOptions): Promise<TestApp> {
  const platform = options.demo ? await startDemo(options) : await startPlatform(options);
  try {
    const http = memo(() => startHttp(platform));
    const shared: Shared = { platform, http, others: 0 };
    const id = await firstOrganization(platform, options);
    return appOf(shared, { id, slug: 'acme' });
  } catch (error) {
    await platform.close();
    throw error;
  }
}

interface Shared {
  platform: TestPlatform;
  http: () => Promise<TestHttp>;
  /** Organizations beside the first one. */
  others: number;
}

function appOf(shared: Shared, organization: { id: string; slug: string }): TestApp {
  const { platform } = shared;
  const { composition, runtime, recorder, log } = platform;
  const { owner: ownerUrl } = platform.database.urls;
  const inspect = memo(() => platform.connect(ownerUrl, organization.id));
  return {
    composition,
    runtime,
    log,
    organizationId: organization.id,
    slug: organization.slug,
    ...clientsOf(platform, organization),
    otherOrganization: async () => {
      shared.others += 1;
      const slug = `other-${shared.others}`;
      return appOf(shared, { id: await addOrganization(platform, slug), slug });
    },
    sql: async <R extends object>(text: string, values: readonly unknown[] = []) => {
      const client = await inspect();
      return (await client.query<R>(text, values)).rows;
    },
    asRole: (role, organizationId) => platform.connect(urlOf(platform, role), organizationId),
    expectSql: async (count, work) => {
      const { result, statements } = await recorder.during(work);
      assertCount(count, statements);
      return result;
    },
    statements: async (work) => (await recorder.during(work)).statements,
    id: (type, uuid) => encodeId(prefixOf(composition, type), uuid),
    uuid: uuidOf,
    setTenantPredicate: (on) => {
      runtime.tenantPredicate = on;
    },
    http: shared.http,
    work: () => runBackground(platform),
    caughtUp: async () => untilCaughtUp(await inspect()),
    close: platform.close,
  };
}

/** Callers of one organization. */
function clientsOf(
  platform: TestPlatform,
  organization: { id: string; slug: string },
): Pick<TestApp, 'as' | 'member' | 'owner' | 'token' | 'upload'> {
  const { composition, execute, log } = platform;
  const host = { schema: composition.schema, execute, log };
  const as = (access: Access): TestClient =>
    createTestClient(host, principalOf(composition, organization.id, access));
  const token = (role: string) => newToken(platform, organization.slug, role);
  return {
    as,
    member: async (role) => createTestClient(host, await memberOf(platform, await token(role))),
    owner: as({ permissions: ['*'], limitClass: 'bulk' }),
    token,
    upload: (client, text, as) => sendText(platform, client, { text, as }),
  };
}

async function firstOrganization(
  platform: TestPlatform,
  { migrateOnly, demo }: TestAppOptions,
): Promise<string> {
  if (migrateOnly) return uuidv7();
  return demo ? demoOrganization(platform) : addOrganization(platform, 'acme');
}

function addOrganization({ database, composition }: TestPlatform, slug: string): Promise<string> {
  const { roles } = composition;
  return withSql(database.urls.owner, (client) =>
    createOrganization(client, { name: `Company ${slug}`, slug, roles }),
  );
}

async function newToken(platform: TestPlatform, slug: string, role: string): Promise<string> {
  const expires = new Date(Date.now() + DAY_MS);
  const request = { organizationSlug: slug, roleKey: role, expires };
  const issue = (client: SqlClient) => issueToken(client, request);
  return (await withSql(platform.database.urls.owner, issue)).token;
}

function memberOf({ runtime, composition }: TestPlatform, token: string): Promise<Principal> {
  const reads = {
    sql: <R extends Row>(text: string, values: readonly unknown[]) =>
      runtime.reads.sql<R>(undefined, { text, values }),
    permissions: composition.permissions.keys(),
  };
  return authenticate(reads, token, runtime.clock());
}

function urlOf({ database }: TestPlatform, role: DatabaseRole): string {
  const { app, worker, reader } = database.urls;
  const urls = { bureau_app: app, bureau_worker: worker, bureau_reader: reader };
  return urls[role];
}

function prefixOf(composition: Composition, type: string | Pick<Exposed, 'name'>): string {
  const name = typeof type === 'string' ? type : type.name;
  const record = composition.records.get(name);
  if (record) return record.prefix;
  throw new Error(`${name} is no record type of these plugins.`);
}

/** Made at the first use, then kept. */
function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
