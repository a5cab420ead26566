import { type Ctx, numberSeries, NumberSeriesService } from '@bureau/core';
import { Employee } from './employee.entity.js';
import { errors } from './errors.js';

/** Employee numbers, where a hire gives none. */
export const employeeNumbers = numberSeries({
  key: 'hr.employee',
  description: 'Employee numbers.',
  pattern: 'E{000000}',
  // Hires are rare, and a missing number would look like a person who was taken out.
  isGapless: true,
});

/** The next employee number; those that were imported or given by hand are passed over. */
export function drawNumber(ctx: Ctx): Promise<string> {
  const taken = async (numbers: readonly string[]) => {
    const rows = await ctx.sql<{ number: string }>(
      'select number from hr.employee where organization_id = $1 and number = any($2::text[])',
      [ctx.organizationId, numbers],
    );
    return new Set(rows.map(({ number }) => number));
  };
  return ctx.service(NumberSeriesService).next(ctx, employeeNumbers.key, { taken });
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
