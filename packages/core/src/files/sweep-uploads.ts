import type { ReadPool } from '../context/pools.js';
import type { FileStore } from './file-store.js';

// Five minutes more than the address lives: a transfer that began in time may still end.
const EXPIRE = `
  update core.upload u set state = 'EXPIRED', token_hash = null, version = version + 1,
    updated_at = now()
  from (
    select organization_id, id from core.upload x
    where (state = 'REQUESTED' and expires_at < now() - interval '5 minutes')
      or (state = 'STORED' and expires_at < now() - interval '1 day' and not exists (
        select from core.job j where j.organization_id = x.organization_id
          and j.state in ('QUEUED', 'RUNNING') and j.input ->> 'uploadId' = x.id::text))
    order by expires_at limit $1 for update skip locked
  ) over
  where u.organization_id = over.organization_id and u.id = over.id`;

const LEFT = `
  select organization_id, id from core.upload
  where state = 'EXPIRED' and removed_at is null
    and updated_at < now() - interval '5 minutes'
  order by expires_at limit $1`;

const REMOVED = 'update core.upload set removed_at = now() where organization_id = $1 and id = $2';

const BATCH = 500;
const PART_LIFE = 3_600_000;

/**
 * Takes back uploads whose time is over, of all organizations: addresses that nobody used, bytes
 * that no job waits for a day later, parts that a broken process left behind. The row says
 * EXPIRED before the bytes go, so that a crash in between leaves work, not a broken promise.
 */
export async function sweepUploads(worker: ReadPool, files: FileStore): Promise<void> {
  await worker.sql(undefined, { text: EXPIRE, values: [BATCH] });
  const left = await worker.sql<{ organization_id: string; id: string }>(undefined, {
    text: LEFT,
    values: [BATCH],
  });
  for (const { organization_id: organizationId, id } of left) {
    await files.remove({ organizationId, id });
    await worker.sql(undefined, { text: REMOVED, values: [organizationId, id] });
  }
  await files.removeParts(new Date(Date.now() - PART_LIFE));
}
