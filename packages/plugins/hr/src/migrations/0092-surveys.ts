import type { Migration } from '@bureau/core';
import { asked } from './surveys/asked.js';
import { answered } from './surveys/answered.js';

/** Surveys, who is asked, and answers without names. */
export const surveys: Migration = {
  name: '0092-surveys',
  up: [asked, answered].join('\n'),
  down: `
drop function hr.survey_shuffle(uuid), hr.survey_words(uuid), hr.survey_figures(uuid);
drop table hr.survey_answer, hr.survey_invitation, hr.survey, hr.survey_question,
  hr.survey_template;
drop function hr.survey_stays();`,
};
