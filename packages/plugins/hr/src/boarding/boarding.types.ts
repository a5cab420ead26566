import { type Exposed, expose, many, type Principal, type Where } from '@bureau/core';
import {
  BoardingPlan,
  BoardingTask,
  BoardingTemplate,
  BoardingTemplateTask,
} from './boarding.entity.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };

function personOf({ personId }: Principal, where: (person: Where) => Where): Where {
  return personId === undefined ? NOTHING : where({ person: { id: { eq: personId } } });
}

/** Plans about the caller, and those in which the caller has something to do. */
const ownPlan = (principal: Principal) =>
  personOf(principal, (self) => ({
    or: [{ employee: self }, { tasks: { some: { owner: self } } }],
  }));

/** What the caller does, and what is done for the caller. */
const ownTask = (principal: Principal) =>
  personOf(principal, (self) => ({ or: [{ owner: self }, { plan: { employee: self } }] }));

export const BoardingTemplateType: Exposed = expose(BoardingTemplate, {
  prefix: 'btm',
  by: ['code'],
  filter: ['code', 'name', 'kind', 'isActive'],
  order: ['name', 'code'],
  relations: {
    tasks: many(() => BoardingTemplateTaskType, 'template', 'What is to be done.'),
  },
});

export const BoardingTemplateTaskType: Exposed = expose(BoardingTemplateTask, {
  prefix: 'btt',
  root: false,
  filter: ['template', 'dueDays'],
  order: ['dueDays'],
});

export const BoardingPlanType: Exposed = expose(BoardingPlan, {
  prefix: 'bpl',
  filter: ['employee', 'kind', 'template', 'day', 'state'],
  order: ['day'],
  relations: { tasks: many(() => BoardingTaskType, 'plan', 'What is to be done.') },
  conditions: { own: ownPlan },
});

export const BoardingTaskType: Exposed = expose(BoardingTask, {
  prefix: 'btk',
  filter: ['plan', 'owner', 'ownerRole', 'dueOn', 'state'],
  order: ['dueOn'],
  conditions: { own: ownTask },
});
