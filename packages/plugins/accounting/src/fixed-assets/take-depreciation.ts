import { type Ctx, exact } from '@bureau/core';
import {
  DepreciationLine,
  type DepreciationRun,
  DepreciationSchedule,
} from './depreciation.entity.js';
import type { DueDepreciation } from './depreciation-due.js';

/** Writes into the schedules what was taken, and a line for each that went down. */
export async function takeDepreciation(
  ctx: Ctx,
  due: readonly DueDepreciation[],
  { on, run }: { on: string; run: DepreciationRun | null },
): Promise<void> {
  const ids = due.map(({ scheduleId }) => scheduleId);
  const schedules = await ctx.em.find(DepreciationSchedule, { id: { $in: ids } });
  const byId = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  for (const { scheduleId, amount, accumulated } of due) {
    const schedule = byId.get(scheduleId);
    if (!schedule) continue;
    if (!exact(amount).isZero()) {
      ctx.em.create(DepreciationLine, {
        run,
        schedule,
        asset: schedule.asset,
        takenFrom: schedule.takenUntil ?? null,
        takenOn: on,
        amount,
        accumulated,
      });
    }
    schedule.take(accumulated, on);
  }
}
