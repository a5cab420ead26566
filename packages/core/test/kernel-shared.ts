import { uuidv7 } from '../src/model/ids.js';
import type { Coalescing } from '../src/write/coalesce.js';
import type { SharedCall } from '../src/write/shared-transaction.js';
import { kernelErrors, KernelWidget } from './kernel-plugin.js';
import { interference, widgetMade } from './kernel-schema.js';

interface Wanted {
  tag: string;
  stock?: number;
  remark?: string;
}

/** How many calls each run had. */
export const sharedSizes: number[] = [];

/** The first call of the last run. */
export const lastShared: { call?: SharedCall | undefined } = {};

const INSERT = `
  insert into kernel.widget (id, tag, stock, version)
  select w.id, w.tag, w.stock, 1 from jsonb_to_recordset($1) as w(id uuid, tag text, stock int)`;

/** Widgets of several callers by one statement; a stock below zero is refused. */
export const widgetShare: Coalescing = {
  room: 50,
  run: async (calls) => {
    sharedSizes.push(calls.length);
    lastShared.call = calls[0];
    await interference.run?.();
    const wanted = calls.map(({ args }) => ({ id: uuidv7(), ...(args['input'] as Wanted) }));
    const sound = wanted.filter(({ stock = 0 }) => stock >= 0);
    const rows = sound.map(({ id, tag, stock = 0 }) => ({ id, tag, stock }));
    await calls[0]?.ctx.sql(INSERT, [JSON.stringify(rows)]);
    return wanted.map((one, place) => {
      const { ctx } = calls[place] as SharedCall;
      const { id, tag, stock = 0 } = one;
      if (stock < 0) return kernelErrors.EMPTY({ stock }, ['input', 'stock']);
      if (one.remark === 'unit of work') ctx.em.create(KernelWidget, { tag: `${tag}-2` } as never);
      ctx.recordChange({ type: 'KernelWidget', id, action: 'CREATE', after: { tag } });
      ctx.emit(widgetMade, { tag }, { type: 'KernelWidget', id });
      return { widget: { id } };
    });
  },
};
