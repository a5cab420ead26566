import type { Ctx } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { grievanceErrors } from './errors.js';
import type { Grievance } from './grievance.entity.js';
import { GrievanceAccused, GrievanceHandler, GrievanceOfficer } from './grievance-people.entity.js';

/** Those who are meant, everybody above them, and who reports to them, today. */
const LINE = `
  with recursive above as (
    select unnest($1::uuid[]) as id, 0 as depth
    union
    select j.manager_id, a.depth + 1 from above a
    join hr.job_record j on j.employee_id = a.id
      and j.valid_from <= $2::date and (j.valid_to is null or j.valid_to > $2::date)
    where j.manager_id is not null and a.depth < 50)
  select id::text as id from above
  union
  select j.employee_id::text from hr.job_record j
  where j.manager_id = any($1::uuid[])
    and j.valid_from <= $2::date and (j.valid_to is null or j.valid_to > $2::date)`;

/** Employees (uuids) who never look into what is said of these ones. */
export async function lineOf(ctx: Ctx, accused: readonly string[]): Promise<ReadonlySet<string>> {
  if (accused.length === 0) return new Set();
  const rows = await ctx.sql<{ id: string }>(LINE, [accused, ctx.today]);
  return new Set(rows.map(({ id }) => id));
}

/** Who may not look into a grievance: the line of those who are meant, and whoever filed it. */
export async function barredFrom(ctx: Ctx, grievance: Grievance): Promise<ReadonlySet<string>> {
  await ctx.em.flush();
  const accused = await ctx.em.find(GrievanceAccused, { grievance });
  const line = await lineOf(
    ctx,
    accused.map(({ employee }) => employee.id),
  );
  const { filedBy } = grievance;
  return filedBy ? new Set([...line, filedBy.id]) : line;
}

/**
 * Takes those off a grievance who may not look into it, and names all officers who may where
 * nobody is left. Whether somebody looks into it.
 */
export async function settleHandlers(ctx: Ctx, grievance: Grievance): Promise<boolean> {
  const barred = await barredFrom(ctx, grievance);
  const known = await ctx.em.find(GrievanceHandler, { grievance });
  for (const one of known) if (barred.has(one.employee.id)) one.isActive = false;
  if (known.some(({ isActive }) => isActive)) return true;
  const officers = await ctx.em.find(GrievanceOfficer, {});
  const free = officers.filter(({ employee }) => !barred.has(employee.id));
  for (const { employee } of free) {
    const before = known.find((one) => one.employee.id === employee.id);
    if (before) before.isActive = true;
    else ctx.em.create(GrievanceHandler, { grievance, employee });
  }
  return free.length > 0;
}

/** The same for a change by somebody. @throws HR_GRIEVANCE_NO_HANDLER */
export async function demandHandlers(ctx: Ctx, grievance: Grievance): Promise<void> {
  if (await settleHandlers(ctx, grievance)) return;
  throw grievanceErrors.GRIEVANCE_NO_HANDLER({}, ['input']);
}

/** Employees by number, whether the caller may read them or not. @throws HR_GRIEVANCE_NUMBER */
export async function employeesOf(ctx: Ctx, numbers: readonly string[]): Promise<Employee[]> {
  const found: Employee[] = [];
  for (const number of new Set(numbers.map((one) => one.trim()))) {
    const employee = await ctx.em.findOne(Employee, { number });
    if (!employee) throw grievanceErrors.GRIEVANCE_NUMBER({ number }, ['input']);
    found.push(employee);
  }
  return found;
}
