import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  p,
  Person,
  record,
  secret,
} from '@bureau/core';
import { Employee } from '../../employee.entity.js';
import { reviewErrors } from './errors.js';
import { ReviewSection, ReviewTemplate } from './review-template.entity.js';

export const ReviewPhase = enumOf('ReviewPhase', 'Where a cycle of reviews is.', {
  DRAFT: 'People are put in; nobody writes yet.',
  OPEN: 'Everybody writes.',
  CALIBRATION: 'Nobody writes any more; scores are compared.',
  RELEASED: 'People read their own review; nothing changes any more.',
  CLOSED: 'Over.',
});
export type ReviewPhase = EnumValue<typeof ReviewPhase>;

const NEXT: Readonly<Record<ReviewPhase, ReviewPhase | undefined>> = {
  DRAFT: 'OPEN',
  OPEN: 'CALIBRATION',
  CALIBRATION: 'RELEASED',
  RELEASED: 'CLOSED',
  CLOSED: undefined,
};

/** DRAFT -> OPEN -> CALIBRATION -> RELEASED -> CLOSED; a trigger holds the same edges. */
export const ReviewCycleSchema = defineEntity({
  name: 'ReviewCycle',
  schema: 'hr',
  tableName: 'review_cycle',
  comment: 'Reviews of many people over the same time, by one template.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    name: p.string().length(120).comment('Name for people'),
    template: () => p.manyToOne(ReviewTemplate).comment('What is asked'),
    startsOn: p.date().comment('First day of the time that is looked at'),
    endsOn: p.date().comment('Last day of the time that is looked at'),
    dueOn: p.date().comment('Day by which everybody should have written'),
    phase: choice(ReviewPhase).default('DRAFT').comment('Where it is in its life'),
  },
});

export class ReviewCycle extends ReviewCycleSchema.class {
  /** Goes on by one phase. @throws HR_REVIEW_PHASE */
  goTo(phase: ReviewPhase): void {
    const now: ReviewPhase = this.phase;
    if (NEXT[now] !== phase) {
      throw reviewErrors.REVIEW_PHASE({ phase: this.phase }, ['input', 'id']);
    }
    this.phase = phase;
  }

  /** @throws HR_REVIEW_PHASE */
  demand(...phases: ReviewPhase[]): void {
    if (phases.includes(this.phase)) return;
    throw reviewErrors.REVIEW_PHASE({ phase: this.phase }, ['input']);
  }
}
ReviewCycleSchema.setClass(ReviewCycle);

/** The review of one employee in a cycle. */
export const ReviewSchema = defineEntity({
  name: 'Review',
  schema: 'hr',
  tableName: 'review',
  comment: 'The review of one employee in a cycle; what is said stands in its parts.',
  properties: {
    ...record(),
    cycle: () => p.manyToOne(ReviewCycle).comment('The cycle'),
    employee: () => p.manyToOne(Employee).comment('Who is reviewed'),
    manager: () => p.manyToOne(Employee).nullable().comment('The manager when it was made'),
  },
  uniques: [{ properties: ['cycle', 'employee'] }],
});

export class Review extends ReviewSchema.class {}
ReviewSchema.setClass(Review);

export const ReviewPartKind = enumOf('ReviewPartKind', 'Who speaks in a part of a review.', {
  SELF: 'Whoever is reviewed.',
  MANAGER: 'The manager.',
  PEER: 'Somebody who works beside.',
});
export type ReviewPartKind = EnumValue<typeof ReviewPartKind>;

export const ReviewPartState = enumOf('ReviewPartState', 'Whether a part is written.', {
  OPEN: 'To be written.',
  SUBMITTED: 'Written; it is not changed any more.',
});
export type ReviewPartState = EnumValue<typeof ReviewPartState>;

