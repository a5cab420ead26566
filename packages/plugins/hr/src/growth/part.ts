import { mergeParts } from '@bureau/core';
import { coursePart } from './courses/part.js';
import { goalPart } from './goals/part.js';
import { growthMetrics } from './metrics.js';
import { qualificationPart } from './qualification-part.js';
import { reviewPart } from './reviews/part.js';

/** Growth: skills, certificates, courses, reviews and goals. */
export const growthPart = mergeParts([
  ...[qualificationPart, coursePart, reviewPart, goalPart],
  { metrics: growthMetrics },
]);
