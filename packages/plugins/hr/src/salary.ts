import type { Ctx } from '@bureau/core';
import type { Day } from './day.js';
import type { Employee } from './employee.entity.js';
import { Employment } from './employment.entity.js';
import { errors } from './errors.js';
import type { SalaryFacts } from './hire.js';
import { placeOf } from './history.js';
import { Salary } from './salary.entity.js';

/**
 * Sets the pay from a day on, until the next known pay begins or the employment ends. Pay that
 * begins on that very day is corrected. The caller holds the lock on the employee.
 *
 * @throws HR_NOT_EMPLOYED_ON
 */
export async function changeSalary(
  ctx: Ctx,
  employee: Employee,
  change: SalaryFacts & { effectiveOn: Day },
): Promise<Salary> {
  const { amount, period, effectiveOn } = change;
  const employments = await ctx.em.find(Employment, { employee });
  const employment = employments.find((one) => one.holdsOn(effectiveOn));
  if (!employment) {
    const data = { number: employee.number, day: effectiveOn };
    throw errors.NOT_EMPLOYED_ON(data, ['input', 'effectiveOn']);
  }
  const history = await ctx.em.find(Salary, { employee });
  const place = placeOf(history, effectiveOn);
  if (place.kind === 'correct') return ctx.em.assign(place.row, { amount, period });
  if (place.kind === 'split') place.row.validTo = effectiveOn;
  const validTo = earlier(place.validTo, employment.endsOn ?? null);
  return ctx.em.create(Salary, { employee, amount, period, validFrom: effectiveOn, validTo });
}

/** The earlier of two exclusive ends; null is open. */
function earlier(left: Day | null, right: Day | null): Day | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}
