import { mergeParts } from '@bureau/core';
import { reviewPart } from './reviews/part.js';

/** Growth: skills, courses, certificates, reviews and goals. */
export const growthPart = mergeParts([reviewPart]);
