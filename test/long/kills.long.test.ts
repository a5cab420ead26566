import {
  expectEffects,
  expectEvents,
  expectSites,
  expectTrail,
  figuresOf,
} from '../kill-checks.js';
import { type KillRun, killRun } from '../kill-run.js';
import { cleanUp } from '../platform-process.js';

/** Fifty kills, every second time with the database. A seed that failed is given by KILL_SEED. */
const KILLS = 50;
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
let run: KillRun;

beforeAll(async () => {
  process.stdout.write(`KILL_SEED=${seed}\n`);
  run = await killRun({ seed, kills: KILLS });
  process.stdout.write(`KILL_FIGURES=${JSON.stringify(await figuresOf(run))}\n`);
}, 3_600_000);
afterAll(async () => {
  await run?.end();
  await cleanUp();
}, 60_000);

test('#71 kill -9 under load: what was acknowledged is there, once', async () => {
  expect(run.kills).toBe(KILLS);
  expect(run.ledger.again).toBeGreaterThan(0);
  expect(run.ledger.sites.size).toBeGreaterThan(0);
  await expectSites(run);
});

test('#71 #78 every change reaches the feed once and the receiver at least once', () =>
  expectEvents(run));

test('#71 #77 jobs, approvals and imports have their effect once', () => expectEffects(run));

test('#71 #87 the audit trail is whole', () => expectTrail(run));
