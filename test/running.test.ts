import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOrganization, defineConfig, issueToken } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';
import { createLogger, type RunningServer, serve, withOwner } from '@bureau/server';
import { createDatabase, deriveUrls, dropDatabase, withDatabase } from '@bureau/server/database';

/** What operators see of a server: metrics, readiness, logs; and what none of them may hold. */

const name = `bureau_test_${randomBytes(8).toString('hex')}`;
const dataDir = mkdtempSync(path.join(tmpdir(), 'bureau-running-'));
const maintenance = process.env['BUREAU_TEST_OWNER_URL'] ?? '';
const ownerUrl = withDatabase(maintenance, name);
const metricsToken = 'a-token-for-the-collector';
const lines: string[] = [];
let server: RunningServer;
let token: string;

const app = new URL(ownerUrl);
app.username = process.env['BUREAU_TEST_APP_USER'] ?? '';
app.password = process.env['BUREAU_TEST_APP_PASSWORD'] ?? '';

function start(more: { diskMinFreeBytes?: number } = {}): Promise<RunningServer> {
  return serve({
    config: defineConfig({ plugins: [hrPlugin] }),
    environment: {
      port: 0,
      host: '127.0.0.1',
      dataDir,
      databaseUrl: deriveUrls(app.href).app,
      databaseOwnerUrl: ownerUrl,
      demo: false,
      logLevel: 'info',
      drainSeconds: 5,
      work: true,
      workConcurrency: 1,
      metricsToken,
      ...more,
    },
    logger: createLogger({
      level: 'info',
      destination: { write: (line: string) => void lines.push(line) },
    }),
  });
}

beforeAll(async () => {
  await createDatabase(maintenance, name);
  server = await start();
  token = await withOwner(ownerUrl, async (client) => {
    const { roles } = server.composition;
    await createOrganization(client, { name: 'Acme', slug: 'acme', roles });
    const expires = new Date(Date.now() + 86_400_000);
    return (await issueToken(client, { organizationSlug: 'acme', roleKey: 'owner', expires }))
      .token;
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await dropDatabase(maintenance, name);
  rmSync(dataDir, { recursive: true });
});

interface Sent {
  query: string;
  variables?: object;
  operationName?: string;
  headers?: Record<string, string>;
  to?: RunningServer;
}

async function send({ query, variables, operationName, headers, to = server }: Sent) {
  const response = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  return { status: response.status, text: await response.text() };
}

async function metrics(bearer?: string) {
  const headers = { ...(bearer && { authorization: `Bearer ${bearer}` }) };
  const response = await fetch(`${server.url}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
}

test('metrics are for the bearer of their token; for others nothing is there', async () => {
  expect((await metrics()).status).toBe(404);
  expect((await metrics(token)).status).toBe(404);
  await send({ query: 'query Known { viewer { __typename } employees(first: 1) { totalCount } }' });
  await send({ query: 'query Known { nothing }' });
  const { status, text } = await metrics(metricsToken);
  expect(status).toBe(200);
  for (const line of [
    /^bureau_graphql_operations_total\{operation="Known",outcome="ok"\} [1-9]/m,
    /^bureau_graphql_duration_seconds_count\{kind="query",field="several"\} [1-9]/m,
    /^bureau_plugin_root_fields_total\{plugin="hr"\} [1-9]/m,
    /^bureau_graphql_errors_total\{code="[A-Z_]+"\} [1-9]/m,
    /^bureau_http_duration_seconds_count\{route="\/graphql",method="POST",status="200"\} [1-9]/m,
    /^bureau_pool_connections\{pool="reads",state="total"\} [1-9]/m,
    /^bureau_outbox_oldest_seconds \d/m,
    /^bureau_webhook_deliveries_due 0/m,
    /^nodejs_eventloop_lag_p99_seconds /m,
  ]) {
    expect(text).toMatch(line);
  }
});

test('names that callers make up do not become series without end', async () => {
  const anonymous = { headers: { authorization: '' } };
  await send({ query: 'query Stranger { __typename }', ...anonymous });
  for (let first = 0; first < 320; first += 16) {
    const numbers = Array.from({ length: 16 }, (_, number) => first + number);
    await Promise.all(
      numbers.map((number) => send({ query: `query Made${number} { __typename }` })),
    );
  }
  const { text } = await metrics(metricsToken);
  expect(text).not.toContain('Stranger');
  const series = text.match(/^bureau_graphql_operations_total\{/gm) ?? [];
  expect(series.length).toBeLessThanOrEqual(605);
  expect(text).toContain('operation="other",outcome="ok"');
});

test('readiness tells of database, outbox and disk', async () => {
  const response = await fetch(`${server.url}/readyz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    ok: true,
    checks: { database: 'ok', outbox: 'ok', disk: 'ok', 'plugin hr': 'ok' },
  });
});

