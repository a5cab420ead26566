import { createTestApp, type HttpAnswer, type TestApp } from '@bureau/testing';
import { codes, httpClient, type HttpClient } from './http-client.js';

/**
 * What a request asks of its mutations beside their arguments, by headers: dry run, and which
 * mutation a key is for. What a key promises is in http-idempotency.test.ts.
 */

let app: TestApp;
let client: HttpClient;
const ask: HttpClient['ask'] = (query, sent) => client.ask(query, sent);

beforeAll(async () => {
  app = await createTestApp({ plugins: [] });
  client = await httpClient(app);
}, 60_000);
afterAll(() => app.close());

const site = (code: string, name = 'x') =>
  `siteCreate(input: { code: "${code}", name: "${name}", country: "DE", timeZone: "UTC" })`;
const create = (code: string, name?: string) =>
  `mutation { ${site(code, name)} { site { id code } userErrors { code } } }`;
const count = async (code: string): Promise<number> =>
  (await app.sql('select 1 as one from core.site where code = $1', [code])).length;
const siteOf = ({ body }: HttpAnswer) => body.data.siteCreate.site;

test.each(['1', 'true'])('X-Dry-Run: %s shows what would be, and writes nothing', async (value) => {
  const answer = await ask(create('DRY'), { headers: { 'x-dry-run': value } });
  expect(siteOf(answer)).toMatchObject({ code: 'DRY' });
  expect(answer.body.extensions.mutations.siteCreate).toMatchObject({
    dryRun: true,
    changes: [expect.objectContaining({ type: 'Site' })],
  });
  expect(await count('DRY')).toBe(0);
});

test.each(['yes', 'TRUE', '2'])('X-Dry-Run: %s is refused, not taken for no', async (value) => {
  const answer = await ask(create('DRY2'), { headers: { 'x-dry-run': value } });
  expect([answer.status, codes(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
  expect(await count('DRY2')).toBe(0);
});

test('the header Idempotency-Key gives the same answer again', async () => {
  const headers = { 'idempotency-key': 'once-1' };
  const [first, second] = [
    await ask(create('KEY'), { headers }),
    await ask(create('KEY'), { headers }),
  ];
  expect(siteOf(second)).toEqual(siteOf(first));
  expect(first.body.extensions.mutations).toBeUndefined();
  expect(second.body.extensions.mutations.siteCreate).toEqual({ replayed: true });
  expect(await count('KEY')).toBe(1);
});

test('the header is for one mutation field; two have @idempotent each', async () => {
  const two = (a: string, b: string) =>
    `mutation { a: ${site('TWOA')} ${a} { site { id } } b: ${site('TWOB')} ${b} { site { id } } }`;
  const refused = await ask(two('', ''), { headers: { 'idempotency-key': 'two' } });
  expect(codes(refused)[0]).toBe('BAD_USER_INPUT');
  expect((await count('TWOA')) + (await count('TWOB'))).toBe(0);
  const keyed = two('@idempotent(key: "ka")', '@idempotent(key: "kb")');
  const first = await ask(keyed);
  const second = await ask(keyed);
  expect(second.body.data).toEqual(first.body.data);
  expect(second.body.extensions.mutations).toEqual({
    a: { replayed: true },
    b: { replayed: true },
  });
  expect([await count('TWOA'), await count('TWOB')]).toEqual([1, 1]);
});
