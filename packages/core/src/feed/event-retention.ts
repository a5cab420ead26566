import type { Runtime } from '../context/runtime.js';
import { WorkerPool } from '../context/worker-pool.js';
import type { BackgroundService } from '../services/background.js';
import { Loop } from '../services/loop.js';
import { EVENT_DAYS } from './change-cursor.js';

const HOUR_MS = 3_600_000;
const BATCH = 5_000;

// One that was never dispatched stays, however old it is.
const REMOVE = `
  with old as (
    select organization_id, id from core.outbox_event
    where at < now() - make_interval(days => $1) and dispatched_at is not null
    order by at limit $2
  ), gone as (
    delete from core.outbox_event e using old
    where e.organization_id = old.organization_id and e.id = old.id returning 1)
  select count(*) as count from gone`;

/** Removes events that are older than the feed promises, hour by hour, a few thousand at a time. */
export function createEventRetention(
  runtime: Runtime,
  { workerUrl }: { workerUrl: string },
): BackgroundService {
  const pool = new WorkerPool({ url: workerUrl, poolSize: 1 });
  const loop = new Loop({
    name: 'event retention',
    log: runtime.log,
    pollMs: HOUR_MS,
    // A day more than promised: a cursor is judged by the clock of the caller's request.
    turn: async () => {
      const [row] = await pool.run<{ count: string }>(REMOVE, [EVENT_DAYS + 1, BATCH]);
      return Number(row?.count ?? 0) < BATCH;
    },
  });
  return {
    name: 'event retention',
    start: () => loop.start(),
    wake: () => loop.wake(),
    settled: () => loop.settled(),
    stop: async () => {
      await loop.stop();
      await pool.close();
    },
  };
}
