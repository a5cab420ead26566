import { readFileSync } from 'node:fs';
import { send } from '../import-client.js';
import { paperCompany, type PaperCompany, putPieces, slotFor } from '../paper-company.js';
import { cleanUp } from '../platform-process.js';

/** A gigabyte is sent to a server: refused where it is one file, streamed where it is many. */

const MB = 1_048_576;
const GIGABYTE = 1_000_000_000;
const MOST = 200_000_000;
/** What comes within the 30 seconds that a body has, on a busy machine too. */
const PART = 40_000_000;
const AT_ONCE = 5;
const ROUNDS = GIGABYTE / PART / AT_ONCE;
/** Half of what is sent; whoever gathers has all of it. */
const BOUND_MB = 500;

let company: PaperCompany;
beforeAll(async () => {
  company = await paperCompany();
}, 300_000);
afterAll(async () => {
  company?.server.child.kill('SIGTERM');
  await company?.server.ended;
  await cleanUp();
}, 60_000);

/** Resident megabytes of the server. */
function resident(): number {
  const [, pages = '0'] = readFileSync(`/proc/${company.server.pid}/statm`, 'utf8').split(' ');
  return (Number(pages) * 4_096) / MB;
}

/** What the server grew by at most while something was sent. */
async function growth(work: () => Promise<void>): Promise<number> {
  const before = resident();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, resident())), 100);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  process.stderr.write(`${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most\n`);
  return most - before;
}

const what = { name: 'large.txt', mediaType: 'text/plain' };
const piece = Buffer.from(
  'A line of sixty-four signs, as texts have them by the million...\n'.repeat(1_000),
);

test('#46 a gigabyte is refused, whatever was said of it before', async () => {
  const asked = slotFor(company.access, { ...what, size: GIGABYTE });
  await expect(asked).rejects.toThrow('CORE_UPLOAD_SIZE');
  const grown = await growth(async () => {
    const { url } = await slotFor(company.access, { ...what, size: MOST });
    const lies = await putPieces(url, { piece, bytes: GIGABYTE, declared: GIGABYTE });
    const other = await slotFor(company.access, { ...what, size: MOST });
    const unmeasured = await putPieces(other.url, { piece, bytes: GIGABYTE, declared: null });
    for (const answer of [lies, unmeasured]) {
      expect(answer === 'cut' || (answer >= 400 && answer < 500)).toBe(true);
    }
  });
  expect(grown).toBeLessThan(BOUND_MB);
}, 600_000);

test('a gigabyte in files of 40 MB, five at once, goes in by stream', async () => {
  const grown = await growth(async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const slots = await Promise.all(
        Array.from({ length: AT_ONCE }, () => slotFor(company.access, { ...what, size: PART })),
      );
      const answers = await Promise.all(
        slots.map(({ url }) => putPieces(url, { piece, bytes: PART, declared: PART })),
      );
      expect(answers).toEqual(slots.map(() => 201));
    }
  });
  expect(grown).toBeLessThan(BOUND_MB);
  expect(await send(company.access, '{ viewer { __typename } }')).toBeDefined();
}, 900_000);
