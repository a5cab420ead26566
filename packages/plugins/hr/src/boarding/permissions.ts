import {
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type RuleTree,
} from '@bureau/core';

const READ = 'hr.boarding.read';
const WRITE = 'hr.boarding.write';
const COMPLETE = 'hr.boardingTask.complete';

/** What may be allowed of plans for joiners and leavers. */
export const permissions = permissionsOf('hr', {
  'boarding.read': 'Read plans for joiners and leavers: all, or those one has to do with.',
  'boarding.write': 'Set templates, begin and end plans, skip tasks.',
  'boardingTask.complete': 'Say that tasks which one may read are done.',
  'leftovers.read': 'Read what still hangs on an employee, over all plugins.',
});

/** What each field and operation of plans needs. */
export const rules: RuleTree = {
  BoardingTemplate: { '*': READ },
  BoardingTemplateTask: { '*': READ },
  BoardingPlan: { '*': READ },
  BoardingTask: { '*': READ },
  Leftover: { '*': 'hr.leftovers.read' },
  Query: { leftovers: 'hr.leftovers.read' },
  Mutation: {
    boardingTemplateCreate: WRITE,
    boardingTemplateRetire: WRITE,
    boardingPlanStart: WRITE,
    boardingPlanCancel: WRITE,
    boardingTaskAdd: WRITE,
    boardingTaskComplete: COMPLETE,
    boardingTaskSkip: WRITE,
  },
};

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: [...Object.keys(permissions), ...NOTIFICATION_RECIPIENT],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [{ permission: READ, when: ['own'] }, COMPLETE],
  },
  {
    key: 'manager',
    name: 'Manager',
    description: 'Reads who works where and reports to whom; no pay.',
    permissions: [{ permission: READ, when: ['own'] }, COMPLETE, ...NOTIFICATION_RECIPIENT],
  },
];
