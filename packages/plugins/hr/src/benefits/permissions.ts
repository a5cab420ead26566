import { type DefaultRole, permissionsOf, type RolePermission, type RuleTree } from '@bureau/core';

const READ = 'hr.benefit.read';
const WRITE = 'hr.benefit.write';
/** What people chose tells of health and family: apart from the plans. */
export const ENROLLMENT_READ = 'hr.enrollment.read';
/** To choose, to report events in life and dependants: for oneself or for anybody. */
export const ENROLL = 'hr.enrollment.write';
const CONFIRM = 'hr.lifeEvent.confirm';
/** Who dependants are. */
const DEPENDANT = 'hr.dependant.read';

/** What may be allowed of benefits. */
export const permissions = permissionsOf('hr', {
  'benefit.read': 'Read benefits, their levels and prices, and times to choose.',
  'benefit.write': 'Keep benefits, prices and times to choose.',
  'enrollment.read': 'Read what people chose, what it costs and events in their lives.',
  'enrollment.write': 'Choose benefits, report events in life and dependants.',
  'lifeEvent.confirm': 'Say that events in life are proved, or not.',
  'dependant.read': 'Read who the dependants of people are.',
});

/** What each field and operation of benefits needs. */
export const rules: RuleTree = {
  BenefitPlan: { '*': READ },
  BenefitLevel: { '*': READ },
  BenefitRate: { '*': READ },
  BenefitWindow: { '*': READ },
  LifeEvent: { '*': ENROLLMENT_READ },
  Enrollment: { '*': ENROLLMENT_READ },
  CoveredDependant: { '*': ENROLLMENT_READ },
  Dependant: { '*': DEPENDANT },
  BenefitOffer: { '*': ENROLLMENT_READ },
  BenefitCost: { '*': ENROLLMENT_READ },
  Query: { benefitOffers: ENROLLMENT_READ, benefitCosts: ENROLLMENT_READ },
  Mutation: {
    benefitPlanCreate: WRITE,
    benefitPlanUpdate: WRITE,
    benefitRateSet: WRITE,
    benefitWindowCreate: WRITE,
    lifeEventReport: ENROLL,
    lifeEventConfirm: CONFIRM,
    lifeEventReject: CONFIRM,
    dependantAdd: ENROLL,
    dependantEnd: ENROLL,
    enrollmentElect: ENROLL,
    enrollmentWaive: ENROLL,
  },
};

const own = (permission: string): RolePermission => ({ permission, when: ['own'] });

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'hrManager',
    name: 'HR manager',
    description: 'Keeps people, jobs and pay.',
    permissions: Object.keys(permissions),
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [READ, own(ENROLLMENT_READ), own(ENROLL), own(DEPENDANT)],
  },
];
