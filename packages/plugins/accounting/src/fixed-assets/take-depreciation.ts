import { type Ctx, exact, uuidv7 } from '@bureau/core';
import type { DueDepreciation } from './depreciation-due.js';

// Lines before schedules: each takes the day until which was taken before. In one statement, for a
// register may have thousands of assets.
const TAKE = `
  with due as (
    select d.* from jsonb_to_recordset($1::jsonb) as d(id uuid, line uuid, amount numeric,
      accumulated numeric)),
  lines as (
    insert into accounting.depreciation_line (id, run_id, schedule_id, asset_id, taken_from,
      taken_on, amount, accumulated)
    select d.line, $2::uuid, s.id, s.asset_id, s.taken_until, $3::date, d.amount, d.accumulated
      from due d join accounting.depreciation_schedule s on s.id = d.id where d.amount <> 0)
  update accounting.depreciation_schedule s
     set accumulated = d.accumulated, book_value = s.cost - d.accumulated, taken_until = $3::date,
       is_ended = d.accumulated = s.cost - s.salvage, version = s.version + 1, updated_at = now()
    from due d where s.id = d.id`;

/**
 * Writes into the schedules what was taken, and a line for each that went down.
 * @param place `runId`: uuid of a run that is written already; none: a disposal
 */
export async function takeDepreciation(
  ctx: Ctx,
  due: readonly DueDepreciation[],
  { on, runId }: { on: string; runId: string | null },
): Promise<void> {
  if (due.length === 0) return;
  const rows = due.map(({ scheduleId: id, amount, accumulated }) => {
    return { id, line: uuidv7(), amount, accumulated };
  });
  await ctx.sql(TAKE, [JSON.stringify(rows), runId, on]);
  for (const { scheduleId: id, amount, accumulated } of due) {
    const before = { accumulated: exact(accumulated).minus(amount).toFixed() };
    const after = { accumulated, takenUntil: on };
    ctx.recordChange({ type: 'DepreciationSchedule', id, action: 'UPDATE', before, after });
  }
}

type TakenRow = { id: string; accumulated: string; until: string | null };

const LINES = `
  select schedule_id as id, asset_id as asset, accumulated::text, taken_on::text as until
    from accounting.depreciation_line where run_id = $1`;
const SCHEDULES = `
  select id, accumulated::text, taken_until::text as until
    from accounting.depreciation_schedule where id = any ($1::uuid[])`;
const GONE = `
  select from accounting.fixed_asset where id = any ($1::uuid[]) and status <> 'IN_USE' limit 1`;

const CHANGED = `
  select schedule_id as id, changed_on::text as "on" from accounting.fixed_asset_change
   where schedule_id = any ($1::uuid[])`;

/**
 * Whether anything was taken of the assets of a run, or changed, after it. Each table is read once
 * and compared here: before there are statistics a join went through all assets for each line.
 */
export async function isTakenLater(ctx: Ctx, runId: string): Promise<boolean> {
  const lines = await ctx.sql<TakenRow & { asset: string }>(LINES, [runId]);
  if ((await ctx.sql(GONE, [lines.map(({ asset }) => asset)])).length > 0) return true;
  const ids = lines.map(({ id }) => id);
  const taken = new Map(lines.map(({ id, until }) => [id, until ?? '']));
  const changes = await ctx.sql<Record<'id' | 'on', string>>(CHANGED, [ids]);
  if (changes.some(({ id, on }) => on >= (taken.get(id) ?? ''))) return true;
  const now = await ctx.sql<TakenRow>(SCHEDULES, [ids]);
  const byId = new Map(now.map((row) => [row.id, row]));
  return lines.some(({ id, accumulated, until }) => {
    const schedule = byId.get(id);
    return schedule?.accumulated !== accumulated || schedule.until !== until;
  });
}

const GIVE_BACK = `
  with lines as (
    update accounting.depreciation_line set is_reversed = true, version = version + 1,
      updated_at = now() where run_id = $1 returning schedule_id, taken_from, amount)
  update accounting.depreciation_schedule s
     set accumulated = s.accumulated - l.amount, book_value = s.book_value + l.amount,
       taken_until = l.taken_from, is_ended = false, version = s.version + 1, updated_at = now()
    from lines l where s.id = l.schedule_id
  returning s.id, s.accumulated::text, s.taken_until::text`;

/** Brings the schedules of a run back to where they were before it. */
export async function giveBack(ctx: Ctx, runId: string): Promise<void> {
  type Row = { id: string; accumulated: string; taken_until: string | null };
  for (const { id, accumulated, taken_until } of await ctx.sql<Row>(GIVE_BACK, [runId])) {
    const after = { accumulated, takenUntil: taken_until };
    ctx.recordChange({ type: 'DepreciationSchedule', id, action: 'UPDATE', after });
  }
}
