import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOrganization, defineConfig, issueToken } from '@bureau/core';
import { serverAudits } from 'graphql-http';
import { createDatabase, deriveUrls, dropDatabase, withDatabase } from './database/index.js';
import { withOwner } from './demo.js';
import { createLogger } from './log.js';
import { serve, type RunningServer } from './serve.js';

/** GraphQL over HTTP: the audits of the reference implementation against the whole server. */

const name = `bureau_test_${randomBytes(8).toString('hex')}`;
const dataDir = mkdtempSync(path.join(tmpdir(), 'bureau-serve-'));
const maintenance = process.env['BUREAU_TEST_OWNER_URL'] ?? '';
let server: RunningServer;
let token: string;

beforeAll(async () => {
  await createDatabase(maintenance, name);
  const ownerUrl = withDatabase(maintenance, name);
  const app = new URL(ownerUrl);
  app.username = process.env['BUREAU_TEST_APP_USER'] ?? '';
  app.password = process.env['BUREAU_TEST_APP_PASSWORD'] ?? '';
  server = await serve({
    config: defineConfig({ plugins: [] }),
    environment: {
      port: 0,
      host: '127.0.0.1',
      dataDir,
      databaseUrl: deriveUrls(app.href).app,
      databaseOwnerUrl: ownerUrl,
      demo: false,
      logLevel: 'silent',
      drainSeconds: 1,
      work: true,
      workConcurrency: 2,
    },
    logger: createLogger({ level: 'silent' }),
  });
  token = await withOwner(ownerUrl, async (client) => {
    const { roles } = server.composition;
    await createOrganization(client, { name: 'Acme', slug: 'acme', roles });
    const expires = new Date(Date.now() + 3_600_000);
    const request = { organizationSlug: 'acme', roleKey: 'owner', expires };
    return (await issueToken(client, request)).token;
  });
}, 60_000);

afterAll(async () => {
  await server?.stop();
  await dropDatabase(maintenance, name);
  rmSync(dataDir, { recursive: true, force: true });
});

/** A caller who may introspect, and who says that no browser made the request. */
const fetchFn = (url: string, init: RequestInit = {}) =>
  fetch(url, {
    ...init,
    headers: {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${token}`,
      'apollo-require-preflight': '1',
    },
  });

const audits = serverAudits({ url: () => `${server.url}/graphql`, fetchFn });

test.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))(
  '%s',
  async (_name, audit) => {
    const result = await audit.fn();
    const reason = 'reason' in result ? result.reason : '';
    expect(`${result.status} ${reason}`.trim()).toBe('ok');
  },
);
