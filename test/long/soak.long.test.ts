import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, type Inspected } from '../inspected.js';
import { founded } from '../kill-run.js';
import { cleanUp, newDataDir, type ServerProcess, startServer } from '../platform-process.js';
import { soak, type SoakCounts } from '../soak-load.js';

/** Half an hour of mixed load; SOAK_MINUTES makes it shorter while one looks for a leak. */
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 30);
const SAMPLES = 30;

interface Sample {
  minute: number;
  megabytes: number;
  handles: number;
}

let server: ServerProcess;
let inspected: Inspected;
let samples: Sample[];
let counts: SoakCounts;

beforeAll(async () => {
  const dataDir = newDataDir();
  const env = { BUREAU_DEVELOPMENT: '1', NODE_OPTIONS: '--inspect=127.0.0.1:0' };
  server = await startServer(dataDir, { env });
  const address = /Debugger listening on (ws:\S+)/.exec(server.output.stderr)?.[1] ?? '';
  inspected = await inspect(address);
  const target = await founded(dataDir, server);
  const ending = new AbortController();
  const load = soak(target, ending.signal);
  // One kind of work that fails ends the others, which would try for ever.
  load.catch(() => ending.abort());
  const began = Date.now();
  samples = [];
  while (samples.length < SAMPLES) {
    await Promise.race([sleep((MINUTES * 60_000) / SAMPLES), load]);
    samples.push({
      minute: (Date.now() - began) / 60_000,
      megabytes: (await inspected.heap()) / 2 ** 20,
      handles: readdirSync(`/proc/${server.pid}/fd`).length,
    });
  }
  ending.abort();
  counts = await load;
  const told = samples.map(({ megabytes, handles }) => [megabytes.toFixed(1), handles]);
  process.stdout.write(`SOAK=${JSON.stringify({ counts, told })}\n`);
}, 3_600_000);
afterAll(async () => {
  // A process does not end before its debugger has left.
  inspected?.close();
  server?.child.kill('SIGTERM');
  await server?.ended;
  await cleanUp();
}, 60_000);

/** The first third fills caches and pools. */
const warm = () => samples.slice(SAMPLES / 3);

test('#86 soak: the heap does not grow under mixed load', () => {
  expect(Object.values(counts).every((count) => count > 10)).toBe(true);
  expect(slope(warm().map(({ minute, megabytes }) => [minute, megabytes])) * 10).toBeLessThan(1);
});

test('#86 soak: handles stay what they were', () => {
  const [early, late] = [warm().slice(0, 10), warm().slice(-10)].map((part) =>
    Math.min(...part.map(({ handles }) => handles)),
  );
  expect(late).toBeLessThanOrEqual((early ?? 0) + 2);
});

/** Least squares: what is gained with each unit of the first figure. */
function slope(points: readonly (readonly number[])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, one) => sum + (one[at] ?? 0), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const about = points.map(([a = 0, b = 0]) => [a - x, b - y] as const);
  const spread = about.reduce((sum, [a]) => sum + a * a, 0);
  return about.reduce((sum, [a, b]) => sum + a * b, 0) / spread;
}
