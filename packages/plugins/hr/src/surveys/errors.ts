import { errorsOf } from '@bureau/core';

/** Business errors of surveys; codes are `HR_<KEY>` and never renamed. */
export const surveyErrors = errorsOf('hr', {
  SURVEY_TEXT: 'A value is needed here; white space is none.',
  SURVEY_QUESTIONS: 'A template has 1 to 50 questions, and not only such in own words.',
  SURVEY_OPTIONS: 'A CHOICE has 2 to 20 options of 1 to 100 characters that differ; others none.',
  SURVEY_INACTIVE: 'The template {code} is not asked any more.',
  SURVEY_DAYS: 'A survey ends today at the earliest, and within a year.',
  SURVEY_GROUP: 'A group has 5 to 100 people at least.',
  SURVEY_CLOSED: 'This survey cannot be answered any more.',
  SURVEY_NOT_INVITED: 'You are not asked in this survey.',
  SURVEY_ANSWERED: 'You have answered this survey already.',
  SURVEY_ANSWER: 'Question {position} has an answer that it does not take, or none.',
  SURVEY_OPEN: 'Figures are shown when the survey is closed.',
});
