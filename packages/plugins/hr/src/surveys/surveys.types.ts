import { type Exposed, expose, many, type Principal, type Where } from '@bureau/core';
import { Survey, SurveyInvitation, SurveyQuestion, SurveyTemplate } from './survey.entity.js';

/** Whether somebody answered is for them alone, whatever roles say. */
const invitedAlone = ({ personId }: Principal): Where =>
  personId === undefined ? { or: [] } : { employee: { person: { id: { eq: personId } } } };

export const SurveyTemplateType: Exposed = expose(SurveyTemplate, {
  prefix: 'svt',
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
  relations: {
    questions: many(() => SurveyQuestionType, 'template', 'What is asked.'),
    surveys: many(() => SurveyType, 'template', 'When it was asked.'),
  },
});

export const SurveyQuestionType: Exposed = expose(SurveyQuestion, {
  prefix: 'svq',
  root: false,
  filter: ['template', 'position', 'kind'],
  order: ['position'],
});

export const SurveyType: Exposed = expose(Survey, {
  prefix: 'svy',
  filter: ['template', 'opensOn', 'closesOn', 'state'],
  order: ['opensOn', 'closesOn'],
});

export const SurveyInvitationType: Exposed = expose(SurveyInvitation, {
  prefix: 'svi',
  isConfidential: true,
  filter: ['survey', 'isAnswered', 'createdAt'],
  order: ['createdAt'],
  omit: ['unit'],
  always: invitedAlone,
});
