import type { Runtime } from '../context/runtime.js';
import type { KeptDays } from '../context/kept-days.js';
import type { RunSql } from '../context/run-sql.js';
import type { BackgroundOptions, BackgroundService } from './background.js';
import { loopService } from './loop-service.js';

const HOUR_MS = 3_600_000;
/** Rows of one statement: short locks, however much there is. */
const AT_ONCE = 1_000;

/**
 * Removes what nobody needs any more, once an hour: dispatched events, jobs that have ended, and
 * idempotency keys whose time is over (those that are kept for ever have no such time).
 */
export function createRetention(
  runtime: Runtime,
  { workerUrl, pollMs = HOUR_MS }: BackgroundOptions,
): BackgroundService {
  return loopService({
    name: 'retention',
    log: runtime.log,
    workerUrl,
    pollMs: Math.max(pollMs, HOUR_MS),
    turn: ({ pool, isStopping }) => removeOld(pool.run, runtime.retention, isStopping),
  });
}

async function removeOld(
  run: RunSql,
  { eventDays, jobDays }: KeptDays,
  isStopping: () => boolean,
): Promise<boolean> {
  const drain = async (text: string, values: readonly unknown[]) => {
    while (!isStopping() && (await run(text, [...values, AT_ONCE])).length > 0);
  };
  await drain(KEYS, []);
  const organizations = await run<{ id: string }>('select id from core.organization', []);
  for (const { id } of organizations) {
    // A cursor is good for the last days to the end; a page that is read with it takes a moment.
    await drain(EVENTS, [id, eventDays + 1]);
    await drain(JOBS, [id, jobDays]);
  }
  return true;
}

const KEYS = `
  delete from core.idempotency_key k using (
    select organization_id, principal_id, key from core.idempotency_key
    where kept_until < now() limit $1
  ) old
  where k.organization_id = old.organization_id and k.principal_id = old.principal_id
    and k.key = old.key and k.kept_until < now()
  returning 1 as gone`;

// The oldest thousand, by an index that is there for the feed: when none of them is old enough, no
// other one is. Those that still wait are few, and stay among them.
const EVENTS = `
  delete from core.outbox_event e using (
    select id from core.outbox_event where organization_id = $1 order by sequence limit $3
  ) old
  where e.organization_id = $1 and e.id = old.id and e.dispatched_at is not null
    and e.at < now() - make_interval(days => $2)
  returning 1 as gone`;

const JOBS = `
  delete from core.job j using (
    select id from core.job
    where organization_id = $1 and finished_at < now() - make_interval(days => $2)
    order by finished_at limit $3
  ) old
  where j.organization_id = $1 and j.id = old.id
  returning 1 as gone`;
