import type { Composition } from '../plugin/composition.js';
import type { JobDefinition, JobRule } from './job-definition.js';

/** A job that runs by the calendar. */
export type ScheduledJob = JobDefinition & { schedule: JobRule };

/** Unique key of the jobs of schedules: a job that still runs is not started beside itself. */
export const SCHEDULE_KEY = 'schedule';

/** Jobs with a schedule of all loaded plugins. */
export function scheduledJobs({ plugins }: Pick<Composition, 'plugins'>): ScheduledJob[] {
  return plugins
    .flatMap(({ definition }) => definition.jobs ?? [])
    .filter((job): job is ScheduledJob => job.schedule !== undefined);
}
