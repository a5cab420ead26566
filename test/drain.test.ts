import { setTimeout as sleep } from 'node:timers/promises';
import { followed, send, startImport } from './import-client.js';
import { csvOf, people, STRUCTURE } from './import-files.js';
import { founded } from './command-line.js';
import { cleanUp, newDataDir, rowsOf, startServer } from './platform-process.js';
import { type ServerProcess, until } from './platform-process.js';

/** A server that is told to stop under load, with a socket and a job under way; then the next. */

const CALLERS = 6;
const ROWS = 800;
const dataDir = newDataDir();
let server: ServerProcess;
let token: string;
let jobId: string;
let closed: Promise<number>;
let seconds: number;
/** What became of each site that a caller asked for. */
const outcomes = new Map<string, string>();

const access = () => ({ url: server.url, token });

beforeAll(async () => {
  server = await startServer(dataDir);
  token = await (await founded(dataDir))('owner');
  await send(access(), STRUCTURE);
  closed = followChanges();
  jobId = await startImport(access(), 'employeeImport', { csv: csvOf(people(ROWS)) });
  const callers = Promise.all(Array.from({ length: CALLERS }, (_, at) => calls(`D${at}`)));
  await until(() => outcomes.size > CALLERS);
  await followed(access(), jobId, ({ state }) => state === 'RUNNING');
  const since = Date.now();
  process.kill(server.pid, 'SIGTERM');
  await Promise.all([callers, lateCallers()]);
  expect((await server.ended).code).toBe(0);
  seconds = (Date.now() - since) / 1_000;
  server = await startServer(dataDir);
}, 300_000);
afterAll(cleanUp, 300_000);

/** The code with which the server ends a socket. */
function followChanges(): Promise<number> {
  const address = `${server.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(address, ['graphql-transport-ws']);
  const payload = { authorization: `Bearer ${token}` };
  const tell = (message: object) => socket.send(JSON.stringify(message));
  socket.addEventListener('open', () => tell({ type: 'connection_init', payload }));
  const query = 'subscription { recordChanged { recordId } }';
  socket.addEventListener('message', ({ data }) => {
    if (String(data).includes('connection_ack')) {
      tell({ id: '1', type: 'subscribe', payload: { query } });
    }
  });
  return new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
}

/** Some who come while the server stops: it does so for a moment only. */
async function lateCallers(): Promise<void> {
  const late = Array.from({ length: 30 }, async (_, at) => {
    await sleep(10 * at);
    outcomes.set(`DL-${at}`, await outcomeOf(creation(`DL-${at}`)));
  });
  await Promise.all(late);
}

const creation = (code: string) => `mutation { siteCreate(input: { code: "${code}", name: "x",
  country: "AT", timeZone: "UTC" }) { site { code } userErrors { code } } }`;

/** One caller: sites one after another, until there is nobody to answer. */
async function calls(name: string): Promise<void> {
  for (let at = 0; ; at += 1) {
    const code = `${name}-${at}`;
    const outcome = await outcomeOf(creation(code));
    outcomes.set(code, outcome);
    if (outcome === 'no connection') return;
    // An ordinary caller has so many points a second.
    await sleep(200);
  }
}

async function outcomeOf(query: string): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query });
  try {
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    const { data, errors } = await response.json();
    if (data?.siteCreate?.site) return 'done';
    const { code, retryable } = errors[0].extensions;
    return retryable === true ? `${code}, to be tried again` : String(code);
  } catch {
    return 'no connection';
  }
}

test('#72 what was taken is answered, what is new is told to come again', () => {
  const kinds = [...new Set(outcomes.values())].sort();
  expect(kinds).toEqual(
    expect.arrayContaining(['UNAVAILABLE, to be tried again', 'done', 'no connection']),
  );
  const more = kinds.filter((kind) => kind.startsWith('THROTTLED'));
  expect(kinds).toHaveLength(3 + more.length);
  expect(seconds).toBeLessThan(90);
});

test('#72 what was answered is there, and nothing of what was not', async () => {
  const sites = await rowsOf(dataDir, "select code from core.site where code like 'D%'");
  const done = [...outcomes].filter(([, outcome]) => outcome === 'done').map(([code]) => code);
  expect(sites.map(({ code }) => String(code)).sort()).toEqual(done.sort());
});

test('#72 sockets are told to come again', async () => {
  expect(await closed).toBe(1001);
});

test('#72 the job goes on where the next server is, and is done once', async () => {
  expect(await followed(access(), jobId)).toMatchObject({
    state: 'SUCCEEDED',
    result: { rows: ROWS, created: ROWS, failed: 0 },
  });
  const { employees } = await send(access(), '{ employees { totalCount } }');
  expect(employees.totalCount).toBe(ROWS);
}, 300_000);
