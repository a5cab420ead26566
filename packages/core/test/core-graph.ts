import { randomBytes } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { createExecutor } from '../src/context/execute.js';
import type { Principal } from '../src/context/principal.js';
import { createRuntime, type Runtime } from '../src/context/runtime.js';
import { authenticate } from '../src/identity/authenticate.js';
import type { Mailer } from '../src/mail/mailer.js';
import { compose } from '../src/plugin/compose.js';
import type { PluginDefinition } from '../src/plugin/definition.js';
import type { Outbound } from '../src/net/outbound-request.js';
import { issueToken } from '../src/schema/issue-token.js';
import { createOrganization } from '../src/schema/organization.js';
import { untilCaughtUp } from './caught-up.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** Core's own graph, composed and migrated, with two organizations: `acme` and `other`. */
export interface CoreGraph {
  database: TestDatabase;
  runtime: Runtime;
  /** For another runtime on the same database. */
  rootKey: Buffer;
  acme: string;
  other: string;
  /** A service token of a default role. */
  token(role: string, slug?: string): Promise<string>;
  authenticate(token: string | undefined): Promise<Principal>;
  /** Runs a document through gate and kernel with the rights that the token has now. */
  run(token: string | undefined, document: string, dryRun?: boolean): Promise<ExecutionResult>;
  /** The data of a document; throws on top-level errors. */
  read<T>(token: string | undefined, document: string): Promise<T>;
  /** The payload of the one mutation of a document; throws on top-level errors. */
  mutate<T = unknown>(token: string, document: string, dryRun?: boolean): Promise<Payload<T>>;
  /** Resolves when the feed shows everything that is committed now. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** A payload with the fields of `T`, which are all null in a refused one. */
export type Payload<T = unknown> = T & {
  userErrors: { code: string; message: string; path: string[] }[];
};

export interface Id {
  id: string;
}

export const DAY = 86_400_000;
const alone = compose({ plugins: [] });

export interface CoreGraphOptions {
  /** Plugins beside core; default none. */
  plugins?: readonly PluginDefinition[];
  /** Connections of each pool; default 6. */
  poolSize?: number;
  clock?: () => Date;
  /** The way out; default to public addresses only. */
  outbound?: Outbound;
  mailer?: Mailer;
}

export async function createCoreGraph(options: CoreGraphOptions = {}): Promise<CoreGraph> {
  const { plugins, poolSize = 6, clock = () => new Date(), mailer } = options;
  const composition = plugins ? compose({ plugins: plugins.map((plugin) => ({ plugin })) }) : alone;
  const database = await createTestDatabase(composition.plugins.map((one) => one.definition));
  const { roles } = composition;
  const acme = await createOrganization(database.owner, { name: 'Acme', slug: 'acme', roles });
  const other = await createOrganization(database.owner, { name: 'Other', slug: 'other', roles });
  const log = { info: ignore, warn: ignore, error: console.error };
  const rootKey = randomBytes(32);
  const runtime = createRuntime(composition, {
    appUrl: database.appUrl,
    rootKey,
    log,
    poolSize,
    clock,
    outbound: options.outbound,
    mailer,
  });
  const execute = createExecutor(runtime);
  const authenticated = (token: string | undefined) =>
    authenticate(
      {
        sql: (text, values) => runtime.reads.sql(undefined, { text, values }),
        permissions: composition.permissions.keys(),
      },
      token,
      new Date(),
    );
  const run: CoreGraph['run'] = async (token, document, dryRun = false) => {
    const principal = await authenticated(token);
    const caller = { principal, requestId: 'test', deadline: Date.now() + 20_000, dryRun };
    return execute({ document, caller });
  };
  return {
    database,
    runtime,
    rootKey,
    acme,
    other,
    token: async (roleKey, slug = 'acme') => {
      const expires = new Date(Date.now() + DAY);
      const request = { organizationSlug: slug, roleKey, expires };
      return (await issueToken(database.owner, request)).token;
    },
    authenticate: authenticated,
    run,
    read: async <T>(token: string | undefined, document: string) =>
      dataOf(await run(token, document)) as T,
    mutate: async <T>(token: string, document: string, dryRun?: boolean) =>
      Object.values(dataOf(await run(token, document, dryRun)))[0] as Payload<T>,
    caughtUp: () => untilCaughtUp(database.owner),
    close: async () => {
      await runtime.close();
      await database.drop();
    },
  };
}

function dataOf({ data, errors }: ExecutionResult): Record<string, unknown> {
  if (errors?.[0]) throw errors[0];
  return data ?? {};
}

function ignore(): void {}
