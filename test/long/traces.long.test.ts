import { setTimeout as sleep } from 'node:timers/promises';
import { verifyAudit } from '@bureau/core';
import { hrPlugin } from '@bureau/plugin-hr';
import { type DatabaseUrls, deriveUrls, withDatabase } from '@bureau/server/database';
import { createTestApp, type TestApp, type TestClient } from '@bureau/testing';
import { type Receiver, startReceiver } from '../../packages/plugins/hr/test/receiver.js';

/**
 * What the audit trail costs, how fast it is verified, and how soon a webhook is tried. Figures are
 * printed as one line of JSON each; what is asserted is far from them, for machines differ.
 */

let app: TestApp;
let receiver: Receiver;
let urls: Required<DatabaseUrls>;

const CREATE = `mutation { personCreate(input: { givenName: "Ida", familyName: "Trace" }) {
  person { id version } userErrors { code } } }`;
const ROUNDS = 12;
const PER_ROUND = 60;
const ENTRIES = 200_000;
const print = (name: string, figures: object) =>
  process.stderr.write(`${name} ${JSON.stringify(figures)}\n`);
const sorted = (values: readonly number[]) => [...values].sort((left, right) => left - right);
const quantile = (values: readonly number[], part: number) =>
  sorted(values)[Math.floor((values.length - 1) * part)] ?? 0;
const round = (value: number) => Math.round(value * 1_000) / 1_000;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await createTestApp({ plugins: [hrPlugin], allowLoopback: true });
  const [row] = await app.sql<{ name: string }>('select current_database() as name');
  const owner = withDatabase(process.env['BUREAU_TEST_OWNER_URL'] ?? '', row?.name ?? '');
  const url = new URL(owner);
  url.username = process.env['BUREAU_TEST_APP_USER'] ?? '';
  url.password = process.env['BUREAU_TEST_APP_PASSWORD'] ?? '';
  urls = { owner, ...deriveUrls(url.href) };
}, 60_000);
afterAll(async () => {
  await app?.close();
  await receiver?.close();
});

/** The same statement of traces without the entries: what is left is everything but the trail. */
const WITHOUT = `with given as (select $1::jsonb), told as (insert into`;

/** Mutations whose entries are not written; everything else of the program runs. */
function withoutTrail(): () => void {
  const { writes } = app.runtime;
  const begin = writes.begin.bind(writes);
  writes.begin = async (subscribers) => {
    const transaction = await begin(subscribers);
    const commit = transaction.commit.bind(transaction);
    transaction.commit = (last = []) =>
      commit(
        last.map(({ text, ...rest }) => {
          const start = /^[\s\S]*?told as \(\s*insert into(?= core\.outbox)/;
          return { ...rest, text: text.replace(start, WITHOUT) };
        }),
      );
    return transaction;
  };
  return () => {
    writes.begin = begin;
  };
}

interface Sample {
  ms: number;
  cpuMs: number;
}

async function sample(client: TestClient, together: number): Promise<Sample> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  for (let done = 0; done < PER_ROUND; done += together) {
    await Promise.all(Array.from({ length: together }, () => client.data(CREATE)));
  }
  const { user, system } = process.cpuUsage(cpu);
  const ms = (performance.now() - begun) / PER_ROUND;
  return { ms, cpuMs: (user + system) / 1_000 / PER_ROUND };
}

