import type { RunSql } from '../context/run-sql.js';
import { sweepResults } from '../bulk/sweep-results.js';
import type { FileStore } from './file-store.js';

// $2 is now by the clock that gave the address its end. Half an hour more than it lives: a transfer
// that began in time may still end.
const EXPIRE = `
  update core.upload u set state = 'EXPIRED', token_hash = null, blob_id = null,
    version = version + 1, updated_at = now()
  from (
    select organization_id, id from core.upload x
    where (state = 'REQUESTED' and expires_at < $2::timestamptz - interval '30 minutes')
      or (state = 'STORED' and expires_at < $2::timestamptz - interval '1 day' and not exists (
        select from core.job j where j.organization_id = x.organization_id
          and j.state in ('QUEUED', 'RUNNING') and j.input ->> 'uploadId' = x.id::text))
    order by expires_at limit $1 for update skip locked
  ) over
  where u.organization_id = over.organization_id and u.id = over.id`;

// Whoever begins to refer to a blob touches it: a row that changed meanwhile is looked at again
// with its new touch, and stays. Half an hour is longer than any transfer.
const FORGET = `
  update core.blob b set state = 'REMOVING', touched_at = now()
  from (
    select organization_id, id from core.blob x
    where touched_at < now() - interval '30 minutes'
      and (state = 'WRITING' or (state in ('STORED', 'DAMAGED')
        and not exists (select from core.file f
          where f.organization_id = x.organization_id and f.blob_id = x.id)
        and not exists (select from core.upload u
          where u.organization_id = x.organization_id and u.blob_id = x.id)
        and not exists (select from core.export_part e
          where e.organization_id = x.organization_id and e.blob_id = x.id)))
    order by touched_at limit $1 for update skip locked
  ) over
  where b.organization_id = over.organization_id and b.id = over.id`;

// A little later than the state: whoever reads the bytes just now may end. While a backup copies
// files, what its snapshot refers to must stay.
const LEFT = `
  select organization_id, id from core.blob
  where state = 'REMOVING' and touched_at < now() - interval '5 minutes'
    and (select pg_try_advisory_xact_lock(hashtextextended('core:files:hold', 0)))
  order by touched_at limit $1`;

const REMOVED = `
  delete from core.blob where organization_id = $1 and id = $2 and state = 'REMOVING'`;

const BATCH = 500;
const PART_LIFE = 3_600_000;

/**
 * Takes back what nobody waits for, of all organizations: addresses that nobody used, bytes that
 * no job, upload or file refers to, parts that a broken process left behind. The row says so
 * before the bytes go, and goes after them, so that a crash in between leaves work, not a broken
 * promise.
 */
export async function sweepFiles(run: RunSql, files: FileStore, now = new Date()): Promise<void> {
  await run(EXPIRE, [BATCH, now.toISOString()]);
  await sweepResults(run, BATCH);
  await run(FORGET, [BATCH]);
  const left = await run<{ organization_id: string; id: string }>(LEFT, [BATCH]);
  for (const { organization_id: organizationId, id } of left) {
    await files.remove({ organizationId, id });
    await run(REMOVED, [organizationId, id]);
  }
  await files.removeParts(new Date(Date.now() - PART_LIFE));
}
