import type { Ctx } from '@bureau/core';
import { Employee } from './employee.entity.js';
import { errors } from './errors.js';

/**
 * The next number in the form `E000123`; numbers in other forms are left alone. Those who draw at
 * the same time wait for each other (advisory lock of the organization, until the commit).
 */
export async function drawNumber(ctx: Ctx): Promise<string> {
  const lock = `hr.employee.number:${ctx.organizationId}`;
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
  const [last] = await ctx.sql<{ number: string }>(
    `select number from hr.employee
      where organization_id = $1 and number ~ '^E[0-9]{6}$' order by number desc limit 1`,
    [ctx.organizationId],
  );
  const next = last ? Number(last.number.slice(1)) + 1 : 1;
  return `E${String(next).padStart(6, '0')}`;
}

/** @throws HR_NUMBER_TAKEN when somebody else has it. */
export async function demandFree(
  ctx: Ctx,
  number: string,
  options: { path: readonly string[]; except?: Employee },
): Promise<void> {
  const holder = await ctx.em.findOne(Employee, { number });
  if (!holder || holder === options.except) return;
  throw errors.NUMBER_TAKEN({ number }, options.path);
}
