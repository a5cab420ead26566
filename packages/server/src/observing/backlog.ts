import { ReadPool } from '@bureau/core';

/** Work that waits behind the requests, over all organizations. */
export interface Backlog {
  /** Age of the oldest event that waits; 0 when none does. */
  outboxSeconds: number;
  /** At most 10,000. */
  outboxWaiting: number;
  deliveriesDue: number;
  jobs: readonly { kind: string; state: string; count: number }[];
}

/** Looks at the backlog, at most once in two seconds however often it is asked. */
export interface BacklogReader {
  read(): Promise<Backlog>;
  close(): Promise<void>;
}

const FRESH_MS = 2_000;
const DEADLINE_MS = 1_000;

// The oldest is looked for among the first by number: these two orders differ by moments only.
const WAITING = `
  select count(*) as count, coalesce(extract(epoch from clock_timestamp() - min(at)), 0) as seconds
  from (select at from core.outbox_event where dispatched_at is null
    order by sequence limit 10000) waiting`;
const DUE = `
  select count(*) as count from core.webhook_delivery
  where state = 'PENDING' and next_attempt_at <= now()`;
const JOBS = `
  select kind, state, count(*) as count from core.job
  where state in ('QUEUED', 'RUNNING', 'DEAD') group by kind, state`;

/** Reads as the worker, which sees every organization. */
export function createBacklog(workerUrl: string): BacklogReader {
  const pool = new ReadPool({ url: workerUrl, poolSize: 1 });
  let last: { at: number; value: Promise<Backlog> } | undefined;
  return {
    read: () => {
      if (last && Date.now() - last.at < FRESH_MS) return last.value;
      const value = readBacklog(pool);
      last = { at: Date.now(), value };
      value.catch(() => (last = undefined));
      return value;
    },
    close: () => pool.close(),
  };
}

async function readBacklog(pool: ReadPool): Promise<Backlog> {
  const deadline = Date.now() + DEADLINE_MS;
  const rows = <R extends object>(text: string) =>
    pool.sqlAnywhere<R>({ text, values: [] }, deadline);
  const [waiting] = await rows<{ count: string; seconds: string }>(WAITING);
  const [due] = await rows<{ count: string }>(DUE);
  const jobs = await rows<{ kind: string; state: string; count: string }>(JOBS);
  return {
    outboxSeconds: Math.max(0, Number(waiting?.seconds ?? 0)),
    outboxWaiting: Number(waiting?.count ?? 0),
    deliveriesDue: Number(due?.count ?? 0),
    jobs: jobs.map((row) => ({ ...row, count: Number(row.count) })),
  };
}
