import type { z } from 'zod';
import type { Permission } from '../authz/permissions.js';
import type { Ctx } from '../context/ctx.js';
import type { RowFault } from '../imports/import-type.js';
import type { JobProgressChange } from './job-queue.js';

/** What a step leaves behind: the place to go on from, and how far the job is. */
export interface JobStepResult extends JobProgressChange {
  /** JSON; what `run.cursor` is after a break. */
  cursor?: unknown;
  /** What is wrong with single items of a file; shown as the faults of the job. */
  faults?: readonly RowFault[];
}

/** What a job leaves at its end. */
export interface JobFinish extends JobStepResult {
  outcome?: JobOutcome;
}

/** What came of a job, shown as its `result`; what is absent is null there. */
export interface JobOutcome {
  /** Items of a file, and what became of them. */
  rows?: number;
  created?: number;
  unchanged?: number;
  failed?: number;
  /** ISO instant of which the data is. */
  asOf?: string;
  /** Uuid of a file of the purpose `core.report`; whoever asked is told its address for a day. */
  fileId?: string;
}

/** What a job works with. */
export interface JobWork<T = unknown> {
  /** Uuid of the job. */
  readonly jobId: string;
  readonly organizationId: string;
  /** As the schema of the job parsed it. */
  readonly input: T;
  /** Of the last step that was committed; `undefined` at the start. */
  readonly cursor: unknown;
  /**
   * One transaction with its audit trail and events: the work and the place to go on from, or
   * nothing of them. After a crash the job goes on behind the last step that was committed, so a
   * step that gives no cursor may run again; what it leaves out stays.
   */
  step(work: (ctx: Ctx) => Promise<JobStepResult | void>): Promise<void>;
  /** The last step, whose transaction ends the job: its effect is there exactly once. */
  finish(work: (ctx: Ctx) => Promise<JobFinish | void>): Promise<void>;
  /**
   * Reads outside of any transaction, with the rights of this moment: for what takes longer than
   * a transaction may wait, such as storing bytes while they are made.
   */
  read<R>(work: (ctx: Ctx) => Promise<R>): Promise<R>;
  /** Between items of a long step. @throws when the job was cancelled or the server stops */
  checkpoint(): void;
  /** Aborted when a checkpoint would throw: for work outside of the database that waits. */
  readonly signal: AbortSignal;
  /** Shows progress that is not committed yet. */
  report(progress: JobProgressChange): void;
}

/** When a job runs by itself, in each organization and in its time zone; missed runs run once. */
export type JobRule =
  /** Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday). */
  | { cron: string }
  /** Recurrence rule of RFC 5545 without its DTSTART: `FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=6`. */
  | { rrule: string };

/** Work of a plugin that takes longer than a request, or that runs by the calendar. */
export interface JobDefinition<T = unknown> {
  /** `assets.warrantyReminder`: begins with the id of the plugin. */
  kind: string;
  /** One sentence for listings. */
  description: string;
  /** Of its input; a job with a schedule must take `{}`. */
  input: z.ZodType<T>;
  /** Must be held, at each step, by whoever asked for it. The platform itself holds all. */
  permission?: Permission;
  schedule?: JobRule;
  /**
   * How often it is tried again, 2, 4, 8 ... seconds apart, without a step that gets on (another
   * cursor, or a higher `done` or `failed`). Default 4; a hundred failures in all end it anyway.
   */
  retries?: number;
  run(work: JobWork<T>): Promise<void>;
}

/** Declares a job; list it in the plugin's `jobs`, start it with `ctx.enqueue`. */
export function defineJob<T>(definition: JobDefinition<T>): JobDefinition<T> {
  return definition;
}

/** Options of `ctx.enqueue`. */
export interface EnqueueOptions {
  /** While a job of this kind with this key waits or runs, that one is returned instead. */
  uniqueKey?: string;
  /** Not before. */
  runAfter?: Date;
}
