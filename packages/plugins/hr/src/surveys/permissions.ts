import { type DefaultRole, permissionsOf, type RuleTree } from '@bureau/core';

const READ = 'hr.survey.read';
const WRITE = 'hr.survey.write';
const ANSWER = 'hr.survey.answer';
const RESULT = 'hr.surveyResult.read';

/** What may be allowed of surveys. None of them shows an answer of somebody. */
export const permissions = permissionsOf('hr', {
  'survey.read': 'Read surveys and their questions.',
  'survey.write': 'Set questions, ask them, and end surveys.',
  'survey.answer': 'Answer surveys that one is asked in.',
  'surveyResult.read': 'Read figures of surveys that are closed, of groups that are large enough.',
});

/** What each field and operation of surveys needs. */
export const rules: RuleTree = {
  SurveyTemplate: { '*': READ },
  SurveyQuestion: { '*': READ },
  Survey: { '*': READ },
  SurveyInvitation: { '*': ANSWER },
  SurveyGroup: { '*': RESULT },
  SurveyFigure: { '*': RESULT },
  SurveyCount: { '*': RESULT },
  SurveyWords: { '*': RESULT },
  SurveyPeriod: { '*': RESULT },
  Query: { surveyResults: RESULT, surveyWords: RESULT, surveyTrend: RESULT },
  Mutation: {
    surveyTemplateCreate: WRITE,
    surveyTemplateRetire: WRITE,
    surveyStart: WRITE,
    surveyClose: WRITE,
    surveyAnswer: ANSWER,
  },
};

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: Object.keys(permissions),
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [READ, ANSWER],
  },
];
