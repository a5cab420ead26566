import { caller, createKernelTest, type KernelTest, ORG_A } from '../../test/kernel.js';
import { KernelWidget } from '../../test/kernel-plugin.js';
import type { RequestContext } from '../context/request.js';
import { inTransaction } from '../write/transaction.js';
import { sealedCell, sealedColumn } from './vault.js';

describe('sealed properties', () => {
  let kernel: KernelTest;
  let id: string;
  const run = <T>(work: (ctx: RequestContext) => Promise<T>) =>
    inTransaction<T>(kernel.runtime, caller(), { operation: 'test', work });
  const stored = async () => {
    const [row] = await kernel.column<{ sealed: string | null; index: string | null }>(
      `select jsonb_build_object('sealed', bank_account, 'index', bank_account_index)
         from kernel.widget where id = '${id}'`,
    );
    return row;
  };
  const opened = (sealed: string | null | undefined) =>
    kernel.runtime.vault.open(
      ORG_A,
      sealedCell('"kernel"."widget"', 'bank_account', id),
      sealed ?? '',
    );

  beforeAll(async () => {
    kernel = await createKernelTest(2);
    const { value } = await run(async (ctx) =>
      ctx.em.create(KernelWidget, { tag: 's', stock: 1, bankAccount: 'DE00' } as never),
    );
    id = value.id;
  });
  afterAll(() => kernel?.close());

  test('are ciphertext at rest, open with their cell, and are found by their index', async () => {
    const row = await stored();
    expect(row?.sealed).toMatch(/^v1:/);
    expect(opened(row?.sealed)).toBe('DE00');
    const column = sealedColumn('"kernel"."widget"', 'bank_account');
    expect(row?.index).toBe(kernel.runtime.vault.blindIndex(ORG_A, column, 'DE00'));
  });

  test('are sealed anew when they are assigned, and left alone when they are not', async () => {
    const before = await stored();
    await run(async (ctx) => {
      (await ctx.findRaw(KernelWidget, id)).stock = 2;
    });
    expect(await stored()).toEqual(before);
    const { changes } = await run(async (ctx) => {
      (await ctx.findRaw(KernelWidget, id)).bankAccount = 'v1:looks sealed';
    });
    const after = await stored();
    expect(opened(after?.sealed)).toBe('v1:looks sealed');
    expect(after?.index).not.toBe(before?.index);
    expect(changes[0]).toMatchObject({
      before: { bankAccount: '***' },
      after: { bankAccount: '***' },
    });
  });

  test('lose their index with their value', async () => {
    await run(async (ctx) => {
      (await ctx.findRaw(KernelWidget, id)).bankAccount = null;
    });
    expect(await stored()).toEqual({ sealed: null, index: null });
  });

  test('cannot be upserted, which would store them in clear', async () => {
    const row = { id, tag: 's', stock: 1, bankAccount: 'clear' };
    const work = run((ctx) => ctx.em.upsert(KernelWidget, row as never));
    await expect(work).rejects.toThrow('KernelWidget.bankAccount is sealed: no upsert.');
  });
});
