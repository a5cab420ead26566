import type { Ctx } from '@bureau/core';
import { employeeLeftovers, type Leftover } from './boarding-hooks.js';

/** What HR itself still has of somebody; tasks of the plan for the leaver, but not those of it. */
const OWN = `
  select 'HR_TASK' as kind, t.title from hr.boarding_task t
    join hr.boarding_plan p on p.organization_id = t.organization_id and p.id = t.plan_id
    where t.organization_id = $1 and t.state = 'OPEN' and p.state = 'RUNNING'
      and (t.owner_id = $2 or p.employee_id = $2 and p.kind = 'OFFBOARDING')
  union all
  select 'HR_LEAVE', r.starts_on || ' to ' || r.ends_on from hr.leave_request r
    where r.organization_id = $1 and r.employee_id = $2 and r.state in ('DRAFT', 'PENDING')
  union all
  select 'HR_REPORT', e.display_name from hr.job_record j
    join hr.employee e on e.organization_id = j.organization_id and e.id = j.employee_id
    where j.organization_id = $1 and j.manager_id = $2
      and (j.valid_to is null or j.valid_to > $3::date)
      and exists (select from hr.employee m where m.organization_id = $1 and m.id = $2
        and m.terminated_on is not null
        and (j.valid_to is null or j.valid_to > m.terminated_on + 1))
  union all
  select 'HR_INTERVIEW', i.topic from hr.interview i
    where i.organization_id = $1 and i.interviewer_id = $2 and i.state = 'PLANNED'
  union all
  select 'HR_EMPLOYMENT', 'from ' || m.starts_on from hr.employment m
    where m.organization_id = $1 and m.employee_id = $2
      and (m.ends_on is null or m.ends_on > $3::date)
  union all
  select 'CORE_ACCESS', u.display_name from core.membership u
    join hr.employee e on e.organization_id = u.organization_id and e.person_id = u.person_id
    where u.organization_id = $1 and e.id = $2 and u.is_active
  union all
  select 'CORE_APPROVAL', a.title from core.approval_request a
    join core.membership u on u.organization_id = a.organization_id and u.id = a.requester_id
    join hr.employee e on e.organization_id = u.organization_id and e.person_id = u.person_id
    where a.organization_id = $1 and e.id = $2 and a.state = 'PENDING'
  order by 1, 2 limit 500`;

const PERSON = 'select person_id from hr.employee where organization_id = $1 and id = $2';

/** Everything that still hangs on an employee (uuid), of all plugins. */
export async function leftoversOf(ctx: Ctx, employeeId: string): Promise<Leftover[]> {
  const { organizationId, today } = ctx;
  const own = await ctx.sql<Leftover & Record<string, unknown>>(OWN, [
    ...[organizationId, employeeId, today],
  ]);
  const left = own.map(({ kind, title }): Leftover => ({ kind, title }));
  const [row] = await ctx.sql<{ person_id: string }>(PERSON, [organizationId, employeeId]);
  const found = (leftover: Leftover) => void left.push(leftover);
  await ctx.hook(employeeLeftovers, { employeeId, personId: row?.person_id ?? '', found });
  return left;
}
