import { type DefaultRole, permissionsOf, type RolePermission, type RuleTree } from '@bureau/core';

const CATALOGUE = 'hr.training.read';
const READ = 'hr.courseEnrolment.read';
/** To enrol in sessions: oneself, or everybody. */
export const COURSE_ENROL = 'hr.courseEnrolment.write';
const KEEP = 'hr.course.write';

/** What may be allowed of courses. */
export const permissions = permissionsOf('hr', {
  'courseEnrolment.read': 'Read who comes to which session, and how it went.',
  'courseEnrolment.write': 'Enrol in sessions and step back.',
  'course.write': 'Set courses, plan sessions and say who was there.',
});

/** What each field and operation of courses needs. */
export const rules: RuleTree = {
  Course: { '*': CATALOGUE },
  CourseSession: { '*': CATALOGUE, cost: KEEP, enrolments: READ },
  CourseEnrolment: { '*': READ },
  Employee: { courseEnrolments: READ },
  Mutation: {
    courseCreate: KEEP,
    courseUpdate: KEEP,
    courseSessionCreate: KEEP,
    courseSessionUpdate: KEEP,
    courseSessionCancel: KEEP,
    courseSessionConclude: KEEP,
    courseEnrolmentCreate: COURSE_ENROL,
    courseEnrolmentCancel: COURSE_ENROL,
  },
};

const some = (permission: string, ...when: string[]): RolePermission => ({ permission, when });

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
    permissions: [some(READ, 'own', 'reports')],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [some(READ, 'own'), some(COURSE_ENROL, 'own')],
  },
];
