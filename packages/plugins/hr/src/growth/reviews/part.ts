import type { PluginPart } from '@bureau/core';
import { reviews } from '../../migrations/0080-reviews.js';
import { reviewWordsErased } from './erased.js';
import { reviewErrors } from './errors.js';
import { reviewCycleOpened, reviewCycleReleased } from './events.js';
import { permissions, roles, rules } from './permissions.js';
import {
  Review,
  ReviewAnswer,
  ReviewCycle,
  ReviewPart,
  ReviewPeerComment,
  ReviewResult,
} from './review.entity.js';
import {
  ReviewAnswerType,
  ReviewCycleType,
  ReviewPartType,
  ReviewPeerCommentType,
  ReviewResultType,
  ReviewSectionType,
  ReviewTemplateType,
  ReviewType,
} from './review.types.js';
import { ReviewCycleResolver } from './review-cycle.resolver.js';
import { ReviewPartResolver } from './review-part.resolver.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';
import { ReviewTemplateResolver } from './review-template.resolver.js';

/** Reviews: what is asked, what is said, what comes out. */
export const reviewPart = {
  entities: [
    ...[ReviewTemplate, ReviewSection, ReviewCycle, Review, ReviewPart, ReviewAnswer],
    ...[ReviewResult, ReviewPeerComment],
  ],
  types: [
    ...[ReviewTemplateType, ReviewSectionType, ReviewCycleType, ReviewType, ReviewPartType],
    ...[ReviewAnswerType, ReviewResultType, ReviewPeerCommentType],
  ],
  migrations: [reviews],
  resolvers: [ReviewTemplateResolver, ReviewCycleResolver, ReviewPartResolver],
  permissions,
  sensitive: ['hr.reviewAnswer.read'],
  rules,
  roles,
  errors: reviewErrors.table,
  events: [reviewCycleOpened, reviewCycleReleased],
  on: [reviewWordsErased],
} satisfies PluginPart;
