import type { PluginPart } from '@bureau/core';
import { surveys } from '../migrations/0092-surveys.js';
import { surveyErrors } from './errors.js';
import { permissions, roles, rules } from './permissions.js';
import { SurveyResultResolver } from './result.resolver.js';
import { surveyAsked, surveyEnd, surveyInvite } from './survey-jobs.js';
import { Survey, SurveyInvitation, SurveyQuestion, SurveyTemplate } from './survey.entity.js';
import { SurveyResolver } from './survey.resolver.js';
import {
  SurveyInvitationType,
  SurveyQuestionType,
  SurveyTemplateType,
  SurveyType,
} from './surveys.types.js';

/** Surveys: what people say, and never who. */
export const surveysPart = {
  entities: [SurveyTemplate, SurveyQuestion, Survey, SurveyInvitation],
  types: [SurveyTemplateType, SurveyQuestionType, SurveyType, SurveyInvitationType],
  migrations: [surveys],
  ownerFunctions: {
    survey_figures: 'Reads answers that the server may not read, in large groups only.',
    survey_words: 'Reads words that the server may not read, of all units together only.',
    survey_shuffle: 'Writes answers anew in an order by chance, which the server may not.',
  },
  resolvers: [SurveyResolver, SurveyResultResolver],
  permissions,
  rules,
  roles,
  errors: surveyErrors.table,
  notifications: [surveyAsked],
  jobs: [surveyInvite, surveyEnd],
} satisfies PluginPart;
