import { setTimeout as sleep } from 'node:timers/promises';
import { type Receiver, startReceiver, verified } from '../packages/plugins/hr/test/receiver.js';
import { command, founded as companyOf } from './command-line.js';
import { send } from './import-client.js';
import { STRUCTURE } from './import-files.js';
import { Ledger, seeded, type Target, Worker } from './kill-load.js';
import { newDataDir, postmasterPid, type Row, rowsOf } from './platform-process.js';
import { type ServerProcess, startServer, until } from './platform-process.js';

/** The platform under load, killed again and again; then all that was promised is counted. */

type Loose = ReturnType<JSON['parse']>;

const CALLERS = 4;
const PAUSE = { leastMs: 200, mostMs: 2_500 };
// Webhooks go to this machine.
const env = { BUREAU_DEVELOPMENT: '1' };

export interface KillRun {
  ledger: Ledger;
  /** What the receiver got: the data of each message by its id, however often it came. */
  deliveries: ReadonlyMap<string, Loose>;
  target: Target;
  kills: number;
  /** How long it went on, and how long the platform then needed for what was left. */
  seconds: { load: number; rest: number };
  /** Rows of a statement of the owner of the tables within the company. */
  rows(text: string): Promise<Row[]>;
  /** Exit code and output of `bureau audit verify`. */
  verifyTrail(): Promise<{ code: number | null; stdout: string }>;
  end(): Promise<void>;
}

/**
 * Load from a seed while the server is killed so many times, every second time with its database;
 * returns when everything that was begun has come to its end.
 */
export async function killRun(options: { seed: number; kills: number }): Promise<KillRun> {
  const random = seeded(options.seed);
  let kills = 0;
  const dataDir = newDataDir();
  let server = await startServer(dataDir, { env });
  const rows = (text: string) => rowsOf(dataDir, text);
  const target = await founded(dataDir, server);
  const receiver = await startReceiver();
  const secret = await endpoint(target, receiver);
  const deliveries = new Map<string, Loose>();
  // A signature is good for five minutes.
  const take = () => {
    for (const one of receiver.received.splice(0)) {
      deliveries.set(one.headers['webhook-id'] ?? '', verified(secret, one).data);
    }
  };
  const ledger = new Ledger();
  const stopping = new AbortController();
  const work = Array.from({ length: CALLERS }, (_, at) =>
    new Worker(target, ledger, { name: `W${at}`, random: seeded(options.seed + at + 1) }).run(
      stopping.signal,
    ),
  );
  const all = Promise.all(work);
  const began = Date.now();
  all.catch(() => stopping.abort());
  while (kills < options.kills && !stopping.signal.aborted) {
    kills += 1;
    await sleep(PAUSE.leastMs + random() * (PAUSE.mostMs - PAUSE.leastMs));
    await killed(server, kills % 2 === 0 ? postmasterPid(dataDir) : undefined);
    server = await startServer(dataDir, { env });
    target.url = server.url;
    take();
  }
  stopping.abort();
  await all;
  const ended = Date.now();
  await settled(rows);
  take();
  return {
    ...{ ledger, deliveries, target, rows, kills },
    seconds: {
      load: Math.round((ended - began) / 1_000),
      rest: Math.round((Date.now() - ended) / 1_000),
    },
    verifyTrail: () => command(dataDir, ['audit', 'verify', '--organization', 'acme', '--json']),
    end: async () => {
      await receiver.close();
      server.child.kill('SIGTERM');
      await server.ended;
    },
  };
}

async function killed(server: ServerProcess, database: number | undefined): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  if (database !== undefined) process.kill(database, 'SIGKILL');
  await server.ended;
}

const WAITING = `select
  (select count(*)::int from core.outbox_event where dispatched_at is null) +
  (select count(*)::int from core.job where state in ('QUEUED', 'RUNNING')) +
  (select count(*)::int from core.webhook_delivery where state = 'PENDING') as n`;

