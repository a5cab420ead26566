import { mergeParts } from '@bureau/core';
import { growthWords } from '../migrations/0101-growth-words.js';
import { positionNeeds } from '../migrations/0102-position-needs.js';
import { coursePart } from './courses/part.js';
import { growthWordSealing, papersErased } from './erased.js';
import { goalPart } from './goals/part.js';
import { growthMetrics } from './metrics.js';
import { qualificationPart } from './qualification-part.js';
import { reviewPart } from './reviews/part.js';

/** Growth: skills, certificates, courses, reviews and goals. */
export const growthPart = mergeParts([
  ...[qualificationPart, coursePart, reviewPart, goalPart],
  {
    migrations: [growthWords, positionNeeds],
    jobs: [growthWordSealing],
    on: [papersErased],
    metrics: growthMetrics,
  },
]);
