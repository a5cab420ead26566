import { Arg, Context, type Ctx, Mutation, Resolver, uuidv7 } from '@bureau/core';
import { Employee, filled } from '../../employee.entity.js';
import { reviewErrors } from './errors.js';
import { reviewCycleOpened, reviewCycleReleased } from './events.js';
import { Review, ReviewCycle, ReviewPart, type ReviewPhase } from './review.entity.js';
import {
  ReviewCycleCalibratePayload,
  ReviewCycleClosePayload,
  ReviewCycleCreateInput,
  ReviewCycleCreatePayload,
  ReviewCycleInput,
  ReviewCycleOpenPayload,
  ReviewCycleReleasePayload,
  ReviewsAddInput,
  ReviewsAddPayload,
} from './review-inputs.js';
import { writeResults } from './review-results.js';
import { ReviewTemplate } from './review-template.entity.js';

const AT_ONCE = 200;
const MAX_REVIEWS = 2_000;

/** Cycles of reviews, from the draft to the release. */
@Resolver()
export class ReviewCycleResolver {
  @Mutation(() => ReviewCycleCreatePayload, { description: 'Plans a cycle of reviews, a draft.' })
  async reviewCycleCreate(@Context() ctx: Ctx, @Arg('input') input: ReviewCycleCreateInput) {
    const { startsOn, endsOn, dueOn } = input;
    const path = ['input', 'templateId'];
    const template = await ctx.find(ReviewTemplate, input.templateId, { path });
    if (!template.isActive) throw reviewErrors.REVIEW_INACTIVE({ code: template.code }, path);
    if (startsOn > endsOn || dueOn <= startsOn) throw reviewErrors.REVIEW_DAYS({}, ['input']);
    const reviewCycle = ctx.em.create(ReviewCycle, {
      code: filled(input.code, ['input', 'code']),
      name: filled(input.name, ['input', 'name']),
      ...{ template, startsOn, endsOn, dueOn },
    });
    return { reviewCycle };
  }

  @Mutation(() => ReviewsAddPayload, {
    description:
      'Puts people into a cycle, with the parts that its template asks of themselves and of ' +
      'their managers of today. Whoever is in it already stays so.',
  })
  async reviewsAdd(@Context() ctx: Ctx, @Arg('input') input: ReviewsAddInput) {
    const path = ['input', 'cycleId'];
    const reviewCycle = await ctx.find(ReviewCycle, input.cycleId, { path, lock: true });
    reviewCycle.demand('DRAFT', 'OPEN');
    const template = await ctx.em.findOneOrFail(ReviewTemplate, { id: reviewCycle.template.id });
    const { employeeIds } = input;
    const before = await ctx.em.count(Review, { cycle: reviewCycle });
    const isTooMany = before + employeeIds.length > MAX_REVIEWS;
    if (employeeIds.length < 1 || employeeIds.length > AT_ONCE || isTooMany) {
      throw reviewErrors.REVIEW_PEOPLE({}, ['input', 'employeeIds']);
    }
    for (const [at, id] of [...new Set(employeeIds)].entries()) {
      const employee = await ctx.find(Employee, id, { path: ['input', 'employeeIds', String(at)] });
      if (await ctx.em.findOne(Review, { cycle: reviewCycle, employee })) continue;
      await addReview(ctx, { reviewCycle, template, employee });
    }
    return { reviewCycle };
  }

  @Mutation(() => ReviewCycleOpenPayload, { description: 'Everybody who is asked can write now.' })
  async reviewCycleOpen(@Context() ctx: Ctx, @Arg('input') input: ReviewCycleInput) {
    const reviewCycle = await moved(ctx, input, 'OPEN');
    const reviews = await ctx.em.count(Review, { cycle: reviewCycle });
    tell(ctx, reviewCycleOpened, { cycleId: reviewCycle.id, reviews });
    return { reviewCycle };
  }

  @Mutation(() => ReviewCycleCalibratePayload, {
    description:
      'Nobody writes any more: scores are computed from the parts that were written, and can be ' +
      'compared. What anonymous peers wrote is mixed, where enough of them did.',
  })
  async reviewCycleCalibrate(@Context() ctx: Ctx, @Arg('input') input: ReviewCycleInput) {
    const reviewCycle = await moved(ctx, input, 'CALIBRATION');
    await writeResults(ctx, reviewCycle);
    return { reviewCycle };
  }

  @Mutation(() => ReviewCycleReleasePayload, {
    description: 'People read their reviews from now on; nothing of them changes any more.',
  })
  async reviewCycleRelease(@Context() ctx: Ctx, @Arg('input') input: ReviewCycleInput) {
    const reviewCycle = await moved(ctx, input, 'RELEASED');
    const reviews = await ctx.em.count(Review, { cycle: reviewCycle });
    tell(ctx, reviewCycleReleased, { cycleId: reviewCycle.id, reviews });
    return { reviewCycle };
  }

  @Mutation(() => ReviewCycleClosePayload, { description: 'Ends a cycle that was released.' })
  async reviewCycleClose(@Context() ctx: Ctx, @Arg('input') input: ReviewCycleInput) {
    return { reviewCycle: await moved(ctx, input, 'CLOSED') };
  }
}

/** The next phase; written before anything else, since the tables ask for it. */
async function moved(
  ctx: Ctx,
  { id, expectedVersion }: ReviewCycleInput,
  phase: ReviewPhase,
): Promise<ReviewCycle> {
  const path = ['input', 'id'];
  const cycle = await ctx.find(ReviewCycle, String(id), { expectedVersion, path, lock: true });
  cycle.goTo(phase);
  await ctx.em.flush();
  return cycle;
}

type Told = { cycleId: string; reviews: number };

function tell(ctx: Ctx, event: typeof reviewCycleOpened, payload: Told): void {
  ctx.emit(event, payload, { type: 'ReviewCycle', id: payload.cycleId });
}

const MANAGER = `
  select j.manager_id from hr.job_record j
  where j.employee_id = $1 and daterange(j.valid_from, j.valid_to) @> $2::date`;

interface Added {
  reviewCycle: ReviewCycle;
  template: ReviewTemplate;
  employee: Employee;
}

async function addReview(ctx: Ctx, { reviewCycle, template, employee }: Added): Promise<void> {
  const values = [employee.id, ctx.today];
  const [job] = await ctx.sql<{ manager_id: string | null }>(MANAGER, values);
  if (!job) {
    throw reviewErrors.REVIEW_NOT_EMPLOYED({ number: employee.number }, ['input', 'employeeIds']);
  }
  const id = job.manager_id;
  const manager = id === null ? null : await ctx.em.findOneOrFail(Employee, { id });
  const review = ctx.em.create(Review, { id: uuidv7(), cycle: reviewCycle, employee, manager });
  if (template.selfWeight != null) {
    ctx.em.create(ReviewPart, { review, kind: 'SELF', author: employee });
  }
  if (template.managerWeight != null && manager) {
    ctx.em.create(ReviewPart, { review, kind: 'MANAGER', author: manager });
  }
}
