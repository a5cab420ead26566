import { many, type PluginPart } from '@bureau/core';
import { EmployeeType } from '../../employee.types.js';
import { goals } from '../../migrations/0083-goals.js';
import { goalErrors } from './errors.js';
import { goalEnded } from './events.js';
import { Goal, GoalCheckIn, KeyResult } from './goal.entity.js';
import { GoalResolver } from './goal.resolver.js';
import { GoalCheckInType, GoalType, KeyResultType } from './goal.types.js';
import { permissions, roles, rules } from './permissions.js';

const has = { goals: many(() => GoalType, 'owner', 'What somebody wants to reach.') };

/** Goals and how they stand. */
export const goalPart = {
  entities: [Goal, KeyResult, GoalCheckIn],
  types: [GoalType, KeyResultType, GoalCheckInType],
  extensions: [{ type: EmployeeType, relations: has }],
  migrations: [goals],
  resolvers: [GoalResolver],
  permissions,
  rules,
  roles,
  errors: goalErrors.table,
  events: [goalEnded],
} satisfies PluginPart;
