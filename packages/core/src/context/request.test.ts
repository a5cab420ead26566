import { caller, createKernelTest, type KernelTest, principal } from '../../test/kernel.js';
import { KernelWidget } from '../../test/kernel-plugin.js';
import { widgetMade } from '../../test/kernel-schema.js';
import { serviceToken } from '../plugin/definition.js';
import { defineLoader } from './loader.js';
import { RequestContext } from './request.js';

describe('RequestContext', () => {
  let kernel: KernelTest;
  const context = (values: Parameters<typeof caller>[0] = {}) =>
    new RequestContext(kernel.runtime, caller(values));

  beforeAll(async () => {
    kernel = await createKernelTest(2);
    await kernel.widget('one');
  });
  afterAll(() => kernel?.close());

  test('outside a transaction there is nothing to write with', async () => {
    const ctx = context();
    expect(() => ctx.em).toThrow(/inside a mutation or job only/);
    expect(() => ctx.emit(widgetMade, { tag: 'x' })).toThrow(/ctx\.emit/);
    await expect(ctx.findRaw(KernelWidget, 'x')).rejects.toThrow(/ctx\.em/);
  });

  test('sql reads the rows of the organization', async () => {
    const text = 'select tag, stock from kernel.widget where stock > $1';
    expect(await context().sql(text, [0])).toEqual([{ tag: 'one', stock: '5' }]);
    const nobody = principal({ kind: 'anonymous', organizationId: undefined });
    expect(await context({ principal: nobody }).sql(text, [0])).toEqual([]);
    expect(() => context({ principal: nobody }).organizationId).toThrow(/credential/);
  });

  test('today is the day in the zone of the organization', () => {
    const now = new Date('2026-03-31T22:30:00Z');
    const shared = { now, extensions: new Map() };
    const on = (timeZone?: string) =>
      new RequestContext(
        kernel.runtime,
        caller({ principal: principal(timeZone === undefined ? {} : { timeZone }) }),
        { shared: { ...shared } },
      ).today;
    expect([on(), on('Europe/Berlin'), on('America/New_York')]).toEqual([
      '2026-03-31',
      '2026-04-01',
      '2026-03-31',
    ]);
  });

  test('a missing permission is FORBIDDEN and named', () => {
    const ctx = context();
    expect(ctx.can('kernel.widget.read')).toBe(true);
    ctx.demand('kernel.widget.read');
    expect(() => ctx.demand('hr.salary.read')).toThrow(/hr\.salary\.read/);
  });

  test('settings and services are found or named as missing', () => {
    expect(context().settings('kernel')).toEqual({ size: 3 });
    expect(() => context().settings('none')).toThrow(/"none"/);
    expect(() => context().service(serviceToken('posting'))).toThrow(/"posting"/);
  });

  test('row 82: a loader asks once for many keys, and again after it failed', async () => {
    const batches: string[][] = [];
    let broken = true;
    const loader = defineLoader<string, string>({
      name: 'upper',
      key: (key) => key,
      batch: async (_ctx, keys) => {
        batches.push([...keys]);
        if (broken) throw new Error('away');
        return keys.map((key) => key.toUpperCase());
      },
    });
    const ctx = context();
    await expect(ctx.load(loader, 'a')).rejects.toThrow('away');
    broken = false;
    const loaded = await Promise.all(['a', 'b', 'a'].map((key) => ctx.load(loader, key)));
    expect(loaded).toEqual(['A', 'B', 'A']);
    expect(batches).toEqual([['a'], ['a', 'b']]);
    const short = defineLoader<string, string>({ ...loader, batch: async () => [] });
    await expect(ctx.load(short, 'a')).rejects.toThrow('returned 0 values for 1 keys');
  });

  test('a copy by own properties, as Apollo makes it, shares extensions and loaders', () => {
    const ctx = context();
    const copy = Object.assign(Object.create(Object.getPrototypeOf(ctx)), ctx) as RequestContext;
    copy.extensions.set('field', { replayed: true });
    expect(ctx.extensions.get('field')).toEqual({ replayed: true });
    expect(copy.requestId).toBe('req-1');
    expect(copy.now).toBe(ctx.now);
  });
});
