import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  OrgUnit,
  p,
  record,
  Site,
} from '@bureau/core';
import { recruitmentErrors } from './errors.js';

/** What the company wants people for, and how many. */
export const PositionSchema = defineEntity({
  name: 'Position',
  schema: 'hr',
  tableName: 'position',
  comment: 'What people are wanted for in a unit, and how many posts are approved.',
  properties: {
    ...record(),
    code: p.string().length(40).unique().comment('Short code, unique in the organization'),
    title: p.string().length(120).comment('Title of the position'),
    unit: () => p.manyToOne(OrgUnit).comment('Department or team'),
    site: () => p.manyToOne(Site).comment('Place of work'),
    posts: p.integer().comment('Approved posts, 0 to 1,000'),
    isActive: p.boolean().default(true).comment('People may be hired for it'),
  },
});

export class Position extends PositionSchema.class {}
PositionSchema.setClass(Position);

export const RequisitionState = enumOf('RequisitionState', 'Where a requisition is.', {
  DRAFT: 'Written, nobody is asked yet.',
  PENDING: 'Somebody is asked.',
  OPEN: 'Agreed to: people may be hired.',
  REJECTED: 'Refused, or nobody decided in time.',
  FILLED: 'As many as wanted have accepted.',
  CLOSED: 'Nobody else is hired by it.',
});
export type RequisitionState = EnumValue<typeof RequisitionState>;

/**
 * DRAFT -> PENDING -> OPEN or REJECTED; PENDING -> DRAFT when it is taken back; OPEN <-> FILLED;
 * DRAFT, OPEN, FILLED -> CLOSED.
 */
export const RequisitionSchema = defineEntity({
  name: 'Requisition',
  schema: 'hr',
  tableName: 'requisition',
  comment: 'The wish to hire a number of people for a position.',
  properties: {
    ...record(),
    position: () => p.manyToOne(Position).comment('What they are wanted for'),
    openings: p.integer().comment('How many people are wanted'),
    filled: p.integer().default(0).comment('How many have accepted'),
    wantedOn: p.date().nullable().comment('Day on which they should begin'),
    reason: p.string().length(500).nullable().comment('Why they are needed'),
    keepDays: p
      .integer()
      .default(180)
      .comment('Days after the end of an application for which the applicant is kept'),
    state: choice(RequisitionState).default('DRAFT').comment('Where it is in its life'),
  },
});

export class Requisition extends RequisitionSchema.class {
  /** @throws HR_REQUISITION_STATE */
  demand(...states: RequisitionState[]): void {
    if (states.includes(this.state)) return;
    throw recruitmentErrors.REQUISITION_STATE({ state: this.state }, ['input']);
  }

  /** One of its posts is taken. @throws HR_REQUISITION_STATE, HR_REQUISITION_FILLED */
  take(): void {
    if (this.state === 'FILLED') throw recruitmentErrors.REQUISITION_FILLED({}, ['input']);
    this.demand('OPEN');
    this.filled += 1;
    if (this.filled === this.openings) this.state = 'FILLED';
  }

  /** Somebody who had accepted does not come. */
  giveBack(): void {
    this.filled -= 1;
    if (this.state === 'FILLED') this.state = 'OPEN';
  }
}
RequisitionSchema.setClass(Requisition);

export const JobPostingState = enumOf('JobPostingState', 'Where an advertisement is.', {
  DRAFT: 'Written, not shown yet.',
  PUBLISHED: 'People may apply.',
  CLOSED: 'Taken down.',
});
export type JobPostingState = EnumValue<typeof JobPostingState>;

/** DRAFT -> PUBLISHED -> CLOSED. */
export const JobPostingSchema = defineEntity({
  name: 'JobPosting',
  schema: 'hr',
  tableName: 'job_posting',
  comment: 'An advertisement of a requisition.',
  properties: {
    ...record(),
    requisition: () => p.manyToOne(Requisition).comment('What it advertises'),
    title: p.string().length(200).comment('Headline'),
    words: p.text().comment('What it says'),
    language: p.string().length(35).default('en').comment('Language tag, such as en'),
    closesOn: p.date().nullable().comment('Last day on which people may apply'),
    state: choice(JobPostingState).default('DRAFT').comment('Where it is in its life'),
  },
});

export class JobPosting extends JobPostingSchema.class {
  /** @throws HR_POSTING_STATE */
  demand(...states: JobPostingState[]): void {
    if (states.includes(this.state)) return;
    throw recruitmentErrors.POSTING_STATE({ state: this.state }, ['input', 'id']);
  }
}
JobPostingSchema.setClass(JobPosting);
