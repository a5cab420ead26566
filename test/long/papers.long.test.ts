import { setTimeout as sleep } from 'node:timers/promises';
import { pdfOf, pdfOfPictures, scanOf } from '../../packages/plugins/documents/test/pages.js';
import { send } from '../import-client.js';
import { p95, paperCompany, type PaperCompany, paperOf } from '../paper-company.js';
import { cleanUp } from '../platform-process.js';

/**
 * A scan of 500 pages is read in the background by the server that answers people. It is killed in
 * the middle and goes on. Prints what it measures; what is judged is that all of it is read. A few
 * pages are enough to try it: PAPER_PAGES=30.
 */

const PAGES = Number(process.env['PAPER_PAGES'] ?? 500);

let company: PaperCompany;
beforeAll(async () => {
  company = await paperCompany();
}, 300_000);
afterAll(async () => {
  company?.server.child.kill('SIGTERM');
  await company?.server.ended;
  await cleanUp();
}, 60_000);

const LINES = [
  'Delivery note of Nordwind Instruments',
  'Twelve lenses of grade A were packed on the fourth of May and sent to',
  'the laboratory in Vienna by the carrier who came in the morning.',
  'Please count them on arrival and tell us within ten days what is missing.',
  'Goods that are broken stay where they are until the carrier has seen them.',
];

const READING = `query ($id: ID!) { documentVersion(by: { id: $id }) {
  readings(first: 1) { nodes { state pagesRead pageCount } } } }`;
const LIST = `{ documents(first: 10) { nodes { id title state createdAt } } }`;

interface Progress {
  state: string;
  pagesRead: number;
  pageCount: number | null;
}

async function progressOf(id: string): Promise<Progress> {
  const { documentVersion } = await send(company.access, READING, { id });
  // The reading begins when the event of the new version has come to it.
  return documentVersion.readings.nodes[0] ?? { state: 'WAITING', pagesRead: 0, pageCount: null };
}

/** What people wait for while `goesOn` says so: one request after the other. */
async function waits(goesOn: () => Promise<boolean>): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count % 20 !== 0 || (await goesOn()); count += 1) {
    const before = performance.now();
    await send(company.access, LIST);
    times.push(performance.now() - before);
    await sleep(25);
  }
  return times;
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}

test(`a scan of ${PAGES} pages is read in the background, also over a kill -9`, async () => {
  const page = await scanOf(await pdfOf([{ lines: LINES }]), 1);
  const scan = await pdfOfPictures([page], PAGES);
  let rounds = 0;
  await waits(async () => ++rounds < 5);
  rounds = 0;
  const idle = p95(await waits(async () => ++rounds < 15));
  const what = { name: 'scan.pdf', mediaType: 'application/pdf' };
  const { versionId } = await paperOf(company.access, scan, what);
  const began = performance.now();
  const seen: number[] = [];
  const isBelow = (most: number) => async () => {
    const { state, pagesRead } = await progressOf(versionId);
    if (seen.at(-1) !== pagesRead) seen.push(pagesRead);
    return state !== 'READ' && state !== 'UNREADABLE' && pagesRead < most;
  };
  const first = await waits(isBelow(Math.ceil(PAGES / 2)));
  const before = await progressOf(versionId);
  await company.restart('SIGKILL');
  const after = await progressOf(versionId);
  // What was kept is kept, and nothing is begun anew.
  expect(after.pagesRead).toBeGreaterThanOrEqual(before.pagesRead);
  expect(['READING', 'READ']).toContain(after.state);
  const second = await waits(isBelow(Number.POSITIVE_INFINITY));
  const busy = p95([...first, ...second.slice(100)]);
  const seconds = (performance.now() - began) / 1_000;
  print(`${PAGES} pages in ${seconds.toFixed(0)} s, ${(seconds / PAGES).toFixed(2)} s a page`);
  print(`killed at page ${before.pagesRead}, found at ${after.pagesRead}; steps: ${seen.length}`);
  const ratio = (busy / idle).toFixed(2);
  print(`p95 idle ${idle.toFixed(1)} ms, while reading ${busy.toFixed(1)} ms: ${ratio} times`);
  expect(await progressOf(versionId)).toEqual({
    state: 'READ',
    pagesRead: PAGES,
    pageCount: PAGES,
  });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  const { documentVersion } = await send(
    company.access,
    `query ($id: ID!) { documentVersion(by: { id: $id }) { pageCount textSource
      pages(last: 1, orderBy: [{ field: NUMBER, direction: ASC }]) {
        totalCount nodes { number text } } } }`,
    { id: versionId },
  );
  expect(documentVersion).toMatchObject({
    ...{ pageCount: PAGES, textSource: 'OCR' },
    pages: { totalCount: PAGES, nodes: [{ number: PAGES }] },
  });
  expect(documentVersion.pages.nodes[0].text).toContain('laboratory in Vienna');
}, 7_200_000);
