import type { Migration } from '@bureau/core';
import { answers } from './recruitment/answers.js';
import { applications } from './recruitment/applications.js';
import { vacancies } from './recruitment/vacancies.js';

/** From the wish to hire to the offer that is accepted. */
export const recruitment: Migration = {
  name: '0041-recruitment',
  up: [vacancies, applications, answers].join('\n'),
  down: `
drop function hr.applicant_figures(integer, text);
drop table hr.applicant_answer, hr.offer, hr.interview, hr.application, hr.applicant,
  hr.job_posting, hr.requisition, hr.position;
drop function hr.offer_has_post();`,
};
