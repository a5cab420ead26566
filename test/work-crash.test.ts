import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withOwner } from '@bureau/server';
import { send } from './import-client.js';
import { STRUCTURE } from './import-files.js';
import { founded } from './command-line.js';
import { cleanUp, launchWorker, newDataDir } from './platform-process.js';
import { startServer, type ServerProcess, until } from './platform-process.js';

/**
 * `bureau work` apart from a server that does no work itself, killed again and again while it hands
 * out events and runs the jobs for them: each event is dispatched, each job has its effect, once.
 */

const PEOPLE = 16;
const KILLS = 2;
const dataDir = newDataDir();
let server: ServerProcess;
let token: string;

beforeAll(async () => {
  server = await startServer(dataDir, { env: { BUREAU_WORK: '0' } });
  token = await (await founded(dataDir))('owner');
  // What is prepared need not wait for its turn.
  await rows("update core.role set limit_class = 'BENCHMARK'");
  await send({ url: server.url, token }, STRUCTURE);
}, 300_000);
afterAll(cleanUp, 300_000);

type Row = Record<string, string | number>;

/** Rows of a statement of the owner within the company. */
function rows<R extends Row>(text: string): Promise<R[]> {
  const record = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
  const { secrets, running } = record;
  const url = `postgres://bureau_owner:${secrets.owner}@127.0.0.1:${running.port}/bureau`;
  return withOwner(url, async (client) => {
    await client.query(
      "select set_config('app.organization_id', id::text, false) from core.organization",
    );
    return (await client.query<R>(text)).rows;
  });
}

const IDS = `{ legalEntities { nodes { id } } orgUnits { nodes { id } } sites { nodes { id } } }`;
const HIRE = `mutation ($input: EmployeeHireInput!) {
  employeeHire(input: $input) { employee { id } userErrors { code } } }`;
const MODEL = `mutation { category: categoryCreate(input: { code: "LT", name: "Laptops" }) {
  category { id } userErrors { code } } }`;

/** People who have left, each with an asset in hand. */
async function leavers(): Promise<void> {
  const access = { url: server.url, token };
  const ids = await send(access, IDS);
  const [entity, unit, site] = [ids.legalEntities, ids.orgUnits, ids.sites].map(
    ({ nodes }) => nodes[0].id as string,
  );
  const { category } = await send(access, MODEL);
  const model = await send(
    access,
    `mutation ($input: AssetModelCreateInput!) { assetModelCreate(input: $input) {
       assetModel { id } userErrors { code } } }`,
    { input: { code: 'L1', name: 'Laptop', manufacturer: 'M', categoryId: category.category.id } },
  );
  const one = async (at: number) => {
    const { employeeHire } = await send(access, HIRE, {
      input: {
        number: `E-${at}`,
        person: { givenName: 'P', familyName: `F${at}` },
        employment: {
          ...{ startsOn: '2024-01-01', legalEntityId: entity },
          job: { position: 'Clerk', unitId: unit, siteId: site },
        },
      },
    });
    const employeeId = employeeHire.employee.id;
    const input = {
      ...{ tag: `T-${at}`, modelId: model.assetModelCreate.assetModel.id, siteId: site },
      at: '2024-02-01T00:00:00Z',
    };
    const created = await send(
      access,
      `mutation ($input: AssetCreateInput!) { assetCreate(input: $input) {
         asset { id } userErrors { code message } } }`,
      { input },
    );
    const assetId = created.assetCreate.asset.id;
    await send(
      access,
      `mutation ($input: AssetCheckOutInput!) { assetCheckOut(input: $input) {
         asset { id } userErrors { code message } } }`,
      { input: { assetId, employeeId } },
    );
    await send(
      access,
      `mutation ($id: ID!) { employeeTerminate(input: { employeeId: $id, lastDay: "2025-12-31",
         reason: RESIGNATION }) { employee { id } userErrors { code message } } }`,
      { id: employeeId },
    );
  };
  for (let at = 0; at < PEOPLE; at += 1) await one(at);
}

const RETURNS = `select count(*)::int as n from assets.asset where state = 'RETURN_PENDING'`;
const WAITING = `select
  (select count(*)::int from core.outbox_event where dispatched_at is null) +
  (select count(*)::int from core.job where state in ('QUEUED', 'RUNNING')) as n`;
const numberOf = async (text: string) => Number((await rows(text))[0]?.['n']);

test('#77 #78 kill -9 of the worker: every event and every job has its effect once', async () => {
  await leavers();
  expect(await numberOf(RETURNS)).toBe(0);
  for (let kills = 0; kills < KILLS; kills += 1) {
    const before = await numberOf(RETURNS);
    const worker = launchWorker(dataDir);
    await until(async () => (await numberOf(RETURNS)) > before || worker.child.exitCode !== null);
    worker.child.kill('SIGKILL');
    await worker.ended;
  }
  expect(await numberOf(WAITING)).toBeGreaterThan(0);
  const workers = [launchWorker(dataDir), launchWorker(dataDir)];
  await until(async () => (await numberOf(WAITING)) === 0);
  for (const { child } of workers) child.kill('SIGTERM');
  expect((await Promise.all(workers.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([
    0, 0,
  ]);
  expect(await numberOf(RETURNS)).toBe(PEOPLE);
  const jobs = await rows(`select kind, state, count(*)::int as n from core.job
    where kind like 'assets.%' group by kind, state order by kind`);
  // The day is over: both events ask for the return; a job that still waits is not made twice.
  expect(jobs).toEqual([
    { kind: 'assets.leaverReturn', state: 'SUCCEEDED', n: expect.any(Number) },
    { kind: 'assets.leaverReturnLeft', state: 'SUCCEEDED', n: PEOPLE },
    { kind: 'assets.leaverReturnPlanned', state: 'SUCCEEDED', n: PEOPLE },
  ]);
  // One change of each asset to RETURN_PENDING, whatever was begun and broken off.
  const changes = await rows(`select count(*)::int as n from core.audit_entry
    where record_type = 'Asset' and operation = 'assets.leaverReturn' group by record_id`);
  expect(changes).toEqual(Array.from({ length: PEOPLE }, () => ({ n: 1 })));
}, 300_000);
