import { Field, ID, inputOf, InputType, Int, payloadOf } from '@bureau/core';
import { ReviewCycle, ReviewPart, ReviewResult } from './review.entity.js';
import {
  ReviewCycleType,
  ReviewPartType,
  ReviewResultType,
  ReviewTemplateType,
  ReviewType,
} from './review.types.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';

@InputType({ description: 'One thing that reviews ask.' })
export class ReviewSectionInput extends inputOf(ReviewSection, ['title', 'question', 'weight']) {}

@InputType({ description: 'What reviews ask, and how much each part counts.' })
export class ReviewTemplateCreateInput extends inputOf(
  ReviewTemplate,
  [
    ...(['code', 'name', 'maxScore', 'selfWeight', 'managerWeight', 'peerWeight'] as const),
    ...(['isPeerAnonymous', 'minPeers'] as const),
  ],
  { optional: ['maxScore', 'isPeerAnonymous', 'minPeers'] },
) {
  @Field(() => [ReviewSectionInput], { description: 'The sections, 1 to 20.' })
  sections!: ReviewSectionInput[];
}

@InputType({ description: 'A template, and the version of it that you saw.' })
export class ReviewTemplateInput extends inputOf(ReviewTemplate, [], { id: 'id' }) {}

@InputType({ description: 'A new cycle.' })
export class ReviewCycleCreateInput extends inputOf(ReviewCycle, [
  ...(['code', 'name', 'template', 'startsOn', 'endsOn', 'dueOn'] as const),
]) {}

@InputType({ description: 'A cycle, and the version of it that you saw.' })
export class ReviewCycleInput extends inputOf(ReviewCycle, [], { id: 'id' }) {}

@InputType({ description: 'Who is reviewed in a cycle.' })
export class ReviewsAddInput {
  @Field(() => ID, { description: 'The cycle, a draft or open.' })
  cycleId!: string;
  @Field(() => [ID], { description: 'Employees, 1 to 200; who is in it already stays so.' })
  employeeIds!: string[];
}

@InputType({ description: 'Peers who are asked in a review.' })
export class ReviewPeersAddInput {
  @Field(() => ID, { description: 'The review.' })
  reviewId!: string;
  @Field(() => [ID], { description: 'Employees, 1 to 20; who is asked already stays so.' })
  employeeIds!: string[];
}

@InputType({ description: 'What is said to one section.' })
export class ReviewAnswerInput {
  @Field(() => ID, { description: 'The section of the template.' })
  sectionId!: string;
  @Field(() => Int, { nullable: true, description: '1 to the best score; none: cannot say.' })
  score?: number | null;
  @Field(() => String, { nullable: true, description: 'Words, up to 4,000 characters.' })
  comment?: string | null;
}

@InputType({ description: 'What is said in a part, each section once.' })
export class ReviewPartSubmitInput extends inputOf(ReviewPart, [], { id: 'id' }) {
  @Field(() => [ReviewAnswerInput], { description: 'One answer for each section.' })
  answers!: ReviewAnswerInput[];
}

@InputType({ description: 'Another score after the comparison with others, and why.' })
export class ReviewResultCalibrateInput extends inputOf(
  ReviewResult,
  ['calibratedScore', 'reason'],
  { id: 'id' },
) {}

const template = { reviewTemplate: ReviewTemplateType };
export const ReviewTemplateCreatePayload = payloadOf('ReviewTemplateCreatePayload', template);
export const ReviewTemplateRetirePayload = payloadOf('ReviewTemplateRetirePayload', template);
const cycle = { reviewCycle: ReviewCycleType };
export const ReviewCycleCreatePayload = payloadOf('ReviewCycleCreatePayload', cycle);
export const ReviewCycleOpenPayload = payloadOf('ReviewCycleOpenPayload', cycle);
export const ReviewCycleCalibratePayload = payloadOf('ReviewCycleCalibratePayload', cycle);
export const ReviewCycleReleasePayload = payloadOf('ReviewCycleReleasePayload', cycle);
export const ReviewCycleClosePayload = payloadOf('ReviewCycleClosePayload', cycle);
export const ReviewsAddPayload = payloadOf('ReviewsAddPayload', cycle);
export const ReviewPeersAddPayload = payloadOf('ReviewPeersAddPayload', { review: ReviewType });
export const ReviewPartSubmitPayload = payloadOf('ReviewPartSubmitPayload', {
  reviewPart: ReviewPartType,
});
export const ReviewResultCalibratePayload = payloadOf('ReviewResultCalibratePayload', {
  reviewResult: ReviewResultType,
});
