import { type DefaultRole, permissionsOf, type RolePermission, type RuleTree } from '@bureau/core';

const READ = 'hr.goal.read';
const WRITE = 'hr.goal.write';
/** To set goals of others and keep them, where one may read them. */
export const GOAL_ASSIGN = 'hr.goal.assign';

/** What may be allowed of goals. */
export const permissions = permissionsOf('hr', {
  'goal.read': 'Read goals that are not private: all of them, or what is shared with the caller.',
  'goal.write': 'Set own goals and say how they stand.',
  'goal.assign': 'Set and keep goals of other people, but for private ones.',
});

/** What each field and operation of goals needs. */
export const rules: RuleTree = {
  Goal: { '*': READ },
  KeyResult: { '*': READ },
  GoalCheckIn: { '*': READ },
  Employee: { goals: READ },
  Mutation: {
    goalCreate: WRITE,
    goalUpdate: WRITE,
    keyResultCheckIn: WRITE,
    goalComplete: WRITE,
    goalDrop: WRITE,
  },
};

const SHARED: RolePermission = { permission: READ, when: ['shared'] };

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: Object.keys(permissions),
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [SHARED, WRITE],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [SHARED, WRITE],
  },
];
