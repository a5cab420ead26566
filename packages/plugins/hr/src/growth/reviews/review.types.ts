import { type Exposed, expose, many, type Principal, type Where } from '@bureau/core';
import {
  Review,
  ReviewAnswer,
  ReviewCycle,
  ReviewPart,
  ReviewPeerComment,
  ReviewResult,
} from './review.entity.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';

/** Nothing, for callers without a person behind them. */
const NOTHING: Where = { or: [] };
/** People read what is said of them from the release on. */
const RELEASED: Where = { cycle: { phase: { in: ['RELEASED', 'CLOSED'] } } };
const NAMED: Where = { isAnonymous: { eq: false } };

type Self = Where & { person: Where };

/** A condition on the caller's own employee record; callers without a person have none. */
function mine(where: (self: Self) => Where) {
  return ({ personId }: Principal): Where =>
    personId === undefined ? NOTHING : where({ person: { id: { eq: personId } } });
}

/** What binds everybody who has a person behind them, HR as well. */
function bound(where: (self: Self) => Where) {
  return (principal: Principal) =>
    principal.personId === undefined ? undefined : mine(where)(principal);
}

/** Reviews of the caller, and those in which the caller says something. */
const reviewConditions = {
  own: mine((self) => ({ or: [{ employee: self }, { parts: { some: { author: self } } }] })),
  reports: mine((self) => ({ manager: self })),
};

const partConditions = {
  own: mine((self) => ({ or: [{ author: self }, { review: { employee: self } }] })),
  reports: mine((self) => ({ review: { manager: self } })),
};

const answerConditions = {
  own: mine((self) => ({ part: { or: [{ author: self }, { review: { employee: self } }] } })),
  reports: mine((self) => ({ part: { review: { manager: self } } })),
};

const resultConditions = {
  own: mine((self) => ({ review: { employee: self } })),
  reports: mine((self) => ({ review: { manager: self } })),
};

const commentConditions = {
  own: mine((self) => ({ result: { review: { employee: self } } })),
  reports: mine((self) => ({ result: { review: { manager: self } } })),
};

/** Of the own review only from the release on. */
const notEarly = (self: Self): Where => ({
  or: [{ not: { review: { employee: self } } }, { review: RELEASED }],
});

/** Who is asked: peers are named to the person only where they are named at all. */
const seenPart = (self: Self): Where => ({
  or: [{ author: self }, { and: [NAMED, notEarly(self)] }, { not: { review: { employee: self } } }],
});

/** What an author said: anonymous words are read by their author and by nobody else. */
function seenAnswer({ personId }: Principal): Where {
  if (personId === undefined) return { part: NAMED };
  const self = { person: { id: { eq: personId } } };
  return { part: { or: [{ author: self }, { and: [NAMED, notEarly(self)] }] } };
}

export const ReviewTemplateType: Exposed = expose(ReviewTemplate, {
  prefix: 'rtm',
  by: ['code'],
  filter: ['code', 'name', 'isActive'],
  order: ['name', 'code'],
  relations: { sections: many(() => ReviewSectionType, 'template', 'What is asked.') },
});

export const ReviewSectionType: Exposed = expose(ReviewSection, {
  prefix: 'rsc',
  root: false,
  filter: ['template', 'place'],
  order: ['place'],
});

export const ReviewCycleType: Exposed = expose(ReviewCycle, {
  prefix: 'rcy',
  by: ['code'],
  filter: ['code', 'name', 'template', 'startsOn', 'endsOn', 'dueOn', 'phase'],
  order: ['startsOn', 'endsOn', 'name'],
  relations: { reviews: many(() => ReviewType, 'cycle', 'Who is reviewed.') },
});

export const ReviewType: Exposed = expose(Review, {
  prefix: 'rvw',
  filter: ['cycle', 'employee', 'manager', 'createdAt'],
  order: ['createdAt'],
  relations: {
    parts: many(() => ReviewPartType, 'review', 'Who is asked.'),
    results: many(() => ReviewResultType, 'review', 'What came out; one, once nobody writes.'),
  },
  conditions: reviewConditions,
});

export const ReviewPartType: Exposed = expose(ReviewPart, {
  prefix: 'rvp',
  filter: ['review', 'kind', 'author', 'isAnonymous', 'state'],
  order: ['kind'],
  relations: { answers: many(() => ReviewAnswerType, 'part', 'What was said.') },
  conditions: partConditions,
  always: bound(seenPart),
});

export const ReviewAnswerType: Exposed = expose(ReviewAnswer, {
  prefix: 'rva',
  filter: ['part', 'section'],
  order: ['createdAt'],
  omit: ['person'],
  conditions: answerConditions,
  always: seenAnswer,
});

export const ReviewResultType: Exposed = expose(ReviewResult, {
  prefix: 'rvr',
  filter: ['review', 'score', 'calibratedScore'],
  order: ['createdAt', 'score'],
  aggregate: ['score', 'calibratedScore'],
  omit: ['person'],
  relations: {
    peerComments: many(() => ReviewPeerCommentType, 'result', 'What anonymous peers wrote, mixed.'),
  },
  conditions: resultConditions,
  always: bound(notEarly),
});

export const ReviewPeerCommentType: Exposed = expose(ReviewPeerComment, {
  prefix: 'rpc',
  root: false,
  filter: ['result', 'section'],
  order: ['createdAt'],
  omit: ['person'],
  conditions: commentConditions,
  always: bound((self) => ({ result: notEarly(self) })),
});
