import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { actor } from './actor.js';
import { jobErrors } from './errors.js';

/** Where a job is in its life. */
export const JobState = enumOf('JobState', 'Where a job is in its life.', {
  QUEUED: 'It waits for its turn.',
  RUNNING: 'It is being worked on.',
  SUCCEEDED: 'It did what was asked; single rows may have failed where that was allowed.',
  DEAD: 'It was tried as often as it may be; somebody has to look at it and may try it again.',
  FAILED: 'It ended without doing what was asked; its user errors say why.',
  CANCELLED: 'Somebody ended it; what was done until then stays.',
});
export type JobState = EnumValue<typeof JobState>;

/**
 * Work that takes longer than a request. The runner changes its row by statements of its own
 * (queue.ts); here is what an operation may do to it.
 */
export const JobSchema = defineEntity({
  name: 'Job',
  schema: 'core',
  tableName: 'job',
  comment: 'Work that takes longer than a request, done step by step in the background.',
  properties: {
    ...record(),
    kind: p.string().length(120).comment('What is done, such as employeeImport'),
    state: choice(JobState).default('QUEUED').comment('Where it is in its life'),
    startedAt: p.datetime(6).nullable().comment('When work on it began'),
    finishedAt: p.datetime(6).nullable().comment('When it ended, one way or the other'),
    attempts: p.integer().default(0).comment('Tries since it last got on'),
    lostLeases: p
      .integer()
      .default(0)
      .comment('How often its process ended or hung since it last got on'),
    setbacks: p.integer().default(0).hidden().comment('Failed tries and lost leases in all'),
    ...actor(),
    input: p.json<object>().hidden().comment('What was asked for'),
    cursor: p.json<object>().nullable().hidden().comment('Where it goes on after a break'),
    outcome: p.json<object>().nullable().hidden().comment('What came of it'),
    step: p.string().length(60).nullable().hidden().comment('What it is at'),
    done: p.integer().default(0).hidden().comment('Items done'),
    failed: p.integer().default(0).hidden().comment('Items that could not be done'),
    total: p.integer().nullable().hidden().comment('All items, once they are counted'),
    errorCode: p.string().length(120).nullable().hidden().comment('Why it failed'),
    errorMessage: p.text().nullable().hidden().comment('The same in words'),
    runAfter: p
      .datetime(6)
      // Now by the clock of the database, which may differ from this machine's.
      .onCreate(() => new Date(0))
      .hidden()
      .comment('Not to be tried before'),
    leaseOwner: p.uuid().nullable().hidden().comment('Runner that works on it'),
    leaseUntil: p.datetime(6).nullable().hidden().comment('Then another runner may take it over'),
  },
});

export class Job extends JobSchema.class {
  /**
   * Goes on with a failed, dead or cancelled job from where it had got to, as if nothing had
   * failed.
   * @throws CORE_JOB_NOT_FAILED
   */
  retry(): void {
    if (!['FAILED', 'DEAD', 'CANCELLED'].includes(this.state)) {
      throw jobErrors.JOB_NOT_FAILED({}, ['input', 'id']);
    }
    this.state = 'QUEUED';
    this.finishedAt = null;
    this.attempts = 0;
    this.lostLeases = 0;
    this.setbacks = 0;
    this.errorCode = null;
    this.errorMessage = null;
    this.outcome = null;
    this.runAfter = new Date(0);
  }

  /**
   * Ends the job now. A step under way finds out when it wants to commit, and is rolled back.
   * @throws CORE_JOB_ENDED
   */
  cancel(now: Date): void {
    if (this.state !== 'QUEUED' && this.state !== 'RUNNING') {
      throw jobErrors.JOB_ENDED({}, ['input', 'id']);
    }
    this.state = 'CANCELLED';
    this.finishedAt = now;
    this.leaseOwner = null;
    this.leaseUntil = null;
  }
}
JobSchema.setClass(Job);