/** A delivery whose process died is tried again after a minute, which is made short here. */
async function settled(rows: KillRun['rows']): Promise<void> {
  await until(async () => {
    await rows(`update core.webhook_delivery set next_attempt_at = now()
      where state = 'PENDING' and next_attempt_at > now() + interval '20 seconds'`);
    const [waiting] = await rows(WAITING);
    await sleep(200);
    return waiting?.['n'] === 0;
  });
}

/** A company with its structure, two callers, and a rule that disposals take a second person. */
export async function founded(dataDir: string, server: ServerProcess): Promise<Target> {
  const token = await companyOf(dataDir);
  // Load is measured in what is right, not in what one caller may do in a second.
  await rowsOf(dataDir, "update core.role set limit_class = 'BENCHMARK'");
  const [owner, approver] = [await token('owner'), await token('admin')];
  const access = { url: server.url, token: owner };
  await send(access, STRUCTURE);
  const { viewer } = await send({ ...access, token: approver }, '{ viewer { user { id } } }');
  await send(
    access,
    `mutation ($id: ID!) { approvalPolicySet(input: { kind: "assets.asset.dispose", steps: [
       { mode: ANY, amountFrom: "1000", currency: "EUR", approvers: [{ userId: $id }] }] }) {
       userErrors { code } } }`,
    { id: viewer.user.id },
  );
  return { url: server.url, owner, approver, ids: await idsOf(access) };
}

async function idsOf(access: { url: string; token: string }): Promise<Target['ids']> {
  const { categories, ...lists } = await send(
    access,
    `{ categories { nodes { id } } legalEntities { nodes { id } } orgUnits { nodes { id } }
       sites(where: { code: { eq: "VIE" } }) { nodes { id } } }`,
  );
  const { assetModelCreate } = await send(
    access,
    `mutation ($input: AssetModelCreateInput!) { assetModelCreate(input: $input) {
       assetModel { id } userErrors { code } } }`,
    {
      input: { code: 'L1', name: 'Laptop', manufacturer: 'M', categoryId: categories.nodes[0].id },
    },
  );
  const first = (list: Loose): string => list.nodes[0].id;
  const { legalEntities, orgUnits, sites } = lists;
  return {
    ...{ entity: first(legalEntities), unit: first(orgUnits), site: first(sites) },
    model: assetModelCreate.assetModel.id,
  };
}

async function endpoint({ url, owner }: Target, receiver: Receiver): Promise<string> {
  const { webhookEndpointCreate } = await send(
    { url, token: owner },
    `mutation ($url: String!) { webhookEndpointCreate(input: { name: "All", url: $url,
       topics: ["core.record.changed"], recordTypes: ["Site"], scopes: ["*"] }) {
       secret userErrors { code message } } }`,
    { url: receiver.url() },
  );
  return webhookEndpointCreate.secret;
}

/** Everything that the change feed has about sites, page by page. */
export async function feedOf({ target, rows }: KillRun): Promise<Loose[]> {
  const [next] = await rows('select pg_snapshot_xmax(pg_current_snapshot())::text as xid');
  // The work behind requests has transactions of its own, which hold the feed back.
  const reached = `select pg_snapshot_xmin(pg_current_snapshot())
    >= '${String(next?.['xid'])}' as yes`;
  await until(async () => (await rows(reached))[0]?.['yes'] === true);
  const nodes: Loose[] = [];
  let after: string | null = null;
  for (let hasMore = true; hasMore;) {
    const { changes }: Loose = await send(
      { url: target.url, token: target.owner },
      `query ($after: String) { changes(after: $after, first: 100, types: ["Site"],
         names: ["core.record.changed"]) {
         cursor hasMore nodes { id recordId recordVersion } } }`,
      { after },
    );
    nodes.push(...changes.nodes);
    ({ cursor: after, hasMore } = changes);
  }
  return nodes;
}
