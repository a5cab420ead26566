import {
  choice,
  defineEntity,
  enumOf,
  type EnumValue,
  File,
  p,
  record,
  secret,
} from '@bureau/core';
import type { Day } from '../day.js';
import { Employee } from '../employee.entity.js';
import { recruitmentErrors } from './errors.js';
import { JobPosting, Requisition } from './position.entity.js';

/** Somebody who would like to work here; no `Person` before the first day of work is agreed. */
export const ApplicantSchema = defineEntity({
  name: 'Applicant',
  schema: 'hr',
  tableName: 'applicant',
  comment: 'Somebody who applied. Name and contact are sealed, and erased after a term.',
  properties: {
    ...record(),
    givenName: secret().nullable().comment('First name or names; sealed; null: erased'),
    familyName: secret().nullable().comment('Family name; sealed; null: erased'),
    email: secret().nullable().comment('E-mail address, lower case; sealed'),
    emailIndex: p.text().nullable().hidden().index().comment('Blind index for equality'),
    phone: secret().nullable().comment('Telephone number; sealed'),
    erasedAt: p.datetime(6).nullable().comment('When what was known was erased'),
  },
});

export class Applicant extends ApplicantSchema.class {
  /** Forgets who it was; what was decided stays. */
  erase(now: Date): void {
    this.givenName = null;
    this.familyName = null;
    this.email = null;
    this.phone = null;
    this.erasedAt = now;
  }

  /** @throws HR_APPLICANT_ERASED */
  demandKnown(path: readonly string[]): void {
    if (this.erasedAt) throw recruitmentErrors.APPLICANT_ERASED({}, path);
  }
}
ApplicantSchema.setClass(Applicant);

export const ApplicationStage = enumOf('ApplicationStage', 'How far an application is.', {
  APPLIED: 'Came in.',
  SCREENING: 'Is read.',
  INTERVIEW: 'The applicant is talked to.',
  OFFER: 'The applicant gets an offer, or has one.',
  HIRED: 'The applicant is an employee.',
  REJECTED: 'Refused.',
  WITHDRAWN: 'Taken back by the applicant.',
});
export type ApplicationStage = EnumValue<typeof ApplicationStage>;

const ORDER: readonly ApplicationStage[] = ['APPLIED', 'SCREENING', 'INTERVIEW', 'OFFER', 'HIRED'];

/** APPLIED -> SCREENING -> INTERVIEW -> OFFER -> HIRED, or REJECTED or WITHDRAWN before that. */
export const ApplicationSchema = defineEntity({
  name: 'Application',
  schema: 'hr',
  tableName: 'application',
  comment: 'That somebody applied for a requisition, and how far it is.',
  properties: {
    ...record(),
    applicant: () => p.manyToOne(Applicant).comment('Who applied'),
    requisition: () => p.manyToOne(Requisition).comment('What for'),
    posting: () => p.manyToOne(JobPosting).nullable().comment('The advertisement that was seen'),
    stage: choice(ApplicationStage).default('APPLIED').comment('How far it is'),
    appliedOn: p.date().comment('Day on which it came in'),
    closedOn: p.date().nullable().comment('Day on which it ended'),
    document: () => p.manyToOne(File).nullable().comment('What was sent along; erased with it'),
    employee: () => p.manyToOne(Employee).nullable().comment('What became of the applicant'),
  },
});

export class Application extends ApplicationSchema.class {
  /** @throws HR_APPLICATION_STATE */
  demandOpen(): void {
    if (this.closedOn == null) return;
    throw recruitmentErrors.APPLICATION_STATE({ stage: this.stage }, ['input']);
  }

  /** Goes on to a later stage before HIRED. @throws HR_APPLICATION_STATE, HR_APPLICATION_STAGE */
  moveTo(stage: ApplicationStage): void {
    this.demandOpen();
    if (stage === 'HIRED' || ORDER.indexOf(stage) <= ORDER.indexOf(this.stage)) {
      throw recruitmentErrors.APPLICATION_STAGE({ stage, now: this.stage }, ['input', 'stage']);
    }
    this.stage = stage;
  }

  /** Ends without a job. @throws HR_APPLICATION_STATE */
  end(stage: 'REJECTED' | 'WITHDRAWN', today: Day): void {
    this.demandOpen();
    this.stage = stage;
    this.closedOn = today;
  }

  /** Once only. @throws HR_APPLICATION_STATE */
  become(employee: Employee, today: Day): void {
    if (this.stage !== 'OFFER' || this.employee) {
      throw recruitmentErrors.APPLICATION_STATE({ stage: this.stage }, ['input']);
    }
    this.stage = 'HIRED';
    this.employee = employee;
    this.closedOn = today;
  }
}
ApplicationSchema.setClass(Application);

export const InterviewState = enumOf('InterviewState', 'Whether an interview took place.', {
  PLANNED: 'Will take place.',
  DONE: 'Took place; the score stands.',
  CANCELLED: 'Did not take place.',
});
export type InterviewState = EnumValue<typeof InterviewState>;

/** PLANNED -> DONE or CANCELLED. */
export const InterviewSchema = defineEntity({
  name: 'Interview',
  schema: 'hr',
  tableName: 'interview',
  comment: 'A talk with an applicant and how it went.',
  properties: {
    ...record(),
    application: () => p.manyToOne(Application).comment('The application'),
    interviewer: () => p.manyToOne(Employee).comment('Who leads it'),
    topic: p.string().length(120).comment('What it is about, such as first talk'),
    startsAt: p.datetime(3).comment('When it begins'),
    score: p.integer().nullable().comment('1 (no) to 5 (by all means)'),
    note: secret().nullable().comment('What was noted; sealed, erased with the applicant'),
    state: choice(InterviewState).default('PLANNED').comment('Whether it took place'),
  },
});

export class Interview extends InterviewSchema.class {
  /** @throws HR_INTERVIEW_STATE, HR_INTERVIEW_SCORE */
  conclude(score: number, note: string | null): void {
    this.demandPlanned();
    if (score < 1 || score > 5) throw recruitmentErrors.INTERVIEW_SCORE({}, ['input', 'score']);
    this.score = score;
    this.note = note;
    this.state = 'DONE';
  }

  /** @throws HR_INTERVIEW_STATE */
  cancel(): void {
    this.demandPlanned();
    this.state = 'CANCELLED';
  }

  private demandPlanned(): void {
    if (this.state === 'PLANNED') return;
    throw recruitmentErrors.INTERVIEW_STATE({ state: this.state }, ['input', 'id']);
  }
}
InterviewSchema.setClass(Interview);
