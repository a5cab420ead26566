import type { Migration } from '@bureau/core';
import { reviewCycles } from './growth/review-cycles.js';
import { reviewFreeze } from './growth/review-freeze.js';
import { reviewWords } from './growth/review-words.js';

/** Reviews: templates, cycles, what is said and what comes out. */
export const reviews: Migration = {
  name: '0080-reviews',
  up: [reviewCycles, reviewWords, reviewFreeze].join('\n'),
  down: `
drop table hr.review_peer_comment, hr.review_result, hr.review_answer, hr.review_part, hr.review,
  hr.review_cycle, hr.review_section, hr.review_template;
drop function hr.review_cycle_goes_on(), hr.review_is_open(), hr.review_answer_stands();`,
};
