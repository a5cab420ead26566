import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlClient } from './sql-client.js';

/** After the last transaction that has ended. */
const NEXT = 'select pg_snapshot_xmax(pg_current_snapshot())::text as next';
const REACHED = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as reached';
const POLL_MS = 10;

/**
 * Resolves when everything that is committed now stands below the oldest running transaction, as
 * the change feed and the sealer of the trail show no more than that. Transactions of other
 * databases of the same server count too, such as those of a test beside this one.
 */
export async function untilCaughtUp(client: SqlClient): Promise<void> {
  const { rows } = await client.query<{ next: string }>(NEXT);
  const reached = async () =>
    (await client.query<{ reached: boolean }>(REACHED, [rows[0]?.next])).rows[0]?.reached;
  while (!(await reached())) await sleep(POLL_MS);
}
