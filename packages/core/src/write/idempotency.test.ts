import { caller, createKernelTest, type KernelTest, ORG_B, principal } from '../../test/kernel.js';
import { interference } from '../../test/kernel-schema.js';
import { fingerprintOf } from './idempotency.js';

const create = (tag: string, key: string, alias = '') =>
  `${alias} widgetCreate(input: { tag: "${tag}" }) @idempotent(key: "${key}") {
    widget { id tag } userErrors { code } }`;

describe('idempotency', () => {
  let kernel: KernelTest;
  const widgets = async (tag: string, organization?: string) =>
    Number(
      (
        await kernel.column(`select count(*) from kernel.widget where tag = '${tag}'`, organization)
      )[0],
    );

  beforeAll(async () => {
    kernel = await createKernelTest();
  });
  afterEach(() => {
    delete interference.run;
  });
  afterAll(() => kernel?.close());

  test('twenty at once with one key are one effect and one answer', async () => {
    interference.run = () => new Promise((go) => setTimeout(go, 100));
    const document = `mutation { ${create('race', 'k-race')} }`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => kernel.run(document)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const ids = new Set(answers.map(({ data }) => data?.widgetCreate?.widget?.id));
    expect(ids.size).toBe(1);
    expect(await widgets('race')).toBe(1);
    const replayed = answers.filter(({ extensions }) => extensions['widgetCreate']?.['replayed']);
    expect(replayed).toHaveLength(19);
    const [entries] = await kernel.column(
      "select count(*) from core.audit_entry where after->>'tag' = 'race'",
    );
    expect(entries).toBe('1');
  });

  test('the same key with other input, or for another mutation, is a mismatch', async () => {
    await kernel.run(`mutation { ${create('first', 'k-same')} }`);
    for (const document of [
      `mutation { ${create('second', 'k-same')} }`,
      'mutation { widgetToken @idempotent(key: "k-same") { token } }',
    ]) {
      const { errors } = await kernel.run(document);
      expect(errors[0]?.extensions['code']).toBe('IDEMPOTENCY_MISMATCH');
    }
    expect(await widgets('second')).toBe(0);
  });

  test('a key belongs to one organization and one principal', async () => {
    const document = `mutation { ${create('scoped', 'k-scope')} }`;
    await kernel.run(document);
    const elsewhere = principal({ organizationId: ORG_B });
    const { extensions } = await kernel.run(document, { principal: elsewhere });
    expect(extensions).toEqual({});
    expect(await widgets('scoped', ORG_B)).toBe(1);
    const other = principal({ id: '00000000-0000-7000-8000-0000000000f2' });
    const { data } = await kernel.run(document, { principal: other });
    expect(data?.widgetCreate?.userErrors).toEqual([{ code: 'CORE_DUPLICATE' }]);
  });

  test('the same key twice in one operation is one effect', async () => {
    const twice = `mutation { ${create('twice', 'k-2', 'a:')} ${create('twice', 'k-2', 'b:')} }`;
    const { data, extensions } = await kernel.run(twice);
    expect(data?.b).toEqual(data?.a);
    expect(extensions).toEqual({ b: { replayed: true } });
    expect(await widgets('twice')).toBe(1);
  });

  test('a failure keeps no key: the corrected state is tried again', async () => {
    await kernel.widget('taken');
    const document = `mutation { ${create('taken', 'k-fail')} }`;
    const failed = await kernel.run(document);
    expect(failed.data?.widgetCreate?.userErrors).toEqual([{ code: 'CORE_DUPLICATE' }]);
    await kernel.column(`delete from kernel.widget where tag = 'taken' returning 1`);
    const { data, extensions } = await kernel.run(document);
    expect(data?.widgetCreate?.widget?.tag).toBe('taken');
    expect(extensions).toEqual({});
  });

  test('a loser waits until its deadline and is told to try again', async () => {
    let finish = (): void => undefined;
    const started = new Promise<void>((begin) => {
      interference.run = () => {
        begin();
        return new Promise((go) => (finish = go));
      };
    });
    const document = `mutation { ${create('slow', 'k-slow')} }`;
    const winner = kernel.run(document);
    await started;
    const loser = await kernel.run(document, { deadline: Date.now() + 1_000 });
    expect(loser.errors[0]?.extensions).toMatchObject({
      code: 'IDEMPOTENCY_IN_PROGRESS',
      retryable: true,
    });
    finish();
    expect((await winner).errors).toEqual([]);
  });

  test('a replay gives plain values too, and keeps none of them in clear', async () => {
    const document =
      'mutation { widgetToken @idempotent(key: "k-token") { token widget { tag } } }';
    const first = await kernel.run(document);
    const second = await kernel.run(document);
    expect(second.data?.widgetToken).toEqual({ token: 'once-only', widget: { tag: 'keyed' } });
    expect(second.data).toEqual(first.data);
    const [row] = await kernel.column(
      "select to_jsonb(k)::text from core.idempotency_key k where key = 'k-token'",
    );
    expect(row).toMatch(/"outcome": "v1:/);
    expect(row).not.toMatch(/once-only/);
  });

  test('the header stands for the one mutation of a request', async () => {
    const plain = 'widgetCreate(input: { tag: "headed" }) { widget { tag } }';
    const by = { idempotencyKey: 'k-head' };
    await kernel.run(`mutation { ${plain} }`, by);
    const { extensions } = await kernel.run(`mutation { ${plain} }`, by);
    expect(extensions).toEqual({ widgetCreate: { replayed: true } });
    const two = await kernel.run(
      `mutation { a: ${plain} ...F } fragment F on Mutation { b: ${plain} }`,
      by,
    );
    expect(two.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  test('an operation that needs a key says so, and runs with one', async () => {
    const bare = await kernel.run('mutation { widgetPost { widget { tag } } }');
    expect(bare.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(bare.errors[0]?.message).toContain('@idempotent(key:)');
    expect(await widgets('posted')).toBe(0);
    const keyed = 'mutation { widgetPost @idempotent(key: "p1") { widget { tag } } }';
    expect((await kernel.run(keyed)).errors).toEqual([]);
    const field = kernel.runtime.composition.schema.getMutationType()?.getFields()['widgetPost'];
    expect(field?.description).toContain('Requires @idempotent(key:).');
  });

  test.each(['', 'x'.repeat(256), 'a\\nb'])('%j is no key', async (key) => {
    const { errors } = await kernel.run(`mutation { ${create('never', key)} }`, caller());
    expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  test('a fingerprint knows arguments by value, not by order of keys', () => {
    const date = new Date('2026-01-02T00:00:00Z');
    const one = fingerprintOf('f', { a: 1, b: { c: [date, null], d: undefined } });
    expect(fingerprintOf('f', { b: { c: [new Date(date), null] }, a: 1 })).toBe(one);
    expect(fingerprintOf('g', { a: 1, b: { c: [date, null] } })).not.toBe(one);
    expect(fingerprintOf('f', { a: '1', b: { c: [date, null] } })).not.toBe(one);
  });
});