test.each([1, 4])(
  'the share of the trail in a mutation, %s at once',
  async (together) => {
    const client = await app.member('hrManager').then(() => app.owner);
    await sample(client, together);
    const taken: Record<'with' | 'without', Sample[]> = { with: [], without: [] };
    const count = 'select count(*)::int as count from core.audit_entry';
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      for (const which of turn % 2 === 0
        ? (['with', 'without'] as const)
        : (['without', 'with'] as const)) {
        const [before] = await app.sql<{ count: number }>(count);
        const restore = which === 'without' ? withoutTrail() : () => undefined;
        taken[which].push(await sample(client, together));
        restore();
        const [after] = await app.sql<{ count: number }>(count);
        const written = (after?.count ?? 0) - (before?.count ?? 0);
        expect(written).toBe(which === 'with' ? PER_ROUND : 0);
      }
    }
    const median = (which: 'with' | 'without', of: keyof Sample) =>
      quantile(
        taken[which].map((one) => one[of]),
        0.5,
      );
    const ratio = (of: keyof Sample) => median('with', of) / median('without', of);
    print('audit share', {
      together,
      msWith: round(median('with', 'ms')),
      msWithout: round(median('without', 'ms')),
      throughputLost: round(1 - 1 / ratio('ms')),
      cpuMsWith: round(median('with', 'cpuMs')),
      cpuMsWithout: round(median('without', 'cpuMs')),
      cpuShare: round(1 - 1 / ratio('cpuMs')),
    });
    expect(ratio('ms')).toBeLessThan(2);
  },
  300_000,
);

test('rows a second of audit verify', async () => {
  await app.sql(
    `insert into core.audit_entry (id, principal_kind, principal_id, operation, request_id,
       record_type, record_id, action, before, after)
     select gen_random_uuid(), 'user', gen_random_uuid(), 'personUpdate', 'request', 'Person',
       gen_random_uuid(), 'UPDATE', jsonb_build_object('givenName', 'Ida', 'version', n),
       jsonb_build_object('givenName', 'Ada', 'version', n + 1) from generate_series(1, $1::int) n`,
    [ENTRIES],
  );
  const sealing = performance.now();
  await app.work();
  const sealSeconds = (performance.now() - sealing) / 1_000;
  await app.sql('analyze core.audit_entry');
  await app.sql('analyze core.audit_link');
  const rates: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const begun = performance.now();
    const { vault } = app.runtime;
    for await (const report of verifyAudit({ workerUrl: urls.worker, vault })) {
      expect(report).toMatchObject({ ok: true, faults: [] });
      rates.push(report.entries / ((performance.now() - begun) / 1_000));
    }
  }
  const hashing = await hashRate();
  print('audit verify', {
    entries: ENTRIES,
    sealedPerSecond: Math.round(ENTRIES / sealSeconds),
    rowsPerSecond: rates.map(Math.round),
    best: Math.round(Math.max(...rates)),
    sqlDigestsAlone: hashing,
  });
  expect(Math.max(...rates)).toBeGreaterThan(5_000);
}, 600_000);

/** What the database alone needs to print and hash every entry: the floor below verify. */
async function hashRate(): Promise<number> {
  const begun = performance.now();
  await app.sql(
    `select count(sha256(convert_to(json_build_array(1, e.id, e.sequence, e.at, e.principal_kind,
       e.principal_id, e.operation, e.record_type, e.record_id, e.action, e.before, e.after)::text,
       'UTF8'))) from core.audit_entry e`,
  );
  return Math.round(ENTRIES / ((performance.now() - begun) / 1_000));
}

test('the first try of a webhook after the commit', async () => {
  const http = await app.http();
  const token = await app.token('owner');
  const { body } = await http.post({
    token,
    query: `mutation ($url: String!) { webhookEndpointCreate(input: { url: $url, name: "Measure",
      topics: ["core.record.changed"], scopes: ["core.person.read"] }) {
      webhookEndpoint { id } userErrors { code message } } }`,
    variables: { url: receiver.url() },
  });
  expect(body.data?.webhookEndpointCreate?.userErrors).toEqual([]);
  const waits: number[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const before = receiver.received.length;
    await http.post({ token, query: CREATE });
    const committed = Date.now();
    while (receiver.received.length === before && Date.now() - committed < 10_000) await sleep(5);
    waits.push((receiver.received[before]?.at ?? committed + 10_000) - committed);
    await sleep(20);
  }
  print('webhook', {
    p50Ms: quantile(waits, 0.5),
    p95Ms: quantile(waits, 0.95),
    mostMs: quantile(waits, 1),
  });
  expect(quantile(waits, 0.95)).toBeLessThan(10_000);
}, 300_000);
