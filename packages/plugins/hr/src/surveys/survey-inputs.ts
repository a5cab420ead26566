import {
  DateScalar,
  Field,
  Float,
  ID,
  inputOf,
  InputType,
  Int,
  ObjectType,
  OrgUnitType,
  payloadOf,
} from '@bureau/core';
import { Survey, SurveyQuestion, SurveyTemplate } from './survey.entity.js';
import {
  SurveyInvitationType,
  SurveyQuestionType,
  SurveyTemplateType,
  SurveyType,
} from './surveys.types.js';

@InputType({ description: 'Something that is asked.' })
export class SurveyQuestionInput extends inputOf(SurveyQuestion, ['kind', 'words']) {
  @Field(() => [String], { nullable: true, description: 'Of a CHOICE: the options, 2 to 20.' })
  options?: string[] | null;
}

@InputType({ description: 'Questions that can be asked again and again.' })
export class SurveyTemplateCreateInput extends inputOf(SurveyTemplate, ['code', 'name']) {
  @Field(() => [SurveyQuestionInput], { description: 'The questions in their order, 1 to 50.' })
  questions!: SurveyQuestionInput[];
}

@InputType({ description: 'A template, and the version of it that you saw.' })
export class SurveyTemplateInput extends inputOf(SurveyTemplate, [], { id: 'id' }) {}

@InputType({ description: 'Whom to ask, and until when.' })
export class SurveyStartInput extends inputOf(
  Survey,
  ['template', 'name', 'closesOn', 'minGroup'],
  { optional: ['minGroup'] },
) {
  @Field(() => [ID], {
    nullable: true,
    description: 'Units that are asked, with those below; default everybody.',
  })
  unitIds?: string[] | null;
}

@InputType({ description: 'A survey, and the version of it that you saw.' })
export class SurveyInput extends inputOf(Survey, [], { id: 'id' }) {}

@InputType({ description: 'The answer to one question.' })
export class SurveyAnswerItemInput {
  @Field(() => ID, { description: 'The question.' })
  questionId!: string;
  @Field(() => String, { description: 'A number, an option or words, as the question wants it.' })
  answer!: string;
}

@InputType({ description: 'Answers to a survey; kept without any tie to who gave them.' })
export class SurveyAnswerInput {
  @Field(() => ID, { description: 'The survey.' })
  id!: string;
  @Field(() => [SurveyAnswerItemInput], { description: 'To all questions but those in own words.' })
  answers!: SurveyAnswerItemInput[];
}

@ObjectType('SurveyCount', { description: 'How many gave an answer.' })
export class SurveyCount {
  @Field(() => String, { description: 'The answer.' })
  answer!: string;
  @Field(() => Int, { description: 'How many.' })
  people!: number;
}

@ObjectType('SurveyFigure', { description: 'What a group answered to a question.' })
export class SurveyFigure {
  @Field(() => SurveyQuestionType.object, { nullable: true, description: 'The question.' })
  question!: { id: string } | null;
  @Field(() => Float, { nullable: true, description: 'Mean with two decimals, of numbers.' })
  mean!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of RECOMMEND: percent of 9 and 10 less percent of 0 to 6, -100 to 100.',
  })
  enps!: number | null;
  @Field(() => [SurveyCount], { description: 'How many gave which answer.' })
  counts!: SurveyCount[];
}

@ObjectType('SurveyGroup', { description: 'Figures of one group of people.' })
export class SurveyGroup {
  @Field(() => OrgUnitType.object, {
    nullable: true,
    description: 'The unit; null: all units that are too small to be shown by themselves.',
  })
  unit!: { id: string } | null;
  @Field(() => Int, { description: 'How many answered; never fewer than minGroup.' })
  people!: number;
  @Field(() => [SurveyFigure], { description: 'By question.' })
  figures!: SurveyFigure[];
}

@ObjectType('SurveyWords', { description: 'Something that somebody wrote, in no order.' })
export class SurveyWords {
  @Field(() => SurveyQuestionType.object, { nullable: true, description: 'The question.' })
  question!: { id: string } | null;
  @Field(() => String, { description: 'What was written.' })
  words!: string;
}

@ObjectType('SurveyPeriod', { description: 'One time in which a template was asked.' })
export class SurveyPeriod {
  @Field(() => SurveyType.object, { nullable: true, description: 'The survey.' })
  survey!: { id: string } | null;
  @Field(() => DateScalar, { description: 'Its last day.' })
  closesOn!: string;
  @Field(() => Int, { description: 'How many answered; never fewer than minGroup.' })
  people!: number;
  @Field(() => [SurveyFigure], { description: 'Of everybody, by question.' })
  figures!: SurveyFigure[];
}

const template = { surveyTemplate: SurveyTemplateType };
export const SurveyTemplateCreatePayload = payloadOf('SurveyTemplateCreatePayload', template);
export const SurveyTemplateRetirePayload = payloadOf('SurveyTemplateRetirePayload', template);
const survey = { survey: SurveyType };
export const SurveyStartPayload = payloadOf('SurveyStartPayload', survey);
export const SurveyClosePayload = payloadOf('SurveyClosePayload', survey);
export const SurveyAnswerPayload = payloadOf('SurveyAnswerPayload', {
  surveyInvitation: SurveyInvitationType,
});
