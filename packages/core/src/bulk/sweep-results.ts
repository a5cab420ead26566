import type { RunSql } from '../context/run-sql.js';

// A failed export may be tried again for a day.
const PARTS = `
  delete from core.export_part e using core.job j
  where j.organization_id = e.organization_id and j.id = e.job_id
    and j.finished_at < now() - interval '1 day'`;

// An hour more than the address lives: a transfer that began in time may still end.
const FILES = `
  delete from core.file f using (
    select organization_id, id from core.file
    where purpose in ('core.export', 'core.importErrors', 'core.report')
      and created_at < now() - interval '25 hours'
    order by created_at limit $1
  ) over
  where f.organization_id = over.organization_id and f.id = over.id`;

/** Takes back what exports and imports of all organizations left, when its day is over. */
export async function sweepResults(run: RunSql, batch: number): Promise<void> {
  await run(PARTS, []);
  await run(FILES, [batch]);
}