/** OPEN -> SUBMITTED, all of it at once. */
export const ReviewPartSchema = defineEntity({
  name: 'ReviewPart',
  schema: 'hr',
  tableName: 'review_part',
  comment: 'What one person is asked to say in a review.',
  properties: {
    ...record(),
    review: () => p.manyToOne(Review).comment('The review'),
    kind: choice(ReviewPartKind).comment('Who speaks'),
    author: () => p.manyToOne(Employee).comment('Who is asked'),
    isAnonymous: p.boolean().default(false).comment('Nobody else reads what the author said'),
    state: choice(ReviewPartState).default('OPEN').comment('Whether it is written'),
    submittedOn: p.date().nullable().comment('Day on which it was written'),
  },
  uniques: [{ properties: ['review', 'author'] }],
});

export class ReviewPart extends ReviewPartSchema.class {
  /** @throws HR_REVIEW_SUBMITTED */
  submit(today: string): void {
    if (this.state === 'SUBMITTED') throw reviewErrors.REVIEW_SUBMITTED({}, ['input', 'id']);
    this.state = 'SUBMITTED';
    this.submittedOn = today;
  }
}
ReviewPartSchema.setClass(ReviewPart);

/** What one person said to one question. */
export const ReviewAnswerSchema = defineEntity({
  name: 'ReviewAnswer',
  schema: 'hr',
  tableName: 'review_answer',
  comment: 'What one person said to one question of a review.',
  properties: {
    ...record(),
    part: () => p.manyToOne(ReviewPart).comment('The part'),
    section: () => p.manyToOne(ReviewSection).comment('The question'),
    person: () => p.manyToOne(Person).comment('Whom it is about'),
    score: p.integer().nullable().comment('1 to the best score; null: cannot say'),
    comment: secret({ subject: 'person' }).nullable().comment('Words; sealed for the person'),
    passingComment: secret()
      .nullable()
      .hidden()
      .comment('Words of an anonymous peer until they are mixed with others; sealed'),
  },
  uniques: [{ properties: ['part', 'section'] }],
});

export class ReviewAnswer extends ReviewAnswerSchema.class {}
ReviewAnswerSchema.setClass(ReviewAnswer);

/** What came out: written when nobody writes any more, read by the person after the release. */
export const ReviewResultSchema = defineEntity({
  name: 'ReviewResult',
  schema: 'hr',
  tableName: 'review_result',
  comment: 'What came out of a review.',
  properties: {
    ...record(),
    review: () => p.manyToOne(Review).unique().comment('The review'),
    person: () => p.manyToOne(Person).comment('Whom it is about'),
    selfScore: score('What the person said'),
    managerScore: score('What the manager said'),
    peerScore: score('Mean of the peers; null where too few of them wrote'),
    peers: p.integer().default(0).comment('How many peers are counted'),
    score: score('Weighted mean of the parts that are there'),
    calibratedScore: score('Score after the comparison with others; null: as computed'),
    reason: secret({ subject: 'person' }).nullable().comment('Why it was changed; sealed'),
  },
});

function score(comment: string) {
  return p.decimal().precision(5).scale(2).nullable().comment(comment);
}

export class ReviewResult extends ReviewResultSchema.class {}
ReviewResultSchema.setClass(ReviewResult);

/** What anonymous peers wrote, mixed, so that nothing leads to whom. */
export const ReviewPeerCommentSchema = defineEntity({
  name: 'ReviewPeerComment',
  schema: 'hr',
  tableName: 'review_peer_comment',
  comment: 'What one of the anonymous peers wrote; nothing leads to whom.',
  properties: {
    ...record(),
    result: () => p.manyToOne(ReviewResult).comment('The result that it belongs to'),
    section: () => p.manyToOne(ReviewSection).comment('The question'),
    person: () => p.manyToOne(Person).comment('Whom it is about'),
    comment: secret({ subject: 'person' }).nullable().comment('Words; sealed for the person'),
  },
});

export class ReviewPeerComment extends ReviewPeerCommentSchema.class {}
ReviewPeerCommentSchema.setClass(ReviewPeerComment);