test('an operation leaves one line: who, what, how long, which codes, which trace', async () => {
  lines.length = 0;
  const traceparent = `00-${'4b'.repeat(16)}-${'00f1'.repeat(4)}-01`;
  await send({ query: 'query Names { viewer { __typename } }', headers: { traceparent } });
  await send({ query: 'query Odd { viewer { __typename } }', headers: { traceparent: '00-x-y' } });
  const found = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'operation');
  expect(found).toMatchObject([
    {
      operation: 'Names',
      kind: 'query',
      principal: expect.stringMatching(/^apiKey [\da-f-]{36}$/),
      requestId: expect.any(String),
      milliseconds: expect.any(Number),
      traceId: '4b'.repeat(16),
    },
    { operation: 'Odd' },
  ]);
  expect(found[1]).not.toHaveProperty('traceId');
});

test('#50 CRLF and escape codes stay inside one line of JSON', async () => {
  lines.length = 0;
  await send({
    query: 'query A { viewer { __typename } }',
    operationName: 'A\r\n{"level":"error","msg":"forged"}\u001b[31m',
    headers: { 'x-request-id': 'a{"msg":"forged"}', 'user-agent': 'x\u001b[2J' },
  }).catch(() => undefined);
  await send({
    query: 'mutation ($input: PersonCreateInput!) { personCreate(input: $input) { __typename } }',
    variables: { input: { givenName: 'A\r\n{"msg":"forged"}', familyName: '\u001b[31m' } },
  });
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line.endsWith('\n')).toBe(true);
    for (const sign of ['\r', '\n', '\u001b']) expect(line.slice(0, -1)).not.toContain(sign);
    expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' });
  }
});

test('canaries in passwords, keys, pay and bank accounts come out nowhere', async () => {
  lines.length = 0;
  const canaries = ['Canary-Passw0rd-77', 'bk_canary_4711', '62123.4501', 'DE89370400440532013000'];
  const [password, key, pay, account] = canaries;
  const answers = [
    await send({
      query: `mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) {
        userErrors { code message } } }`,
      variables: { input: { organization: 'acme', email: 'a@example.com', password } },
      headers: { authorization: '' },
    }),
    await send({ query: '{ viewer { __typename } }', headers: { authorization: `Bearer ${key}` } }),
    await send({
      query: `mutation ($input: EmployeeHireInput!) { employeeHire(input: $input) {
        userErrors { code message } } }`,
      variables: { input: { salary: { amount: { amount: pay, currency: 'EUR' } }, iban: account } },
    }),
    await send({ query: `{ employees(where: { number: { eq: ${pay} } }) { nodes { id } } }` }),
    await send({ query: `query { person(by: { id: "${account}" }) { id } }` }),
  ];
  const { text } = await metrics(metricsToken);
  for (const place of [...lines, ...answers.map((answer) => answer.text), text]) {
    for (const canary of canaries) expect(place).not.toContain(canary);
  }
});

test('#70 disk full: writes are refused before it is full, reads go on, then both do', async () => {
  const full = await start({ diskMinFreeBytes: Number.MAX_SAFE_INTEGER });
  try {
    const write = `mutation { personCreate(input: { givenName: "A", familyName: "B" }) {
      person { id } } }`;
    const refused = await send({ query: write, to: full });
    expect(refused.status).toBe(503);
    expect(refused.text).toContain('UNAVAILABLE');
    const read = await send({ query: '{ employees(first: 1) { totalCount } }', to: full });
    expect(JSON.parse(read.text)).toMatchObject({ data: { employees: { totalCount: 0 } } });
    const ready = await (await fetch(`${full.url}/readyz`)).json();
    expect(ready).toMatchObject({ ok: true, checks: { disk: 'nearly full: writes are refused' } });
    expect((await send({ query: write })).text).toContain('"person":{"id"');
  } finally {
    await full.stop();
  }
});

test('#72 SIGTERM under load: what was taken is answered, what is late may retry', async () => {
  const draining = await start();
  const wait = '{ employees(first: 50) { nodes { id } } viewer { __typename } }';
  const early = Array.from({ length: 12 }, () => send({ query: wait, to: draining }));
  await Promise.race(early);
  const stopped = draining.stop();
  const late = await Promise.allSettled(
    Array.from({ length: 6 }, () => send({ query: wait, to: draining })),
  );
  for (const answer of await Promise.all(early)) expect([200, 503]).toContain(answer.status);
  for (const outcome of late) {
    if (outcome.status === 'fulfilled') expect([200, 503]).toContain(outcome.value.status);
  }
  await stopped;
});
