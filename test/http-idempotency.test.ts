import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createTestApp, type HttpAnswer, type TestApp } from '@bureau/testing';
import { bearer, bodyOf, codes, httpClient, type HttpClient } from './http-client.js';

/** One effect and one answer for one key, over the real server and over a line that breaks. */

let app: TestApp;
let client: HttpClient;
let cutter: Cutter;

beforeAll(async () => {
  app = await createTestApp({ plugins: [] });
  client = await httpClient(app);
  cutter = await cutting((await app.http()).url);
}, 60_000);
afterAll(async () => {
  await cutter?.close();
  await app?.close();
});

const site = (code: string, key?: string, name = 'x') =>
  `siteCreate(input: { code: "${code}", name: "${name}", country: "DE", timeZone: "UTC" })
    ${key === undefined ? '' : `@idempotent(key: "${key}")`}
    { site { id code } userErrors { code } }`;
const create = (code: string, key?: string, name?: string) =>
  `mutation { ${site(code, key, name)} }`;
const rows = async (text: string, code: string): Promise<number> =>
  (await app.sql(text, [code])).length;
const sites = (code: string) => rows('select from core.site where code = $1', code);
const entries = (code: string) =>
  rows(`select from core.audit_entry where after->>'code' = $1`, code);
const replays = (answers: HttpAnswer[]) =>
  answers.filter(({ body }) => body.extensions?.mutations?.siteCreate?.replayed).length;

test.each([
  ['header', (code: string) => client.ask(create(code), { headers: { 'idempotency-key': code } })],
  ['directive', (code: string) => client.ask(create(code, code))],
])('#58 double submit: twenty at once by %s are one effect, one answer', async (form, ask) => {
  const code = `MANY${form.toUpperCase()}`;
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(code)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const payloads = answers.map(({ body }) => JSON.stringify(body.data));
  expect(new Set(payloads).size).toBe(1);
  expect(payloads[0]).toContain(code);
  expect([await sites(code), await entries(code), replays(answers)]).toEqual([1, 1, 19]);
});

test('#59 key of another intent: other input is refused and changes nothing', async () => {
  await client.ask(create('MIS', 'k-mis'));
  for (const other of [create('MIS', 'k-mis', 'renamed'), create('MIS9', 'k-mis')]) {
    expect(codes(await client.ask(other))).toEqual(['IDEMPOTENCY_MISMATCH']);
    const headers = { 'idempotency-key': 'k-mis' };
    const plain = other.replace('@idempotent(key: "k-mis")', '');
    expect(codes(await client.ask(plain, { headers }))).toEqual(['IDEMPOTENCY_MISMATCH']);
  }
  const [row] = await app.sql('select name from core.site where code = $1', ['MIS']);
  expect([row?.['name'], await sites('MIS9')]).toEqual(['x', 0]);
});

test('#59 key of another intent: a key of another organization is its own', async () => {
  const { body } = await client.ask(create('OWN', 'k-own'));
  const other = await app.otherOrganization();
  const token = await other.token('owner');
  const theirs = await client.ask(create('OWN', 'k-own'), { token });
  expect(theirs.body.data.siteCreate.site.code).toBe('OWN');
  expect(theirs.body.data.siteCreate.site.id).not.toBe(body.data.siteCreate.site.id);
  expect(replays([theirs])).toBe(0);
});

test('#59 key of another intent: twice in one operation, same input and other input', async () => {
  const same = await client.ask(`mutation { a: ${site('TW', 'k-tw')} b: ${site('TW', 'k-tw')} }`);
  expect(same.body.data.b).toEqual(same.body.data.a);
  expect(same.body.extensions.mutations).toEqual({ b: { replayed: true } });
  const two = `mutation { a: ${site('TX', 'k-tx')} b: ${site('TY', 'k-tx')} }`;
  expect(codes(await client.ask(two))).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect([await sites('TW'), await sites('TX'), await sites('TY')]).toEqual([1, 1, 0]);
});

test('#60 answer lost: the line is cut after the commit, the retry replays', async () => {
  const send = () =>
    fetch(`${cutter.url}/graphql`, {
      method: 'POST',
      headers: { ...bearer(client.owner), 'idempotency-key': 'k-lost', connection: 'close' },
      body: bodyOf(create('LOST')),
    });
  cutter.isCutting = true;
  await expect(send()).rejects.toThrow('fetch failed');
  expect(cutter.lost).toContain('"code":"LOST"'); // the server had answered: it was committed
  expect(await sites('LOST')).toBe(1);
  cutter.isCutting = false;
  const retried = await (await send()).json();
  expect(retried.data.siteCreate.userErrors).toEqual([]);
  expect(cutter.lost).toContain(`"id":"${retried.data.siteCreate.site.id}"`);
  expect(retried.extensions.mutations.siteCreate).toEqual({ replayed: true });
  expect([await sites('LOST'), await entries('LOST')]).toEqual([1, 1]);
});

/** A proxy that can lose answers. */
interface Cutter {
  url: string;
  /** While it is set, an answer is swallowed and both ends are cut. */
  isCutting: boolean;
  /** What was swallowed. */
  lost: string;
  close(): Promise<void>;
}

async function cutting(target: string): Promise<Cutter> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      if (!cutter.isCutting) {
        near.write(bytes);
        return;
      }
      cutter.lost += bytes.toString();
      if (!cutter.lost.includes('"code":"')) return; // the head of the answer came alone
      near.destroy();
      far.destroy();
    });
    far.on('end', () => near.end());
  });
  const cutter: Cutter = {
    url: '',
    isCutting: false,
    lost: '',
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  cutter.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return cutter;
}
