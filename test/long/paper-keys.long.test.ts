import { createHash } from 'node:crypto';
import { type Access, send } from '../import-client.js';
import { paperCompany, type PaperCompany, paperOf } from '../paper-company.js';
import { bureau, cleanUp } from '../platform-process.js';

/** The root key is changed while papers are written and read: nobody meets an error. */

const WRITERS = 3;

let company: PaperCompany;
beforeAll(async () => {
  company = await paperCompany();
}, 300_000);
afterAll(async () => {
  company?.server.child.kill('SIGTERM');
  await company?.server.ended;
  await cleanUp();
}, 60_000);

interface Kept {
  documentId: string;
  sha256: string;
}

const FILE = `query ($id: ID!) { document(by: { id: $id }) {
  latest { sha256 file { state downloadUrl } } } }`;
const VERIFY = `mutation ($id: ID!) { documentVerify(input: { documentId: $id }) {
  checks { integrity } userErrors { code } } }`;

/** The bytes of a document, as whoever reads it gets them. */
async function readBack(access: Access, { documentId, sha256 }: Kept): Promise<void> {
  const { document } = await send(access, FILE, { id: documentId });
  const answer = await fetch(access.url + document.latest.file.downloadUrl);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = createHash('sha256').update(bytes).digest('hex');
  expect([answer.status, document.latest.sha256, found]).toEqual([200, sha256, sha256]);
}

/** Writes papers, and reads one that was written before after each, until it is told to end. */
async function work(kept: Kept[], at: number, isOver: () => boolean): Promise<void> {
  for (let count = 0; !isOver(); count += 1) {
    const bytes = Buffer.from(`Paper ${at}-${count}\n${'It says the same as others. '.repeat(99)}`);
    const what = { name: `${at}-${count}.txt`, mediaType: 'text/plain' };
    const { documentId } = await paperOf(company.access, bytes, what);
    kept.push({ documentId, sha256: createHash('sha256').update(bytes).digest('hex') });
    const old = kept[Math.floor((kept.length * (count % 7)) / 7)];
    if (old) await readBack(company.access, old);
  }
}

async function keys(...args: string[]): Promise<ReturnType<JSON['parse']>> {
  const { code, stdout, stderr } = await bureau(company.dataDir, ['keys', ...args, '--json']);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  return JSON.parse(stdout);
}

test('#90 keys rotated and rewrapped under load: every paper is written and read', async () => {
  const kept: Kept[] = [];
  let isOver = false;
  const load = Array.from({ length: WRITERS }, (_, at) => work(kept, at, () => isOver));
  const some = (count: number) =>
    Promise.race([
      Promise.all(load),
      (async () => {
        const goal = kept.length + count;
        while (kept.length < goal) await new Promise((resolve) => setTimeout(resolve, 50));
      })(),
    ]);
  const [first] = await keys('status');
  await some(20);
  const rotated = await keys('rotate');
  expect(rotated).toMatchObject({ current: expect.not.stringMatching(`^${first.id}$`) });
  await some(20);
  await keys('rewrap');
  await some(20);
  isOver = true;
  await Promise.all(load);
  process.stderr.write(`${kept.length} papers written and read while keys changed\n`);
  // A server that knows nothing of before, and without the old key.
  await company.restart('SIGTERM');
  await keys('retire', first.id);
  await company.restart('SIGTERM');
  for (const paper of kept) await readBack(company.access, paper);
  const { documentVerify } = await send(company.access, VERIFY, { id: kept[0]?.documentId });
  expect(documentVerify.checks).toEqual([{ integrity: 'OK' }]);
}, 900_000);
