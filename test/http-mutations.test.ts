import { createTestApp, type HttpAnswer, type TestApp } from '@bureau/testing';
import { codes, httpClient, type HttpClient } from './http-client.js';

/** What a request asks of its mutations beside their arguments: dry run, idempotency key. */

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

test('row 60: the header Idempotency-Key gives the same answer again', async () => {
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

test('row 58: twenty at once with one key are one effect and one answer', async () => {
  const headers = { 'idempotency-key': 'once-20' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask(create('MANY'), { headers })),
  );
  expect(new Set(answers.map((answer) => siteOf(answer).id)).size).toBe(1);
  expect(await count('MANY')).toBe(1);
});

test('row 59: the same key with other input is a mismatch, of another caller its own', async () => {
  const headers = { 'idempotency-key': 'once-3' };
  await ask(create('MIS'), { headers });
  expect(codes(await ask(create('MIS', 'other'), { headers }))).toEqual(['IDEMPOTENCY_MISMATCH']);
  const other = await app.otherOrganization();
  const answer = await ask(create('MIS'), { headers, token: await other.token('owner') });
  expect(siteOf(answer)).toMatchObject({ code: 'MIS' });
  expect(answer.body.extensions.mutations).toBeUndefined();
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

test('row 59: the same key on two fields of one operation is one effect, or refused', async () => {
  const answer = await ask(`mutation {
    a: ${site('SAME')} @idempotent(key: "same") { site { id } }
    b: ${site('SAME')} @idempotent(key: "same") { site { id } } }`);
  const { a, b } = answer.body.data;
  expect(b).toEqual(a);
  expect(await count('SAME')).toBe(1);
});
