import type { PluginPart } from '@bureau/core';
import { boarding } from '../migrations/0042-boarding.js';
import { accessEnd, accessEndPlanned } from './access-end.js';
import {
  BoardingPlan,
  BoardingTask,
  BoardingTemplate,
  BoardingTemplateTask,
} from './boarding.entity.js';
import { BoardingResolver } from './boarding.resolver.js';
import {
  BoardingPlanType,
  BoardingTaskType,
  BoardingTemplateTaskType,
  BoardingTemplateType,
} from './boarding.types.js';
import { joinerPlan, leaverPlan } from './by-itself.js';
import { boardingErrors } from './errors.js';
import { accessEnded, boardingFinished, boardingStarted } from './events.js';
import { permissions, roles, rules } from './permissions.js';
import { boardingTaskNotice } from './task-notice.js';
import { BoardingTemplateResolver } from './template.resolver.js';

/** What is done when somebody joins or leaves, and what is left. */
export const boardingPart = {
  entities: [BoardingTemplate, BoardingTemplateTask, BoardingPlan, BoardingTask],
  types: [BoardingTemplateType, BoardingTemplateTaskType, BoardingPlanType, BoardingTaskType],
  migrations: [boarding],
  resolvers: [BoardingTemplateResolver, BoardingResolver],
  permissions,
  rules,
  roles,
  errors: boardingErrors.table,
  events: [boardingStarted, boardingFinished, accessEnded],
  notifications: [boardingTaskNotice],
  jobs: [accessEnd],
  on: [joinerPlan, leaverPlan, accessEndPlanned],
} satisfies PluginPart;
