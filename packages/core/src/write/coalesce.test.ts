import { createKernelTest, type KernelTest, ORG_B, principal } from '../../test/kernel.js';
import { interference } from '../../test/kernel-schema.js';
import { lastShared, sharedSizes } from '../../test/kernel-shared.js';
import type { Caller } from '../context/runtime.js';

const share = (input: string, key?: string) =>
  `mutation { widgetShare(input: { ${input} }) ${key ? `@idempotent(key: "${key}")` : ''} {
    widget { id tag } userErrors { code path } } }`;

let kernel: KernelTest;
beforeAll(async () => {
  kernel = await createKernelTest();
});
afterEach(() => {
  delete interference.run;
  sharedSizes.length = 0;
});
afterAll(() => kernel?.close());

const tags = (like: string, organization?: string) =>
  kernel.column(
    `select tag from kernel.widget where tag like '${like}' order by tag`,
    organization,
  );

type Call = [document: string, caller?: Partial<Caller>];

let firsts = 0;

/** A first call runs, the others wait until it is done and go together; `next` runs in theirs. */
async function behindOne(calls: readonly Call[], next?: () => Promise<void>) {
  let release = () => {};
  const blocked = new Promise<void>((resolve) => (release = resolve));
  const started = new Promise<void>((resolve) => {
    interference.run = () => {
      delete interference.run;
      if (next) interference.run = next;
      resolve();
      return blocked;
    };
  });
  const running = kernel.run(share(`tag: "first-${++firsts}"`));
  await started;
  const waiting = calls.map((call) => kernel.run(...call));
  await new Promise((resolve) => setImmediate(resolve));
  release();
  await running;
  return { answers: await Promise.all(waiting) };
}

const codesOf = (answers: Awaited<ReturnType<typeof behindOne>>['answers']) =>
  answers.map(({ data, errors }) => [
    ...errors.map(({ extensions }) => extensions['code']),
    ...[data?.widgetShare?.userErrors ?? []]
      .flat()
      .map((error) => (error as { code: unknown }).code),
  ]);

test('what waits while one runs is one transaction; each leaves traces of its own', async () => {
  const ids = Array.from({ length: 8 }, (_, n) => `00000000-0000-7000-8000-00000000010${n}`);
  const { answers } = await behindOne(
    ids.map((id, n) => [
      share(`tag: "own-${n}"`, `own-${n}`),
      { principal: principal({ id, userId: id }), requestId: `own-${n}` },
    ]),
  );
  expect(sharedSizes).toEqual([1, 8]);
  expect(answers.map(({ data }) => data?.widgetShare?.widget?.tag)).toEqual(
    ids.map((_, n) => `own-${n}`),
  );
  const trail = await kernel.column(
    `select concat_ws(' ', principal_id, request_id, operation, action, after->>'tag')
     from core.audit_entry where after->>'tag' like 'own-%' order by request_id`,
  );
  expect(trail).toEqual(ids.map((id, n) => `${id} own-${n} widgetShare CREATE own-${n}`));
  const events = await kernel.column(
    `select concat_ws(' ', principal_id, request_id, name) from core.outbox_event
     where request_id like 'own-%' order by request_id, name`,
  );
  expect(events).toEqual(
    ids.flatMap((id, n) => [
      `${id} own-${n} core.record.changed`,
      `${id} own-${n} kernel.widget.made`,
    ]),
  );
});

test('one that the business refuses rejects only itself, and keeps no key', async () => {
  const calls: Call[] = [
    [share('tag: "ok-1"', 'ok-1')],
    [share('tag: "bad-1", stock: -1', 'bad-1')],
    [share('tag: "ok-2"', 'ok-2')],
    [share('tag: "bad-2", stock: -2', 'bad-2')],
  ];
  const { answers } = await behindOne(calls);
  expect(codesOf(answers)).toEqual([[], ['KERNEL_EMPTY'], [], ['KERNEL_EMPTY']]);
  expect(sharedSizes).toEqual([1, 4, 2]);
  expect(await tags('ok-_')).toEqual(['ok-1', 'ok-2']);
  const keys = await kernel.column(
    `select key from core.idempotency_key where key ~ '^(ok|bad)-' order by key`,
  );
  expect(keys).toEqual(['ok-1', 'ok-2']);
  const again = await kernel.run(share('tag: "ok-1"', 'ok-1'));
  expect(again.extensions['widgetShare']).toEqual({ replayed: true });
  expect(again.data).toEqual(answers[0]?.data);
});

test('one that the database refuses rejects only itself', async () => {
  await kernel.widget('taken');
  const calls: Call[] = [
    [share('tag: "free-1"')],
    [share('tag: "taken"')],
    [share('tag: "free-2"')],
  ];
  const { answers } = await behindOne(calls);
  expect(codesOf(answers)).toEqual([[], ['CORE_DUPLICATE'], []]);
  expect(await tags('free-_')).toEqual(['free-1', 'free-2']);
});

