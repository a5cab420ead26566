import { type Ctx, uuidv7 } from '@bureau/core';
import type { Day } from '../day.js';
import type { Employee } from '../employee.entity.js';
import { chosenAt, choosingsOf, demandEligible, planFacts, situationOf } from './benefit-facts.js';
import { BenefitLevel, BenefitPlan, BenefitRate } from './benefit-plan.entity.js';
import { LifeEvent } from './benefit-window.entity.js';
import { CoveredDependant, Dependant, Enrollment } from './enrollment.entity.js';
import type { EnrollmentElectInput } from './enrollment-inputs.js';
import { benefitErrors } from './errors.js';
import { enrollmentElected, enrollmentEnded } from './events.js';

/**
 * Chooses a level of cover for an employee whose row the caller has locked. Cover that is in force
 * ends the day before; what would have begun later is replaced; what has been stays.
 * @throws HR_BENEFIT_*: each rule that it breaks has a code of its own
 */
export async function elect(
  ctx: Ctx,
  employee: Employee,
  input: EnrollmentElectInput,
): Promise<Enrollment> {
  const plan = await ctx.find(BenefitPlan, input.planId, { path: ['input', 'planId'] });
  const of = planFacts(plan);
  const times = choosingsOf(of, await situationOf(ctx, employee.id), ctx.today);
  const given = input.startsOn ?? null;
  // Whoever may not choose at all is told why, before the time that it is not open in.
  if (times.length === 0) {
    await demandEligible(ctx, { plan: of, employeeId: employee.id, day: given ?? ctx.today });
  }
  const { choosing, startsOn } = chosenAt(times, plan.name, { given, today: ctx.today });
  await demandEligible(ctx, { plan: of, employeeId: employee.id, day: startsOn });
  const level = await levelOf(ctx, plan, input.levelId);
  await demandPrice(ctx, level, startsOn);
  const dependants = await dependantsOf(ctx, employee, { input, level, day: startsOn });
  await endCover(ctx, { employee, plan, day: startsOn }, (now) =>
    demandOther(ctx, now, { level, dependants }),
  );
  const { reason, lifeEventId } = choosing;
  const lifeEvent = lifeEventId ? await ctx.em.findOneOrFail(LifeEvent, { id: lifeEventId }) : null;
  const enrollment = ctx.em.create(Enrollment, {
    ...{ id: uuidv7(), employee, plan, level, validFrom: startsOn, reason, lifeEvent },
  });
  for (const dependant of dependants) ctx.em.create(CoveredDependant, { enrollment, dependant });
  tellElected(ctx, enrollment);
  return enrollment;
}

/** Gives cover up. @throws HR_BENEFIT_NO_WINDOW, HR_BENEFIT_START, HR_BENEFIT_NOT_COVERED */
export async function waive(
  ctx: Ctx,
  employee: Employee,
  { planId, startsOn: wished }: { planId: string; startsOn?: Day | null },
): Promise<Enrollment> {
  const plan = await ctx.find(BenefitPlan, planId, { path: ['input', 'planId'] });
  const times = choosingsOf(planFacts(plan), await situationOf(ctx, employee.id), ctx.today);
  const given = wished ?? null;
  const { startsOn } = chosenAt(times, plan.name, { given, today: ctx.today });
  const ended = await endCover(ctx, { employee, plan, day: startsOn });
  const [first] = ended;
  if (!first) {
    const data = { plan: plan.name, day: startsOn };
    throw benefitErrors.BENEFIT_NOT_COVERED(data, ['input', 'planId']);
  }
  for (const one of ended) tellEnded(ctx, one, startsOn);
  return first;
}

async function levelOf(ctx: Ctx, plan: BenefitPlan, id: string): Promise<BenefitLevel> {
  const path = ['input', 'levelId'];
  const level = await ctx.find(BenefitLevel, id, { path });
  // A level of another plan is none of this one.
  return level.plan.id === plan.id ? level : ctx.find(BenefitLevel, plan.id, { path });
}

async function demandPrice(ctx: Ctx, level: BenefitLevel, day: Day): Promise<void> {
  const open = { $or: [{ validTo: null }, { validTo: { $gt: day } }] };
  const rate = await ctx.em.findOne(BenefitRate, { level, validFrom: { $lte: day }, ...open });
  if (rate) return;
  throw benefitErrors.BENEFIT_NO_PRICE({ level: level.name, day }, ['input', 'startsOn']);
}

async function dependantsOf(
  ctx: Ctx,
  employee: Employee,
  { input, level, day }: { input: EnrollmentElectInput; level: BenefitLevel; day: Day },
): Promise<Dependant[]> {
  const ids = [...new Set(input.dependantIds ?? [])];
  const path = ['input', 'dependantIds'];
  if (ids.length > level.mostDependants) {
    const data = { level: level.name, most: level.mostDependants, count: ids.length };
    throw benefitErrors.BENEFIT_MOST_DEPENDANTS(data, path);
  }
  const found: Dependant[] = [];
  for (const id of ids) {
    const dependant = await ctx.find(Dependant, id, { path });
    const isThere = dependant.endedOn == null || dependant.endedOn > day;
    if (dependant.employee.id !== employee.id || !isThere) {
      throw benefitErrors.BENEFIT_DEPENDANT({ day }, path);
    }
    found.push(dependant);
  }
  return found;
}

/**
 * Ends what covers an employee by a plan on a day or later.
 * @param refuse looks at what is in force before it ends
 * @throws HR_BENEFIT_PAST where that would change days that are over
 */
async function endCover(
  ctx: Ctx,
  { employee, plan, day }: { employee: Employee; plan: BenefitPlan; day: Day },
  refuse?: (now: Enrollment) => Promise<void>,
): Promise<Enrollment[]> {
  const open = { $or: [{ validTo: null }, { validTo: { $gt: day } }] };
  const where = { employee, plan, state: 'ELECTED' as const, ...open };
  const standing = await ctx.em.find(Enrollment, where, { orderBy: { validFrom: 'asc' } });
  for (const one of standing) {
    if (one.validFrom <= day) await refuse?.(one);
    if (day < ctx.today && one.validFrom < ctx.today) {
      throw benefitErrors.BENEFIT_PAST({ day: ctx.today }, ['input', 'startsOn']);
    }
    one.endBefore(day);
  }
  // Before the next cover is written: no two of a plan overlap at any time.
  await ctx.em.flush();
  return standing;
}

async function demandOther(
  ctx: Ctx,
  now: Enrollment,
  { level, dependants }: { level: BenefitLevel; dependants: readonly Dependant[] },
): Promise<void> {
  if (now.level.id !== level.id || now.validTo != null) return;
  const covered = await ctx.em.find(CoveredDependant, { enrollment: now });
  const before = covered.map(({ dependant }) => dependant.id).sort();
  const after = dependants.map(({ id }) => id).sort();
  if (before.join() !== after.join()) return;
  throw benefitErrors.BENEFIT_SAME({ day: now.validFrom }, ['input', 'levelId']);
}

function tellElected(ctx: Ctx, { id, employee, plan, validFrom }: Enrollment): void {
  const payload = { enrollmentId: id, employeeId: employee.id, planId: plan.id, validFrom };
  ctx.emit(enrollmentElected, payload, { type: 'Enrollment', id });
}

/** Says that cover ends without another one in its place. */
export function tellEnded(ctx: Ctx, { id, employee, plan }: Enrollment, endsOn: Day): void {
  const payload = { enrollmentId: id, employeeId: employee.id, planId: plan.id, endsOn };
  ctx.emit(enrollmentEnded, payload, { type: 'Enrollment', id });
}
