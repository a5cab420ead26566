import { readFileSync } from 'node:fs';
import { type Access, type ImportField, imported, send } from '../import-client.js';
import { csvOf, devices, licenses, people, seats, STRUCTURE } from '../import-files.js';
import { bureau, cleanUp, newDataDir, startServer } from '../platform-process.js';

/**
 * The main job at full size: people, devices and seats by HTTP into the compiled server with its
 * own database, as `npm start` runs it. Prints what it measures; only memory and counts are judged.
 */

const SMALL = 10_000;
const LARGE = 50_000;
const MB = 1_048_576;
/** What five times as many rows may add to the peak: heap that was not collected yet. */
const SLACK_MB = 200;

afterAll(cleanUp, 60_000);

/** Resident bytes of a process. */
function residentOf(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Number(pages) * 4_096;
}

class Sampler {
  private readonly samples: number[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.timer = setInterval(() => this.samples.push(residentOf(pid) / MB), 1_000);
  }

  /** Highest value, and growth per second over the second half (least squares), in MB. */
  end(): { peak: number; slope: number } {
    clearInterval(this.timer);
    const late = this.samples.slice(Math.floor(this.samples.length / 2));
    const middle = (late.length - 1) / 2;
    const mean = late.reduce((sum, value) => sum + value, 0) / late.length;
    const products = late.map((value, at) => (at - middle) * (value - mean));
    const squares = late.map((_, at) => (at - middle) ** 2);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return { peak: Math.max(...this.samples), slope: sum(products) / (sum(squares) || 1) };
  }
}

interface Measured {
  seconds: number;
  peak: number;
}

async function run(count: number): Promise<Measured> {
  const dataDir = newDataDir();
  const server = await startServer(dataDir);
  await bureau(dataDir, ['organization', 'create', 'Long', '--slug', 'long']);
  const made = await bureau(dataDir, [
    ...['token', 'create', '--organization', 'long', '--role', 'owner', '--json'],
  ]);
  const access: Access = { url: server.url, token: JSON.parse(made.stdout).token };
  await send(access, STRUCTURE);
  const sampler = new Sampler(server.pid);
  const rest = residentOf(server.pid) / MB;
  let seconds = 0;
  const phases: [ImportField, string][] = [
    ['employeeImport', csvOf(people(count))],
    ['assetImport', csvOf(devices(count))],
    ['assetSeatImport', csvOf(seats(count))],
  ];
  await imported(access, 'licenseImport', { csv: csvOf(licenses(count)) });
  for (const [field, csv] of phases) {
    const since = performance.now();
    const job = await imported(access, field, { csv });
    const took = (performance.now() - since) / 1_000;
    seconds += took;
    if (job.state !== 'SUCCEEDED') {
      const { state, progress, userErrors } = job;
      const faults = job.faults.nodes.slice(0, 5);
      print(`${field}: ${JSON.stringify({ state, took, progress, userErrors, faults })}`);
    }
    expect(job).toMatchObject({ state: 'SUCCEEDED', result: { created: count, failed: 0 } });
    print(`${field} ${count} rows: ${took.toFixed(1)} s, ${Math.round(count / took)} rows/s`);
  }
  const { peak, slope } = sampler.end();
  print(`memory of the server: ${rest.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most,
    ${slope.toFixed(2)} MB/s in the second half`);
  const totalCount = count;
  const counts = await send(
    access,
    '{ employees { totalCount } assets { totalCount } seats { totalCount } }',
  );
  expect(counts).toEqual({
    ...{ employees: { totalCount }, assets: { totalCount }, seats: { totalCount } },
  });
  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
  return { seconds, peak };
}

function print(line: string): void {
  process.stderr.write(`${line.replace(/\s+/g, ' ')}\n`);
}

test('fifty thousand people, devices and seats, in memory that does not grow', async () => {
  const small = await run(SMALL);
  const large = await run(LARGE);
  print(`three imports of ${LARGE} rows: ${large.seconds.toFixed(1)} s`);
  expect(large.peak).toBeLessThan(small.peak + SLACK_MB);
}, 3_600_000);
