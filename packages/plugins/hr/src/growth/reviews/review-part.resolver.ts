import { Arg, Context, type Ctx, decodeId, exact, Mutation, Person, Resolver } from '@bureau/core';
import { Employee, filled } from '../../employee.entity.js';
import { reviewErrors } from './errors.js';
import { Review, ReviewAnswer, ReviewCycle, ReviewPart, ReviewResult } from './review.entity.js';
import {
  type ReviewAnswerInput,
  ReviewPartSubmitInput,
  ReviewPartSubmitPayload,
  ReviewPeersAddInput,
  ReviewPeersAddPayload,
  ReviewResultCalibrateInput,
  ReviewResultCalibratePayload,
} from './review-inputs.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';

const MAX_PEERS = 20;
const WORDS = 4_000;

/** Who is asked, and what they say. */
@Resolver()
export class ReviewPartResolver {
  @Mutation(() => ReviewPeersAddPayload, {
    description: 'Asks peers in a review, while its cycle is a draft or open.',
  })
  async reviewPeersAdd(@Context() ctx: Ctx, @Arg('input') input: ReviewPeersAddInput) {
    const review = await ctx.find(Review, input.reviewId, { path: ['input', 'reviewId'] });
    const { cycle, template, employee } = await settingOf(ctx, review);
    cycle.demand('DRAFT', 'OPEN');
    if (isSelf(ctx, employee)) throw reviewErrors.REVIEW_OWN({}, ['input', 'reviewId']);
    if (template.peerWeight == null) throw reviewErrors.REVIEW_NO_PEERS({}, ['input', 'reviewId']);
    const { employeeIds } = input;
    if (employeeIds.length < 1 || employeeIds.length > MAX_PEERS) {
      throw reviewErrors.REVIEW_PEOPLE({}, ['input', 'employeeIds']);
    }
    for (const [at, id] of [...new Set(employeeIds)].entries()) {
      const path = ['input', 'employeeIds', String(at)];
      const author = await ctx.find(Employee, id, { path });
      if (author.id === employee.id || author.id === review.manager?.id) {
        throw reviewErrors.REVIEW_PEER({}, path);
      }
      if (await ctx.em.findOne(ReviewPart, { review, author })) continue;
      const isAnonymous = template.isPeerAnonymous;
      ctx.em.create(ReviewPart, { review, kind: 'PEER', author, isAnonymous });
    }
    return { review };
  }

  @Mutation(() => ReviewPartSubmitPayload, {
    description:
      'Writes a part of a review that one is asked for: all sections at once, and only once. ' +
      'What anonymous peers say is read by nobody else, and is deleted once it is counted.',
  })
  async reviewPartSubmit(@Context() ctx: Ctx, @Arg('input') input: ReviewPartSubmitInput) {
    const { expectedVersion, answers } = input;
    const path = ['input', 'id'];
    const reviewPart = await ctx.find(ReviewPart, input.id, { expectedVersion, path, lock: true });
    const author = await ctx.em.findOneOrFail(Employee, { id: reviewPart.author.id });
    if (!isSelf(ctx, author)) throw reviewErrors.REVIEW_NOT_YOURS({}, path);
    const review = await ctx.em.findOneOrFail(Review, { id: reviewPart.review.id });
    const { cycle, template, employee } = await settingOf(ctx, review);
    cycle.demand('OPEN');
    reviewPart.submit(ctx.today);
    const sections = await ctx.em.find(ReviewSection, { template });
    const person = ctx.em.getReference(Person, employee.person.id);
    for (const { section, score, words } of checked(answers, { sections, template })) {
      const said = reviewPart.isAnonymous ? { passingComment: words } : { comment: words };
      ctx.em.create(ReviewAnswer, { part: reviewPart, section, person, score, ...said });
    }
    return { reviewPart };
  }

  @Mutation(() => ReviewResultCalibratePayload, {
    description: 'Sets another score beside the computed one, with the reason, before the release.',
  })
  async reviewResultCalibrate(
    @Context() ctx: Ctx,
    @Arg('input') input: ReviewResultCalibrateInput,
  ) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const reviewResult = await ctx.find(ReviewResult, input.id, { expectedVersion, path });
    const review = await ctx.em.findOneOrFail(Review, { id: reviewResult.review.id });
    const { cycle, template, employee } = await settingOf(ctx, review);
    if (isSelf(ctx, employee)) throw reviewErrors.REVIEW_OWN({}, path);
    cycle.demand('CALIBRATION');
    const score = exact(input.calibratedScore ?? '0');
    if (score.lessThan(1) || score.greaterThan(template.maxScore) || score.decimalPlaces() > 2) {
      const at = ['input', 'calibratedScore'];
      throw reviewErrors.REVIEW_SCORE({ max: template.maxScore }, at);
    }
    reviewResult.calibratedScore = score.toFixed(2);
    reviewResult.reason = filled(input.reason ?? '', ['input', 'reason']);
    return { reviewResult };
  }
}

function isSelf({ principal }: Ctx, { person }: Employee): boolean {
  return principal.personId !== undefined && person.id === principal.personId;
}

/** The cycle is read again under a lock, so that no phase passes meanwhile. */
async function settingOf(ctx: Ctx, review: Review) {
  const id = review.cycle.id;
  await ctx.sql('select id from hr.review_cycle where id = $1 for share', [id]);
  const cycle = await ctx.em.findOneOrFail(ReviewCycle, { id }, { refresh: true });
  const template = await ctx.em.findOneOrFail(ReviewTemplate, { id: cycle.template.id });
  const employee = await ctx.em.findOneOrFail(Employee, { id: review.employee.id });
  return { cycle, template, employee };
}

interface Asked {
  sections: readonly ReviewSection[];
  template: ReviewTemplate;
}

/** Each section once. @throws HR_REVIEW_ANSWERS */
function checked(
  answers: readonly ReviewAnswerInput[],
  { sections, template: { maxScore: max } }: Asked,
) {
  const path = ['input', 'answers'];
  const wrong = () => reviewErrors.REVIEW_ANSWERS({ max }, path);
  const left = new Map(sections.map((one) => [one.id, one]));
  const all = answers.map(({ sectionId, score = null, comment }) => {
    const section = left.get(decodeId('rsc', sectionId) ?? '');
    const words = comment?.trim() || null;
    const isInScale = score === null || (score >= 1 && score <= max);
    if (!section || !isInScale || (words?.length ?? 0) > WORDS) throw wrong();
    left.delete(section.id);
    return { section, score, words };
  });
  if (left.size > 0) throw wrong();
  return all;
}
