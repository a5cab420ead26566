import { Field, ID, inputOf, InputType, ObjectType, payloadOf } from '@bureau/core';
import {
  BoardingPlan,
  BoardingTask,
  BoardingTemplate,
  BoardingTemplateTask,
} from './boarding.entity.js';
import { BoardingPlanType, BoardingTaskType, BoardingTemplateType } from './boarding.types.js';

@InputType({ description: 'Something that is to be done, and by whom.' })
export class BoardingTaskInput extends inputOf(BoardingTemplateTask, [
  'title',
  'ownerKind',
  'ownerRole',
  'owner',
  'dueDays',
]) {}

@InputType({ description: 'What is to be done for everybody who joins or leaves.' })
export class BoardingTemplateCreateInput extends inputOf(
  BoardingTemplate,
  ['code', 'name', 'kind', 'isDefault'],
  { optional: ['isDefault'] },
) {
  @Field(() => [BoardingTaskInput], { description: 'The tasks, 1 to 100.' })
  tasks!: BoardingTaskInput[];
}

@InputType({ description: 'A template, and the version of it that you saw.' })
export class BoardingTemplateInput extends inputOf(BoardingTemplate, [], { id: 'id' }) {}

@InputType({ description: 'Whose plan begins, and by which template.' })
export class BoardingPlanStartInput {
  @Field(() => ID, { description: 'Who joins or leaves.' })
  employeeId!: string;
  @Field(() => ID, { description: 'The template; its kind says whether somebody joins or leaves.' })
  templateId!: string;
}

@InputType({ description: 'A plan, and the version of it that you saw.' })
export class BoardingPlanInput extends inputOf(BoardingPlan, [], { id: 'id' }) {}

@InputType({ description: 'One task more.' })
export class BoardingTaskAddInput extends BoardingTaskInput {
  @Field(() => ID, { description: 'The plan.' })
  planId!: string;
}

@InputType({ description: 'A task, and the version of it that you saw.' })
export class BoardingTaskCompleteInput extends inputOf(BoardingTask, [], { id: 'id' }) {}

@InputType({ description: 'A task that is not needed this time.' })
export class BoardingTaskSkipInput extends inputOf(BoardingTask, [], { id: 'id' }) {
  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@ObjectType('Leftover', { description: 'Something that still hangs on an employee.' })
export class LeftoverType {
  @Field(() => String, { description: 'What it is, with its plugin first: ASSETS_ASSET.' })
  kind!: string;
  @Field(() => String, { description: 'For people: Laptop AS-0017.' })
  title!: string;
}

const template = { boardingTemplate: BoardingTemplateType };
export const BoardingTemplateCreatePayload = payloadOf('BoardingTemplateCreatePayload', template);
export const BoardingTemplateRetirePayload = payloadOf('BoardingTemplateRetirePayload', template);
const plan = { boardingPlan: BoardingPlanType };
export const BoardingPlanStartPayload = payloadOf('BoardingPlanStartPayload', plan);
export const BoardingPlanCancelPayload = payloadOf('BoardingPlanCancelPayload', plan);
const task = { boardingTask: BoardingTaskType };
export const BoardingTaskAddPayload = payloadOf('BoardingTaskAddPayload', task);
export const BoardingTaskCompletePayload = payloadOf('BoardingTaskCompletePayload', task);
export const BoardingTaskSkipPayload = payloadOf('BoardingTaskSkipPayload', task);
