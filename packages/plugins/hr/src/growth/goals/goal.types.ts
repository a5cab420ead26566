import { type Exposed, expose, many, type Principal, type Where } from '@bureau/core';
import { mine } from '../people-conditions.js';
import { Goal, GoalCheckIn, KeyResult } from './goal.entity.js';

const PUBLIC: Where = { visibility: { eq: 'PUBLIC' } };
const NOT_PRIVATE: Where = { visibility: { in: ['MANAGER', 'PUBLIC'] } };

/** Own goals, public ones, and those of reports that are not private. */
const shared = (principal: Principal): Where => ({
  or: [
    PUBLIC,
    mine((self) => ({ owner: self }))(principal),
    mine((self) => ({ and: [NOT_PRIVATE, { owner: { job: { manager: self } } }] }))(principal),
  ],
});

/** Private goals are their owner's, whatever others may. */
const seen = (principal: Principal): Where => ({
  or: [NOT_PRIVATE, mine((self) => ({ owner: self }))(principal)],
});

export const GoalType: Exposed = expose(Goal, {
  prefix: 'goal',
  filter: ['owner', 'startsOn', 'endsOn', 'parent', 'visibility', 'progress', 'state'],
  order: ['endsOn', 'startsOn', 'progress'],
  aggregate: ['progress'],
  omit: ['person'],
  relations: {
    keyResults: many(() => KeyResultType, 'goal', 'By what one sees how far it is.'),
    children: many(() => GoalType, 'parent', 'Goals that serve it.'),
  },
  conditions: { shared },
  always: seen,
});

export const KeyResultType: Exposed = expose(KeyResult, {
  prefix: 'kres',
  filter: ['goal', 'kind', 'isReached', 'createdAt'],
  order: ['createdAt'],
  relations: { checkIns: many(() => GoalCheckInType, 'keyResult', 'How it went.') },
  conditions: { shared: (principal) => ({ goal: shared(principal) }) },
  always: (principal) => ({ goal: seen(principal) }),
});

export const GoalCheckInType: Exposed = expose(GoalCheckIn, {
  prefix: 'gci',
  filter: ['keyResult', 'checkedOn', 'author', 'createdAt'],
  order: ['checkedOn', 'createdAt'],
  omit: ['person'],
  conditions: { shared: (principal) => ({ keyResult: { goal: shared(principal) } }) },
  always: (principal) => ({ keyResult: { goal: seen(principal) } }),
});
