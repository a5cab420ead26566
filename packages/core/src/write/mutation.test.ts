import { caller, createKernelTest, type KernelTest, ORG_B, principal } from '../../test/kernel.js';
import { interference } from '../../test/kernel-schema.js';
import { decodeId } from '../model/ids.js';

const create = (input: string, options = '') =>
  `mutation { widgetCreate(input: { ${input} }) ${options} {
    widget { id tag stock version } userErrors { __typename code message path docs } } }`;
const take = (args: string) =>
  `mutation { widgetTake(${args}) { widget { id stock version }
    userErrors { __typename code message path ... on VersionConflictError { currentVersion } } } }`;

describe('wrapMutations', () => {
  let kernel: KernelTest;
  const count = async (table: string) =>
    Number((await kernel.column(`select count(*) from ${table}`))[0]);

  beforeAll(async () => {
    kernel = await createKernelTest();
  });
  afterEach(() => {
    delete interference.run;
  });
  afterAll(() => kernel?.close());

  test('a commit carries record, audit row and outbox row; then the payload is read', async () => {
    const { data, errors } = await kernel.run(create('tag: "one"'));
    expect(errors).toEqual([]);
    const { widget, userErrors } = data?.widgetCreate ?? {};
    expect(widget).toMatchObject({ tag: 'one', stock: 5, version: 1 });
    expect(userErrors).toEqual([]);
    const id = decodeId('kwd', String(widget?.id));
    const audit = await kernel.column<Record<string, unknown>>(
      `select to_jsonb(e) from core.audit_entry e where record_id = '${id}'`,
    );
    expect(audit).toHaveLength(1);
    expect(audit[0]).toMatchObject({
      operation: 'widgetCreate',
      action: 'CREATE',
      record_type: 'KernelWidget',
      request_id: 'req-1',
      address: '192.0.2.7',
      principal_kind: 'user',
      before: null,
    });
    expect(audit[0]?.['after']).toMatchObject({ tag: 'one', stock: 5 });
    const [event] = await kernel.column<Record<string, unknown>>(
      `select to_jsonb(e) from core.outbox_event e where record_id = '${id}'`,
    );
    expect(event).toMatchObject({
      name: 'kernel.widget.made',
      version: 1,
      payload: { tag: 'one' },
      dispatched_at: null,
    });
  });

  test('a business refusal rolls back, nulls the record and says code, path and text', async () => {
    const id = await kernel.widget('few', { stock: 2 });
    const entries = await count('core.audit_entry');
    const { data, errors } = await kernel.run(take(`id: "${id}", count: 3`));
    expect(errors).toEqual([]);
    expect(data?.widgetTake).toEqual({
      widget: null,
      userErrors: [
        {
          __typename: 'BusinessError',
          code: 'KERNEL_EMPTY',
          message: 'There are only 2 left.',
          path: ['count'],
        },
      ],
    });
    expect(await count('core.audit_entry')).toBe(entries);
  });

  test.each([
    ['unique', 'tag: "one"', 'CORE_DUPLICATE', ['input', 'tag']],
    ['check', 'tag: "neg", stock: -1', 'CORE_CHECK', ['input', 'stock']],
    ['length', 'tag: "123456789012345678901"', 'CORE_VALUE', []],
  ])('a violated %s is a user error without text of the database', async (...row) => {
    const [, input, code, path] = row;
    const { data, errors } = await kernel.run(create(input));
    expect(errors).toEqual([]);
    const error = data?.widgetCreate?.userErrors?.[0];
    expect(error).toMatchObject({ __typename: 'BusinessError', code, path });
    expect(error?.message).not.toMatch(/constraint|relation|kernel\.widget/);
  });

  test('#61 a stale expectedVersion is a VersionConflictError with the current one', async () => {
    const id = await kernel.widget('versioned');
    await kernel.run(take(`id: "${id}", count: 1, expectedVersion: 1`));
    const { data } = await kernel.run(take(`id: "${id}", count: 1, expectedVersion: 1`));
    expect(data?.widgetTake?.widget).toBeNull();
    expect(data?.widgetTake?.userErrors).toMatchObject([
      { __typename: 'VersionConflictError', code: 'CORE_VERSION_CONFLICT', currentVersion: 2 },
    ]);
  });

  test('a version lost between reading and writing is a conflict too, or done again', async () => {
    const id = await kernel.widget('raced');
    const uuid = decodeId('kwd', id);
    let disturbed = 0;
    interference.run = async () => {
      if (disturbed++ > 0) return;
      await kernel.column(`update kernel.widget set version = version + 1, stock = 9
        where id = '${uuid}' returning 1`);
    };
    const told = await kernel.run(take(`id: "${id}", count: 1, expectedVersion: 1`));
    expect(told.data?.widgetTake?.userErrors?.[0]?.code).toBe('CORE_VERSION_CONFLICT');
    disturbed = 0;
    const again = await kernel.run(take(`id: "${id}", count: 1`));
    expect(again.data?.widgetTake).toMatchObject({ widget: { stock: 8 }, userErrors: [] });
  });

  test('#25 ids of another organization, another type, of nothing: one NOT_FOUND', async () => {
    const foreign = await kernel.widget('foreign', { organization: ORG_B });
    const own = await kernel.widget('own');
    const answers = await Promise.all(
      [
        foreign,
        own.replace('kwd', 'ksh'),
        own.replace(/.$/, own.endsWith('0') ? '1' : '0'),
        'x',
      ].map((id) => kernel.run(take(`id: "${id}", count: 1`))),
    );
    const told = answers.map(({ errors }) => [errors[0]?.message, errors[0]?.extensions['code']]);
    expect(new Set(told.map(String)).size).toBe(1);
    expect(told[0]).toEqual(['There is no such record.', 'NOT_FOUND']);
  });

  test('row conditions of the caller narrow what may be found', async () => {
    const full = await kernel.widget('seen');
    const empty = await kernel.widget('unseen', { stock: 0 });
    const some = principal({ permissions: new Map([['kernel.widget.read', ['stocked']]]) });
    const by = { principal: some };
    const seen = await kernel.run(take(`id: "${full}", count: 1`), by);
    expect(seen.data?.widgetTake?.widget?.stock).toBe(4);
    const unseen = await kernel.run(take(`id: "${empty}", count: 0`), by);
    expect(unseen.errors[0]?.extensions['code']).toBe('NOT_FOUND');
  });

  test('a dry run leaves nothing, shows its payload and what its caller may see', async () => {
    const before = await Promise.all(['kernel.widget', 'core.audit_entry'].map(count));
    const by = { dryRun: true };
    const { data, extensions } = await kernel.run(
      create('tag: "dry", bankAccount: "DE00"', '@idempotent(key: "dry")'),
      by,
    );
    expect(data?.widgetCreate?.widget).toMatchObject({ tag: 'dry', stock: 5 });
    const { dryRun, changes } = extensions['widgetCreate'] ?? {};
    expect(dryRun).toBe(true);
    expect(changes).toHaveLength(1);
    expect(changes?.[0]).toMatchObject({ type: 'KernelWidget', action: 'CREATE' });
    expect(changes?.[0]?.id).toBe(data?.widgetCreate?.widget?.id);
    expect(changes?.[0]?.after).toMatchObject({ tag: 'dry', bankAccount: '***' });
    expect(JSON.stringify(changes)).not.toMatch(/price|amount|remark|bankAccountIndex/);
    expect(await Promise.all(['kernel.widget', 'core.audit_entry'].map(count))).toEqual(before);
    expect(await count('core.idempotency_key')).toBe(0);
    expect(await count('core.outbox_event')).toBeGreaterThan(0);
  });

  test('a dry run meets deferred constraints, and so does a commit', async () => {
    await kernel.run(create('tag: "p1", place: 1'));
    for (const dryRun of [true, false]) {
      const { data } = await kernel.run(create('tag: "p2", place: 1'), { dryRun });
      expect(data?.widgetCreate?.userErrors).toMatchObject([
        { code: 'CORE_DUPLICATE', path: ['input', 'place'] },
      ]);
    }
  });

  test('each item of a batch stands alone', async () => {
    const { data } = await kernel.run(
      `mutation { widgetBatch(tags: ["x1", "one", "x2"]) { widgets { tag } failed } }`,
    );
    expect(data?.widgetBatch).toEqual({ widgets: [{ tag: 'x1' }, { tag: 'x2' }], failed: 1 });
    const events = await kernel.column(
      `select payload->>'tag' from core.outbox_event where name <> 'core.record.changed'
        order by sequence desc limit 2`,
    );
    expect(events.toSorted()).toEqual(['x1', 'x2']);
    const audit = `select after->>'tag' from core.audit_entry where operation = 'widgetBatch'`;
    expect((await kernel.column(audit)).toSorted()).toEqual(['x1', 'x2']);
  });

  test('an anonymous mutation runs, sees no rows and takes no key', async () => {
    const by = { principal: principal({ kind: 'anonymous', organizationId: undefined }) };
    const { data } = await kernel.run('mutation { loginTry { token } }', by);
    expect(data?.loginTry?.token).toBe('0');
    const keyed = await kernel.run('mutation { loginTry @idempotent(key: "k") { token } }', by);
    expect(keyed.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  test('outside a transaction there is no entity manager, no key and no dry run', async () => {
    const document = 'mutation { widgetOutside { token } }';
    expect((await kernel.run(document)).errors[0]?.message).toMatch(/^ctx\.em is there inside/);
    const dry = await kernel.run(document, { dryRun: true });
    expect(dry.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  test('row 64: deadlocks are run again until both are through', async () => {
    const [first, second] = await Promise.all([
      kernel.widget('left', { stock: 1 }),
      kernel.widget('right', { stock: 2 }),
    ]);
    const swap = (a: string, b: string) =>
      kernel.run(`mutation { widgetSwap(first: "${a}", second: "${b}") { widget { stock } } }`);
    let waiting = 0;
    interference.run = async () => {
      waiting += 1;
      while (waiting < 2) await new Promise((go) => setTimeout(go, 10));
    };
    const answers = await Promise.all([swap(first, second), swap(second, first)]);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(waiting).toBeGreaterThan(2);
    expect(await kernel.column(`select tag from kernel.widget where stock = 1`)).toEqual(['left']);
  });

  test('a mutation ends at its deadline, whatever it waits for', async () => {
    interference.run = () => new Promise(() => undefined);
    const { errors } = await kernel.run(create('tag: "stuck"'), { deadline: Date.now() + 200 });
    expect(errors[0]?.extensions['code']).toBe('DEADLINE');
    delete interference.run;
    expect((await kernel.run(create('tag: "unstuck"'))).errors).toEqual([]);
  });

  test('audit keeps no secret in clear, and neither does the table', async () => {
    await kernel.run(
      create('tag: "sealed", bankAccount: "DE89370400440532013000", remark: "psst"'),
    );
    const [row] = await kernel.column<Record<string, unknown>>(
      "select to_jsonb(w) from kernel.widget w where tag = 'sealed'",
    );
    expect(row?.['bank_account']).toMatch(/^v1:/);
    expect(row?.['bank_account_index']).toHaveLength(43);
    const [after] = await kernel.column<Record<string, unknown>>(
      "select after from core.audit_entry where after->>'tag' = 'sealed'",
    );
    expect(after).toMatchObject({ bankAccount: '***', bankAccountIndex: '***', remark: '***' });
    const all = await kernel.column('select string_agg(e::text, $$ $$) from core.audit_entry e');
    expect(all.join()).not.toMatch(/DE8937|psst/);
  });

  test('the statements of a mutation: one each for work, traces and payload', async () => {
    kernel.statements.length = 0;
    await kernel.run(create('tag: "counted"'), caller());
    const kinds = kernel.statements.map((text) => /(insert into|from) "?([\w."]+)/.exec(text)?.[2]);
    expect(kinds.map((kind) => kind?.replaceAll('"', ''))).toEqual([
      'kernel.widget',
      'core.audit_entry',
      'kernel.widget',
    ]);
  });
});
