import type { RunSql } from '../context/run-sql.js';
import { SYSTEM_ID } from '../context/system.js';
import { uuidv7 } from '../model/ids.js';
import { SCHEDULE_KEY } from './scheduled-jobs.js';

/** A schedule that is missing, or whose rule or time zone is another one now. */
export interface StaleSchedule {
  organizationId: string;
  kind: string;
  timeZone: string;
}

const STALE = `
  select o.id as organization_id, k.kind, o.time_zone
  from core.organization o cross join unnest($1::text[], $2::text[]) as k(kind, rule)
  left join core.job_schedule s on s.organization_id = o.id and s.kind = k.kind
  where s.id is null or s.rule <> k.rule or s.time_zone <> o.time_zone
  order by o.id limit $3`;

/** Schedules that do not say what plugins and organizations say now. */
export async function staleSchedules(
  run: RunSql,
  rules: ReadonlyMap<string, string>,
  limit: number,
): Promise<StaleSchedule[]> {
  type Row = { organization_id: string; kind: string; time_zone: string };
  const rows = await run<Row>(STALE, [[...rules.keys()], [...rules.values()], limit]);
  return rows.map((row) => ({
    organizationId: row.organization_id,
    kind: row.kind,
    timeZone: row.time_zone,
  }));
}

const KEEP = `
  insert into core.job_schedule (organization_id, id, kind, rule, time_zone, next_run_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (organization_id, kind) do update set rule = excluded.rule,
    time_zone = excluded.time_zone, next_run_at = excluded.next_run_at,
    version = job_schedule.version + 1, updated_at = now()`;

/** Makes or corrects a schedule. */
export async function keepSchedule(
  run: RunSql,
  schedule: StaleSchedule & { rule: string; nextRunAt: Date },
): Promise<void> {
  const { organizationId, kind, rule, timeZone, nextRunAt } = schedule;
  await run(KEEP, [organizationId, uuidv7(), kind, rule, timeZone, nextRunAt]);
}

/** A schedule whose time has come. */
export interface DueSchedule extends StaleSchedule {
  /** Uuid. */
  id: string;
}

const DUE = `
  select organization_id, id, kind, time_zone from core.job_schedule
  where not is_paused and next_run_at <= $1 and kind = any($2::text[])
  order by next_run_at limit $3 for update skip locked`;

/** Locks them: of several processes one starts each. */
export async function dueSchedules(
  run: RunSql,
  { now, kinds, limit }: { now: Date; kinds: readonly string[]; limit: number },
): Promise<DueSchedule[]> {
  type Row = { organization_id: string; id: string; kind: string; time_zone: string };
  const rows = await run<Row>(DUE, [now, kinds, limit]);
  return rows.map((row) => ({
    organizationId: row.organization_id,
    id: row.id,
    kind: row.kind,
    timeZone: row.time_zone,
  }));
}

const START = `
  insert into core.job (organization_id, id, kind, input, unique_key, actor_kind, actor_id)
  values ($1, $2, $3, $4::jsonb, '${SCHEDULE_KEY}', 'system', '${SYSTEM_ID}')
  on conflict (organization_id, kind, unique_key)
    where unique_key is not null and state in ('QUEUED', 'RUNNING') do nothing`;

const ADVANCE = `
  update core.job_schedule set last_run_at = $3, next_run_at = coalesce($4, next_run_at),
    is_paused = $4::timestamptz is null, version = version + 1, updated_at = now()
  where organization_id = $1 and id = $2`;

/**
 * Makes the job and sets the next time, in the transaction that holds the schedule. Without a next
 * time it stands still for good.
 */
export async function startScheduled(
  run: RunSql,
  due: DueSchedule,
  given: { input: unknown; now: Date; next: Date | undefined },
): Promise<void> {
  const { organizationId, id, kind } = due;
  await run(START, [organizationId, uuidv7(), kind, JSON.stringify(given.input)]);
  await run(ADVANCE, [organizationId, id, given.now, given.next ?? null]);
}
