import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const NEXT = 'select pg_snapshot_xmax(pg_current_snapshot())::text as next';
const REACHED = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as reached';

/**
 * Resolves when the feed shows everything that is committed now: transactions of other databases
 * of the same server, such as those of a test beside this one, hold it back.
 */
export async function untilCaughtUp(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ next: string }>(NEXT);
  const next = rows[0]?.next;
  while (!(await client.query<{ reached: boolean }>(REACHED, [next])).rows[0]?.reached) {
    await sleep(10);
  }
}
