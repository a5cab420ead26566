import { type Ctx, decodeId, type Permission, Refusal } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { EmployeeType } from '../employee.types.js';
import { CHART_DEPTH } from '../org-chart.js';
import { timeErrors } from './errors.js';

/** Whose time: by id, by number, or the caller's own when both are left out. */
export interface Whose {
  employeeId?: string | null;
  employeeNumber?: string | null;
}

/**
 * The employee whom somebody means, if the caller holds the permission for them. Everybody else
 * does not exist: neither can be told from the other.
 * @throws HR_TIME_NO_EMPLOYEE, HR_TIME_EMPLOYEE_UNKNOWN; Refusal NOT_FOUND
 */
export async function employeeFor(
  ctx: Ctx,
  permission: Permission,
  { employeeId, employeeNumber }: Whose,
): Promise<Employee> {
  if (employeeId == null && employeeNumber == null) return ownEmployee(ctx);
  const id = employeeId == null ? undefined : decodeId(EmployeeType.options.prefix, employeeId);
  const where = employeeId == null ? { number: employeeNumber ?? '' } : { id: id ?? '' };
  const isSound = employeeId == null || id !== undefined;
  const employee = isSound ? await ctx.em.findOne(Employee, where) : null;
  if (employee && (await reaches(ctx, permission, employee.id))) return employee;
  if (employeeNumber != null) {
    const path = ['input', 'employeeNumber'];
    throw timeErrors.TIME_EMPLOYEE_UNKNOWN({ number: employeeNumber }, path);
  }
  throw new Refusal('NOT_FOUND', 'There is no such record.');
}

async function ownEmployee(ctx: Ctx): Promise<Employee> {
  const { personId } = ctx.principal;
  const own = personId === undefined ? null : await ctx.em.findOne(Employee, { person: personId });
  if (own) return own;
  throw timeErrors.TIME_NO_EMPLOYEE({}, ['input', 'employeeId']);
}

/** Whether a permission is held for one employee (uuid): for all, the own one, or one below. */
export async function reaches(ctx: Ctx, permission: Permission, employee: string) {
  const { kind, permissions, personId } = ctx.principal;
  const hold = kind === 'system' ? 'all' : permissions.get(permission);
  if (hold === 'all') return true;
  if (hold === undefined || personId === undefined) return false;
  const values = [employee, personId, ctx.today, hold.includes('own'), hold.includes('reports')];
  const [row] = await ctx.sql<{ reached: string }>(REACHED, values);
  return row?.reached === 'true';
}

const REACHED = `
  with recursive above as (
    select j.manager_id as id, 1 as depth from hr.job_record j
    where $5 and j.employee_id = $1::uuid and j.valid_from <= $3::date
      and (j.valid_to is null or j.valid_to > $3::date)
    union all
    select j.manager_id, above.depth + 1 from above
    join hr.job_record j on j.employee_id = above.id and j.valid_from <= $3::date
      and (j.valid_to is null or j.valid_to > $3::date)
    where above.depth < ${CHART_DEPTH})
  select exists (
    select from hr.employee e where e.person_id = $2::uuid
      and ($4 and e.id = $1::uuid or e.id in (select id from above)))::text as reached`;
