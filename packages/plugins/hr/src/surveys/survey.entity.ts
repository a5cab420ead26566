import { choice, defineEntity, enumOf, type EnumValue, OrgUnit, p, record } from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { surveyErrors } from './errors.js';

/** Questions that are asked again and again. */
export const SurveyTemplateSchema = defineEntity({
  name: 'SurveyTemplate',
  schema: 'hr',
  tableName: 'survey_template',
  comment: 'Questions that are asked again and again.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    isActive: p.boolean().default(true).comment('May be asked'),
  },
});

export class SurveyTemplate extends SurveyTemplateSchema.class {}
SurveyTemplateSchema.setClass(SurveyTemplate);

export const SurveyQuestionKind = enumOf('SurveyQuestionKind', 'How a question is answered.', {
  SCALE: '1 (not at all) to 5 (fully).',
  RECOMMEND: '0 to 10: how likely somebody recommends the employer (eNPS).',
  CHOICE: 'One of several options.',
  TEXT: 'In own words; the one kind that may be left out.',
});
export type SurveyQuestionKind = EnumValue<typeof SurveyQuestionKind>;

/** One question of a template; it never changes, so that years can be compared. */
export const SurveyQuestionSchema = defineEntity({
  name: 'SurveyQuestion',
  schema: 'hr',
  tableName: 'survey_question',
  comment: 'A question of a survey.',
  uniques: [{ properties: ['template', 'position'] }],
  properties: {
    ...record(),
    template: () => p.manyToOne(SurveyTemplate).comment('The template'),
    position: p.integer().comment('Place in the order, from 1'),
    kind: choice(SurveyQuestionKind).comment('How it is answered'),
    words: p.string().length(500).comment('What is asked'),
    options: p.array().default([]).comment('Of a CHOICE: the options'),
  },
});

export class SurveyQuestion extends SurveyQuestionSchema.class {
  /** An answer as it is kept; null: left out. @throws HR_SURVEY_ANSWER */
  checked(given: string | undefined): string | null {
    const answer = given?.trim() ?? '';
    if (this.kind === 'TEXT' && answer === '') return null;
    if (this.takes(answer)) return answer;
    throw surveyErrors.SURVEY_ANSWER({ position: this.position }, ['input', 'answers']);
  }

  private takes(answer: string): boolean {
    switch (this.kind) {
      case 'SCALE':
        return /^[1-5]$/.test(answer);
      case 'RECOMMEND':
        return /^(?:\d|10)$/.test(answer);
      case 'CHOICE':
        return this.options.includes(answer);
      default:
        return answer.length <= 2_000;
    }
  }
}
SurveyQuestionSchema.setClass(SurveyQuestion);

export const SurveyState = enumOf('SurveyState', 'Whether a survey can be answered.', {
  OPEN: 'It can; nobody sees anything of the answers.',
  CLOSED: 'It cannot; figures of groups that are large enough can be read.',
});
export type SurveyState = EnumValue<typeof SurveyState>;

/** OPEN -> CLOSED. */
export const SurveySchema = defineEntity({
  name: 'Survey',
  schema: 'hr',
  tableName: 'survey',
  comment: 'A template that is asked in some units, for some days.',
  properties: {
    ...record(),
    template: () => p.manyToOne(SurveyTemplate).comment('What is asked'),
    name: p.string().length(120).comment('Name for people, such as Pulse 2026-Q1'),
    opensOn: p.date().comment('First day'),
    closesOn: p.date().comment('Last day'),
    minGroup: p.integer().default(5).comment('How many must have answered for a figure, 5 to 100'),
    unitIds: p.array().hidden().comment('Units that are asked, with those below; empty: all'),
    state: choice(SurveyState).default('OPEN').comment('Whether it can be answered'),
  },
});

export class Survey extends SurveySchema.class {
  /** @throws HR_SURVEY_CLOSED */
  demandOpen(today: Day): void {
    if (this.state === 'OPEN' && today <= this.closesOn) return;
    throw surveyErrors.SURVEY_CLOSED({}, ['input', 'id']);
  }
}
SurveySchema.setClass(Survey);

/**
 * That somebody may answer, once. It says whether they did and never what: answers are kept without
 * any tie to it.
 */
export const SurveyInvitationSchema = defineEntity({
  name: 'SurveyInvitation',
  schema: 'hr',
  tableName: 'survey_invitation',
  comment: 'That somebody may answer a survey, once.',
  uniques: [{ properties: ['survey', 'employee'] }],
  properties: {
    ...record(),
    survey: () => p.manyToOne(Survey).comment('The survey'),
    employee: () => p.manyToOne(Employee).comment('Who may answer'),
    unit: () => p.manyToOne(OrgUnit).comment('The unit that the answers count for'),
    isAnswered: p.boolean().default(false).comment('Was used: it cannot be used again'),
  },
});

export class SurveyInvitation extends SurveyInvitationSchema.class {}
SurveyInvitationSchema.setClass(SurveyInvitation);
