import { Arg, Context, type Ctx, Mutation, Resolver, uuidv7 } from '@bureau/core';
import { filled } from '../../employee.entity.js';
import { reviewErrors } from './errors.js';
import {
  type ReviewSectionInput,
  ReviewTemplateCreateInput,
  ReviewTemplateCreatePayload,
  ReviewTemplateInput,
  ReviewTemplateRetirePayload,
} from './review-inputs.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';

const MAX_SECTIONS = 20;

const within = (value: number, least: number, most: number) => value >= least && value <= most;

/** What reviews ask. */
@Resolver()
export class ReviewTemplateResolver {
  @Mutation(() => ReviewTemplateCreatePayload, {
    description:
      'Adds a template: which parts are in use, how much each counts, and the sections. It is ' +
      'not changed later: retire it and add another one.',
  })
  async reviewTemplateCreate(@Context() ctx: Ctx, @Arg('input') input: ReviewTemplateCreateInput) {
    const { sections, selfWeight = null, managerWeight = null, peerWeight = null } = input;
    const [maxScore, minPeers] = [input.maxScore ?? 5, input.minPeers ?? 3];
    checkWeights([selfWeight, managerWeight, peerWeight]);
    checkSections(sections);
    if (!within(maxScore, 2, 10) || !within(minPeers, 2, 20)) {
      throw reviewErrors.REVIEW_SCALE({}, ['input']);
    }
    const reviewTemplate = ctx.em.create(ReviewTemplate, {
      id: uuidv7(),
      code: filled(input.code, ['input', 'code']),
      name: filled(input.name, ['input', 'name']),
      ...{ maxScore, minPeers, selfWeight, managerWeight, peerWeight },
      isPeerAnonymous: input.isPeerAnonymous ?? true,
    });
    for (const [at, { title, question, weight }] of sections.entries()) {
      ctx.em.create(ReviewSection, {
        ...{ id: uuidv7(), template: reviewTemplate, place: at + 1, weight },
        title: filled(title, ['input', 'sections', String(at), 'title']),
        question: question?.trim() || null,
      });
    }
    return { reviewTemplate };
  }

  @Mutation(() => ReviewTemplateRetirePayload, {
    description: 'No more cycles use a template; those that run go on.',
  })
  async reviewTemplateRetire(@Context() ctx: Ctx, @Arg('input') input: ReviewTemplateInput) {
    const { expectedVersion } = input;
    const path = ['input', 'id'];
    const reviewTemplate = await ctx.find(ReviewTemplate, input.id, { expectedVersion, path });
    reviewTemplate.isActive = false;
    return { reviewTemplate };
  }
}

/** A part of weight 0 is heard and not counted; all of them so would be no score. */
function checkWeights(weights: readonly (number | null)[]): void {
  const used = weights.filter((one) => one !== null);
  if (used.every((one) => within(one, 0, 100)) && used.some((one) => one > 0)) return;
  throw reviewErrors.REVIEW_WEIGHTS({}, ['input']);
}

function checkSections(sections: readonly ReviewSectionInput[]): void {
  const isSound = sections.every(({ weight }) => within(weight, 1, 100));
  if (within(sections.length, 1, MAX_SECTIONS) && isSound) return;
  throw reviewErrors.REVIEW_SECTIONS({}, ['input', 'sections']);
}
