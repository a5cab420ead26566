import { defineEntity, p } from '@mikro-orm/core';
import { record } from '../model/record.js';

/** When a scheduled job runs; the scheduler makes one row for each organization and job. */
export const JobScheduleSchema = defineEntity({
  name: 'JobSchedule',
  schema: 'core',
  tableName: 'job_schedule',
  comment: 'When a job of one kind runs by itself.',
  properties: {
    ...record(),
    kind: p.string().length(120).unique().comment('What is done, such as assets.warrantyReminder'),
    rule: p.string().length(500).comment('Five fields of cron, or a recurrence rule of RFC 5545'),
    timeZone: p.string().length(60).comment('IANA time zone in which the rule is read'),
    isPaused: p.boolean().default(false).comment('Whether it stands still'),
    nextRunAt: p.datetime(6).comment('When it runs next; what was missed runs once'),
    lastRunAt: p.datetime(6).nullable().comment('When it was started last'),
  },
});

export class JobSchedule extends JobScheduleSchema.class {
  /** Lets it stand still, or go on with its next occurrence: what a pause left out stays out. */
  pause(isPaused: boolean, next: Date | undefined): void {
    if (this.isPaused && !isPaused && next) this.nextRunAt = next;
    this.isPaused = isPaused;
  }
}
JobScheduleSchema.setClass(JobSchedule);
