import type { Ctx } from '@bureau/core';

/** Tables of requests that are about an employee. */
type RequestTable = 'hr.leave_request' | 'hr.time_correction';

/** Active users (uuids) who manage whom a request is about, by the reporting lines of today. */
export async function lineManagers(ctx: Ctx, table: RequestTable, id: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>(statement(table), [id, ctx.today]);
  return rows.map((row) => row.id);
}

const statement = (table: RequestTable): string => `
  select boss.id
  from ${table} r
  join hr.job_record j on j.organization_id = r.organization_id and j.employee_id = r.employee_id
    and j.valid_from <= $2::date and (j.valid_to is null or j.valid_to > $2::date)
  join hr.employee m on m.organization_id = j.organization_id and m.id = j.manager_id
  join core.membership boss
    on boss.organization_id = m.organization_id and boss.person_id = m.person_id and boss.is_active
  where r.id = $1::uuid`;
