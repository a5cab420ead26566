import type { Permission } from '../authz/permissions.js';
import type { RequestContext } from '../context/request.js';
import type { Caller, Runtime } from '../context/runtime.js';
import type { RunSql } from '../context/run-sql.js';
import { Refusal } from '../write/errors.js';
import { inTransaction } from '../write/transaction.js';
import { actingPrincipal } from './actor.js';
import { jobErrors } from './errors.js';
import {
  type ClaimedJob,
  type JobChange,
  type JobProgressChange,
  type JobTries,
  keepChange,
} from './job-queue.js';

/** Work of one kind, in steps that each leave whole records and the place to go on from. */
export interface JobHandler {
  /** `employeeImport` */
  kind: string;
  /**
   * Works until the job has ended (`JobChange.end`). After a break it is called again with the
   * cursor of the last step that was committed.
   */
  run: (run: JobRun) => Promise<void>;
  /** How often it is tried again without getting on. Default 4. */
  retries?: number;
  /** Faults of the program are tried again too, as if they would pass. */
  retriesFaults?: boolean;
}

/** The runner stops, or the job was cancelled or taken over: roll back and say nothing. */
export class JobStopped extends Error {
  constructor(readonly why: 'stopping' | 'lost') {
    super(`The job stopped: ${why}.`);
    this.name = 'JobStopped';
  }
}

/** What a step does; runs again from the start when its transaction lost a race. */
export interface JobStep {
  /** Name for the audit trail. */
  operation: string;
  /** Must be held now by whoever asked for the job; none: it is enough to be here still. */
  permission?: Permission | undefined;
  /** Milliseconds; default two minutes. */
  time?: number;
  work: (ctx: RequestContext) => Promise<JobChange>;
}

const STEP_TIME = 120_000;
/** Milliseconds between two events about its progress. */
const NEWS_MS = 1_000;

/** One claim of a job: what a handler works with. */
export class JobRun {
  private stopped: JobStopped | undefined;
  private readonly ending = new AbortController();
  private reported: JobProgressChange = {};
  private toldAt = 0;
  private tries: JobTries;

  constructor(
    readonly runtime: Runtime,
    readonly job: ClaimedJob,
  ) {
    this.tries = job;
  }

  /** Aborted when the run is stopped: for work that waits. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** Ends the run at its next checkpoint. */
  stop(why: JobStopped['why']): void {
    this.stopped ??= new JobStopped(why);
    this.ending.abort(this.stopped);
  }

  /** Between items of a long step. @throws JobStopped */
  checkpoint(): void {
    if (this.stopped) throw this.stopped;
  }

  /** Shows progress that is not committed yet; written with the next sign of life. */
  report(progress: JobProgressChange): void {
    this.reported = { ...this.reported, ...progress };
  }

  /** What was reported since it was asked last. */
  takeReport(): JobProgressChange {
    const report = this.reported;
    this.reported = {};
    return report;
  }

  /**
   * Whoever asked for the job, with the rights of this moment.
   * @throws DomainError CORE_JOB_ACTOR_GONE, Refusal FORBIDDEN naming the permission
   */
  async caller(permission?: Permission, time = STEP_TIME): Promise<Caller> {
    const principal = await actingPrincipal(this.runtime, this.job.actor);
    if (!principal) throw jobErrors.JOB_ACTOR_GONE();
    if (permission !== undefined && !principal.permissions.has(permission)) {
      throw new Refusal('FORBIDDEN', `Requires ${permission}.`, { permission });
    }
    return { principal, requestId: this.job.id, deadline: Date.now() + time };
  }

  /** One transaction: the work, its cursor and its progress, or nothing of them. */
  async step({ operation, permission, time, work }: JobStep): Promise<void> {
    this.checkpoint();
    const caller = await this.caller(permission, time);
    await inTransaction(this.runtime, caller, {
      operation,
      // What was reported and not shown yet would be forgotten with the step.
      work: async (ctx) => this.keep(ctx, { ...this.reported, ...(await work(ctx)) }),
    });
    this.takeReport();
    const { attempts, lostLeases } = this.tries;
    Object.assign(this.job, { attempts, lostLeases });
  }

  /**
   * Writes what was done into the job's row, inside the transaction of the effect.
   * @throws JobStopped when the job is not held any more
   */
  async keep(ctx: RequestContext, change: JobChange): Promise<void> {
    const run: RunSql = (text, values) => ctx.sql(text, values);
    const isNews = Date.now() - this.toldAt >= NEWS_MS;
    const tries = await keepChange(run, this.job, { change, isNews });
    if (!tries) throw new JobStopped('lost');
    this.tries = tries;
    if (!isNews && !change.end) return;
    this.toldAt = Date.now();
    ctx.announce('core_event');
  }
}
