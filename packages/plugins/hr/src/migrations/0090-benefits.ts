import type { Migration } from '@bureau/core';
import { choices } from './benefits/choices.js';
import { plans } from './benefits/plans.js';

/** Benefits, the times to choose them, and what people chose. */
export const benefits: Migration = {
  name: '0090-benefits',
  up: [plans, choices].join('\n'),
  down: `
drop table hr.covered_dependant, hr.enrollment, hr.dependant, hr.life_event, hr.benefit_window,
  hr.benefit_rate, hr.benefit_level, hr.benefit_plan;
drop function hr.enrollment_stays();`,
};
