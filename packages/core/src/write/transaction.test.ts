import { wrap } from '@mikro-orm/core';
import { caller, createKernelTest, type KernelTest, ORG_A } from '../../test/kernel.js';
import { KernelShelf, KernelWidget } from '../../test/kernel-plugin.js';
import { widgetMade } from '../../test/kernel-schema.js';
import { createRuntime } from '../context/runtime.js';
import { decodeId, uuidv7 } from '../model/ids.js';
import type { RequestContext } from '../context/request.js';
import { inTransaction } from './transaction.js';

const refusal = (code: string) => ({ extensions: { code } });

describe('inTransaction', () => {
  let kernel: KernelTest;
  const run = <T>(work: (ctx: RequestContext) => Promise<T>, deadline = 10_000) =>
    inTransaction<T>(kernel.runtime, caller({ deadline: Date.now() + deadline }), {
      operation: 'test',
      work,
    });
  const make = (ctx: RequestContext, tag: string) =>
    ctx.em.create(KernelWidget, { tag, stock: 1 } as never);
  const tags = () => kernel.column('select tag from kernel.widget order by tag');

  beforeAll(async () => {
    kernel = await createKernelTest(3);
  });
  afterAll(() => kernel?.close());

  test('organization, principal and time-outs hold in the transaction, not after it', async () => {
    const text = `select current_setting('app.organization_id') as organization,
      current_setting('app.principal_id') as principal, current_setting('lock_timeout') as lock,
      current_setting('TimeZone') as zone, current_user as role`;
    const { value } = await run((ctx) => ctx.sql(text));
    expect(value).toEqual([
      {
        organization: ORG_A,
        principal: caller().principal.id,
        lock: '2s',
        zone: 'UTC',
        role: 'bureau_app',
      },
    ]);
    const bare = await kernel.runtime.writes.begin();
    const rows = await bare.rows(
      `select current_setting('app.organization_id', true) as o,
        (select count(*) from core.audit_entry) as n`,
    );
    await bare.rollback();
    expect(rows).toEqual([{ o: '', n: '0' }]);
  });

  test('statements go together: after one that fails none runs, and all can go again', async () => {
    const texts = ['select 1 as n', 'select 1 / $1::int', 'select $1::text as behind'];
    const [one = '', divided = '', behind = ''] = texts;
    const all = (by: number) => [
      { text: one, values: [] },
      { text: divided, values: [by] },
      { text: behind, values: ['behind'] },
    ];
    for (let turn = 0; turn < 4; turn += 1) {
      const transaction = await kernel.runtime.writes.begin();
      expect(await transaction.together(all(1))).toEqual([[['1']], [['1']], [['behind']]]);
      await expect(transaction.together(all(0))).rejects.toMatchObject({ code: '22012' });
      // Whatever of it has a name by now: nothing behind the failure counts as prepared.
      await transaction.rollback();
    }
  });

  test('a record is read by its key in a statement of its own, its values alike', async () => {
    const { id } = (await run(async (ctx) => make(ctx, 'by-key'))).value;
    const read = () =>
      run(async (ctx) => {
        kernel.statements.length = 0;
        const widget = await ctx.findRaw(KernelWidget, id);
        const statements = [...kernel.statements];
        const [other] = await ctx.em.fork({ keepTransactionContext: true }).find(KernelWidget, {
          id,
        });
        expect(wrap(widget).toObject()).toEqual(wrap(other as KernelWidget).toObject());
        return statements;
      });
    for (let turn = 0; turn < 3; turn += 1) {
      const { value } = await read();
      expect(value).toEqual([
        expect.stringMatching(/^select (?!.*\*).* where "id" = \$1 limit 1$/),
      ]);
    }
  });

  test('an empty transaction commits, one whose last statements fail commits nothing', async () => {
    const idle = await kernel.runtime.writes.begin();
    expect(await idle.commit()).toEqual([]);
    const open = await kernel.runtime.writes.begin();
    const organization = "select set_config('app.organization_id', $1, true)";
    await open.run({ text: organization, values: [ORG_A] });
    const insert = `insert into kernel.widget (id, tag) values ($1, 'late')`;
    const last = [
      { text: insert, values: [uuidv7()] },
      { text: 'select 1 / $1::int', values: [0] },
    ];
    await expect(open.commit(last)).rejects.toMatchObject({ code: '22012' });
    await open.rollback();
    expect(await tags()).not.toContain('late');
  });

  test('only what its caller would do again does not wait for the disk', async () => {
    const text = "select current_setting('synchronous_commit') as waits";
    const waits = async (given: object) => {
      const work = (ctx: RequestContext) => ctx.sql<{ waits: string }>(text);
      const { value } = await inTransaction(kernel.runtime, caller(given), {
        operation: 'test',
        work,
      });
      return value[0]?.waits;
    };
    const [usual] = await kernel.column('show synchronous_commit');
    expect(await waits({ isRepeatable: true })).toBe('off');
    expect(await waits({})).toBe(usual);
  });

  test('changes of several flushes are one per record', async () => {
    const { changes } = await run(async (ctx) => {
      const widget = make(ctx, 'merged');
      const gone = make(ctx, 'gone');
      await ctx.em.flush();
      widget.stock = 7;
      ctx.em.remove(gone);
    });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ action: 'CREATE', after: { tag: 'merged', stock: 7 } });
    const id = changes[0]?.id ?? '';
    const updated = await run(async (ctx) => {
      const widget = await ctx.findRaw(KernelWidget, id);
      widget.stock = 8;
      await ctx.em.flush();
      widget.stock = 9;
    });
    expect(updated.changes).toEqual([
      { type: 'KernelWidget', id, action: 'UPDATE', before: { stock: 7 }, after: { stock: 9 } },
    ]);
    const removed = await run(async (ctx) => {
      ctx.em.remove(await ctx.findRaw(KernelWidget, id));
    });
    expect(removed.changes[0]).toMatchObject({ action: 'DELETE', before: { stock: 9 } });
  });

  test('sql sees what was not flushed yet, and its changes are recorded by hand', async () => {
    const { value, changes } = await run(async (ctx) => {
      const widget = make(ctx, 'unflushed');
      const rows = await ctx.sql<{ id: string; stock: string }>(
        "update kernel.widget set stock = stock + 1 where tag = 'unflushed' returning id, stock",
      );
      const change = { before: { stock: 1 }, after: { stock: 2 } };
      ctx.recordChange({ type: 'KernelWidget', id: widget.id, action: 'UPDATE', ...change });
      return rows;
    });
    expect(value).toEqual([{ id: changes[0]?.id, stock: '2' }]);
    expect(changes[0]).toMatchObject({ action: 'CREATE', after: { stock: 2 } });
  });

  test('a change that is told by hand keeps no secret, by property or by column', async () => {
    const { changes } = await run(async (ctx) => {
      const { id } = make(ctx, 'by-hand');
      await ctx.em.flush();
      const iban = 'DE02120300000000202051';
      const secrets = { bankAccount: iban, bank_account: iban, bankAccountIndex: iban };
      const after = { ...secrets, stock: 2, bytes: Buffer.from(iban) };
      const before = { bankAccount: null };
      ctx.recordChange({ type: 'KernelWidget', id, action: 'UPDATE', before, after });
    });
    expect(changes[0]?.after).toMatchObject({
      ...{ bankAccount: '***', bank_account: '***', bankAccountIndex: '***' },
      ...{ stock: 2, bytes: '***' },
    });
    expect(JSON.stringify(changes)).not.toContain('DE02');
  });

  test('an event whose payload does not fit rolls everything back', async () => {
    const work = run(async (ctx) => {
      make(ctx, 'bad-event');
      ctx.emit(widgetMade, { tag: 5 } as never);
    });
    await expect(work).rejects.toThrow(/payload of event kernel.widget.made does not fit: tag/);
    expect(await tags()).not.toContain('bad-event');
  });

  test('the entity manager cannot leave the transaction', async () => {
    await run(async (ctx) => {
      for (const method of ['begin', 'commit', 'rollback'] as const) {
        await expect(ctx.em[method]()).rejects.toThrow(/the kernel's/);
      }
      await ctx.em.transactional(async (inner) => {
        inner.create(KernelWidget, { tag: 'nested', stock: 1 } as never);
      });
      const others = await ctx.em.fork().find(KernelWidget, {});
      expect(others).toEqual([]);
    });
    expect(await tags()).toContain('nested');
  });

  test('a failed savepoint takes back its rows, changes and events only', async () => {
    const { changes } = await run(async (ctx) => {
      make(ctx, 'kept');
      const failing = ctx.savepoint(async () => {
        make(ctx, 'dropped');
        ctx.emit(widgetMade, { tag: 'dropped' });
        await ctx.savepoint(async () => make(ctx, 'inner'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      const double = ctx.savepoint(async () => {
        make(ctx, 'kept');
      });
      await expect(double).rejects.toMatchObject({ code: 'CORE_DUPLICATE' });
      await ctx.savepoint(async () => make(ctx, 'after'));
    });
    expect(changes.map((change) => change.after?.['tag'])).toEqual(['kept', 'after']);
    const events = `select count(*) from core.outbox_event where payload->>'tag' = 'dropped'`;
    expect(await kernel.column(events)).toEqual(['0']);
  });

  test('a reference to a missing record is CORE_REFERENCE at its argument', async () => {
    const work = run(async (ctx) => {
      const shelf = ctx.em.getReference(KernelShelf, uuidv7());
      ctx.em.create(KernelWidget, { tag: 'lost', stock: 1, shelf } as never);
    });
    await expect(work).rejects.toMatchObject({ code: 'CORE_REFERENCE', path: ['input', 'shelf'] });
  });

  test('errors of triggers carry code and data', async () => {
    const raise = `do $$ begin raise exception using errcode = 'BU001', message = 'KERNEL_EMPTY',
      detail = '{"stock": 3, "deep": {}}'; end $$`;
    await expect(run((ctx) => ctx.sql(raise))).rejects.toMatchObject({
      name: 'DomainError',
      code: 'KERNEL_EMPTY',
      message: 'There are only 3 left.',
      data: { stock: 3 },
    });
  });

  test('a row for another organization is refused like one that does not exist', async () => {
    const text = `insert into kernel.widget (organization_id, id, tag)
      values ('00000000-0000-7000-8000-00000000000b', '${uuidv7()}', 'smuggled')`;
    await expect(run((ctx) => ctx.sql(text))).rejects.toMatchObject(refusal('NOT_FOUND'));
  });

  test('#64 serialization failures are tried six times and are then a CONFLICT', async () => {
    let tries = 0;
    const work = run((ctx) => {
      tries += 1;
      return ctx.sql(`do $$ begin raise exception using errcode = '40001'; end $$`);
    });
    await expect(work).rejects.toMatchObject(refusal('CONFLICT'));
    expect(tries).toBe(6);
  });

  test('row 68: a lock that is held ends in CONFLICT, a slow statement in DEADLINE', async () => {
    const uuid = decodeId('kwd', await kernel.widget('locked'));
    const lock = `select 1 from kernel.widget where id = '${uuid}' for update`;
    const held = run(async (ctx) => {
      await ctx.sql(lock);
      await expect(run((other) => other.sql(lock))).rejects.toMatchObject(refusal('CONFLICT'));
    });
    await held;
    const slow = run((ctx) => ctx.sql('select pg_sleep(3)'), 200);
    await expect(slow).rejects.toMatchObject(refusal('DEADLINE'));
  });

  test('#68 a connection lost in the middle is UNAVAILABLE; no place is lost', async () => {
    for (let i = 0; i < 5; i += 1) {
      const work = run(async (ctx) => {
        const [row] = await ctx.sql<{ pid: string }>('select pg_backend_pid() as pid');
        await kernel.column(`select pg_terminate_backend(${row?.pid})`);
        await ctx.sql('select 1');
      });
      await expect(work).rejects.toMatchObject(refusal('UNAVAILABLE'));
    }
    expect((await run(async () => 'served')).value).toBe('served');
  });

  test('row 68: a database that is away is UNAVAILABLE', async () => {
    const { composition, log } = kernel.runtime;
    const away = createRuntime(composition, {
      appUrl: 'postgres://nobody@127.0.0.1:1/none',
      rootKey: Buffer.alloc(32),
      log,
      poolSize: 1,
    });
    const work = inTransaction(away, caller(), { operation: 'test', work: async () => 1 });
    await expect(work).rejects.toMatchObject(refusal('UNAVAILABLE'));
    await away.close();
  });

  test('unknown errors come out as they are, and nothing is written', async () => {
    const error = new TypeError('a bug');
    const work = run(async (ctx) => {
      make(ctx, 'buggy');
      await ctx.em.flush();
      throw error;
    });
    await expect(work).rejects.toBe(error);
    expect(await tags()).not.toContain('buggy');
  });
});
