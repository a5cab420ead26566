import {
  type DefaultRole,
  NOTIFICATION_RECIPIENT,
  permissionsOf,
  type RolePermission,
  type RuleTree,
} from '@bureau/core';

const READ = 'hr.review.read';
const CYCLE = 'hr.reviewCycle.read';
/** What was said, and what came out. */
const CONTENT = 'hr.reviewAnswer.read';
const ANSWER = 'hr.reviewAnswer.write';
const PEERS = 'hr.reviewPeer.write';
const MANAGE = 'hr.review.manage';

/** What may be allowed of reviews. */
export const permissions = permissionsOf('hr', {
  'reviewCycle.read': 'Read templates, what they ask, and cycles of reviews.',
  'review.read': 'Read who is reviewed in which cycle, and who is asked.',
  'reviewAnswer.read': 'Read what was said in reviews and what came out; never of anonymous peers.',
  'reviewAnswer.write': 'Write the parts of reviews that one is asked for.',
  'reviewPeer.write': 'Ask peers, in reviews that one may read.',
  'review.manage': 'Set templates, run cycles, put people in, compare and release scores.',
});

/** What each field and operation of reviews needs. */
export const rules: RuleTree = {
  ReviewTemplate: { '*': CYCLE },
  ReviewSection: { '*': CYCLE },
  ReviewCycle: { '*': CYCLE },
  Review: { '*': READ, results: CONTENT },
  ReviewPart: { '*': READ, answers: CONTENT },
  ReviewAnswer: { '*': CONTENT },
  ReviewResult: { '*': CONTENT },
  ReviewPeerComment: { '*': CONTENT },
  Mutation: {
    reviewTemplateCreate: MANAGE,
    reviewTemplateRetire: MANAGE,
    reviewCycleCreate: MANAGE,
    reviewCycleOpen: MANAGE,
    reviewCycleCalibrate: MANAGE,
    reviewCycleRelease: MANAGE,
    reviewCycleClose: MANAGE,
    reviewsAdd: MANAGE,
    reviewPeersAdd: PEERS,
    reviewPartSubmit: ANSWER,
    reviewResultCalibrate: { allOf: [MANAGE, CONTENT] },
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
    permissions: [
      ...[CYCLE, some(READ, 'own', 'reports'), some(CONTENT, 'own', 'reports'), ANSWER, PEERS],
      ...NOTIFICATION_RECIPIENT,
    ],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads the own record and the own pay.',
    permissions: [CYCLE, some(READ, 'own'), some(CONTENT, 'own'), ANSWER],
  },
];