test('I20 twins in a batch are one effect and answer; another body is a mismatch', async () => {
  const twin = share('tag: "twin"', 'twin');
  const { answers } = await behindOne([[twin], [twin], [twin], [share('tag: "else"', 'twin')]]);
  const [one, ...others] = answers;
  expect(one?.extensions).toEqual({});
  for (const other of others.slice(0, 2)) {
    expect(other.data).toEqual(one?.data);
    expect(other.extensions['widgetShare']).toEqual({ replayed: true });
  }
  expect(codesOf(answers)[3]).toEqual(['IDEMPOTENCY_MISMATCH']);
  expect(await tags('twin')).toHaveLength(1);
  expect(await tags('else')).toEqual([]);
});

test('a key that was used is answered as then; the others are done together', async () => {
  const used = share('tag: "used-0"', 'used-0');
  const then = await kernel.run(used);
  sharedSizes.length = 0;
  const { answers } = await behindOne([
    [share('tag: "used-1"', 'used-1')],
    [used],
    [share('tag: "used-2"', 'used-2')],
  ]);
  // All three are tried as new, and then the two that are.
  expect(sharedSizes).toEqual([1, 3, 2]);
  expect(answers.map(({ data }) => data?.widgetShare?.widget?.tag)).toEqual([
    'used-1',
    'used-0',
    'used-2',
  ]);
  expect(answers[1]?.data).toEqual(then.data);
  expect(answers[1]?.extensions['widgetShare']).toEqual({ replayed: true });
  expect(await tags('used-%')).toEqual(['used-0', 'used-1', 'used-2']);
});

test('I23 a dry run shares with nobody and leaves nothing', async () => {
  const { answers } = await behindOne([
    [share('tag: "wet"')],
    [share('tag: "dry"'), { dryRun: true }],
  ]);
  expect(answers[1]?.data?.widgetShare?.widget).toMatchObject({ tag: 'dry' });
  expect(answers[1]?.extensions['widgetShare']).toMatchObject({ dryRun: true });
  expect(sharedSizes.sort()).toEqual([1, 1, 1]);
  expect([await tags('wet'), await tags('dry')]).toEqual([['wet'], []]);
});

test('I27 organizations do not wait for each other nor share', async () => {
  const elsewhere = { principal: principal({ organizationId: ORG_B }) };
  const { answers } = await behindOne([[share('tag: "here"')], [share('tag: "there"'), elsewhere]]);
  expect(codesOf(answers)).toEqual([[], []]);
  expect(sharedSizes).toEqual([1, 1, 1]);
  expect([await tags('here'), await tags('there')]).toEqual([['here'], []]);
  expect(await tags('there', ORG_B)).toEqual(['there']);
});

test('a connection that breaks under many: each runs alone, none twice', async () => {
  const calls = Array.from({ length: 5 }, (_, n): Call => [share(`tag: "cut-${n}"`, `cut-${n}`)]);
  let cut: unknown[] = [];
  const { answers } = await behindOne(calls, async () => {
    delete interference.run;
    const rows = await lastShared.call?.ctx.sql<{ pid: string }>('select pg_backend_pid() as pid');
    cut = await kernel.column(`select pg_terminate_backend(${rows?.[0]?.pid})`);
  });
  expect(cut).toEqual([true]);
  expect(codesOf(answers)).toEqual(calls.map(() => []));
  expect(sharedSizes).toEqual([1, 5, 1, 1, 1, 1, 1]);
  expect(await tags('cut-%')).toHaveLength(5);
});

test('whoever writes by the unit of work is not mixed with others: it runs alone', async () => {
  const { answers } = await behindOne([
    [share('tag: "mixed-a"')],
    [share('tag: "mixed-b", remark: "unit of work"')],
  ]);
  expect(codesOf(answers)).toEqual([[], []]);
  expect(await tags('mixed%')).toEqual(['mixed-a', 'mixed-b', 'mixed-b-2']);
  const [entry] = await kernel.column(
    `select count(*) from core.audit_entry where after->>'tag' = 'mixed-b-2'`,
  );
  expect(entry).toBe('1');
});

test('whose time is over while others run is answered, and not run', async () => {
  let release = () => {};
  const blocked = new Promise<void>((resolve) => (release = resolve));
  interference.run = () => blocked;
  const running = kernel.run(share('tag: "slow"'));
  const hurried = { deadline: Date.now() + 1_300 };
  const late = await kernel.run(share('tag: "late"'), hurried);
  release();
  await running;
  expect(codesOf([late])).toEqual([['DEADLINE']]);
  expect(await tags('late')).toEqual([]);
});
