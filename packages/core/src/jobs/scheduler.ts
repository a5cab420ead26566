import type { Runtime } from '../context/runtime.js';
import type { WorkerPool } from '../context/worker-pool.js';
import type { BackgroundOptions, BackgroundService } from '../services/background.js';
import { loopService } from '../services/loop-service.js';
import { nextOccurrence, ruleText } from './occurrences.js';
import { dueSchedules, keepSchedule, staleSchedules, startScheduled } from './schedule-rows.js';
import { type ScheduledJob, scheduledJobs } from './scheduled-jobs.js';

/** Schedules that one turn corrects, and starts. */
const AT_ONCE = 100;
const POLL_MS = 5_000;

/**
 * Starts the scheduled jobs of all organizations, each in its time zone, by the runtime's clock.
 * The next time of each stands in the database and moves on in the commit that makes the job, so
 * that of several processes one starts it, once, and what came due while none ran runs once.
 */
export function createScheduler(
  runtime: Runtime,
  { workerUrl, pollMs = POLL_MS }: BackgroundOptions,
): BackgroundService {
  const jobs = new Map(scheduledJobs(runtime.composition).map((job) => [job.kind, job]));
  const scheduler = new Scheduler(runtime, jobs);
  return loopService({
    name: 'schedules',
    log: runtime.log,
    workerUrl,
    pollMs,
    turn: ({ pool }) => scheduler.turn(pool),
  });
}

class Scheduler {
  private readonly rules: ReadonlyMap<string, string>;

  constructor(
    private readonly runtime: Runtime,
    private readonly jobs: ReadonlyMap<string, ScheduledJob>,
  ) {
    this.rules = new Map([...jobs].map(([kind, job]) => [kind, ruleText(job.schedule)]));
  }

  /** True when nothing is left to do now. */
  async turn(pool: WorkerPool): Promise<boolean> {
    if (this.jobs.size === 0) return true;
    const corrected = await this.correct(pool);
    const started = await this.start(pool);
    if (started > 0) this.runtime.signals.announce('core_job');
    return corrected < AT_ONCE && started < AT_ONCE;
  }

  /** New organizations, jobs and rules, and changed time zones. */
  private async correct(pool: WorkerPool): Promise<number> {
    const stale = await staleSchedules(pool.run, this.rules, AT_ONCE);
    const now = this.runtime.clock();
    for (const schedule of stale) {
      const nextRunAt = this.next(schedule, now);
      const rule = this.rules.get(schedule.kind) ?? '';
      if (nextRunAt) await keepSchedule(pool.run, { ...schedule, rule, nextRunAt });
    }
    return stale.length;
  }

  private async start(pool: WorkerPool): Promise<number> {
    const now = this.runtime.clock();
    const kinds = [...this.jobs.keys()];
    return pool.transaction(async ({ run }) => {
      const due = await dueSchedules(run, { now, kinds, limit: AT_ONCE });
      for (const schedule of due) {
        const input = this.jobs.get(schedule.kind)?.input.parse({}) ?? {};
        await startScheduled(run, schedule, { input, now, next: this.next(schedule, now) });
      }
      return due.length;
    });
  }

  /** A zone that this machine does not know is read as UTC: it must not stop all the others. */
  private next(given: { kind: string; timeZone: string }, now: Date): Date | undefined {
    const { kind, timeZone: zone } = given;
    const rule = this.jobs.get(kind)?.schedule;
    if (!rule) return undefined;
    try {
      return nextOccurrence(rule, { after: now, zone });
    } catch (error) {
      this.runtime.log.warn({ kind, zone, error: String(error) }, 'schedule read in UTC');
      return nextOccurrence(rule, { after: now, zone: 'UTC' });
    }
  }
}
