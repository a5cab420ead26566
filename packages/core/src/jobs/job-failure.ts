import { randomUUID } from 'node:crypto';
import type { Runtime } from '../context/runtime.js';
import { DomainError, Refusal } from '../write/errors.js';
import { isPassing } from '../write/violations.js';
import { jobErrors } from './errors.js';
import type { ClaimedJob, JobEnd, JobFault } from './job-queue.js';
import type { JobHandler } from './job-run.js';

/** What a failed run means: another try after so many seconds, or the end. */
export type JobVerdict = { retryIn: number } | { end: JobEnd };

const RETRIED = new Set(['CONFLICT', 'UNAVAILABLE', 'DEADLINE', 'IDEMPOTENCY_IN_PROGRESS']);
const LONGEST_PAUSE = 3_600;

/** Tries again without getting on, after which a job is given up. */
const RETRIES = 4;

/**
 * Leases that a job may lose without getting on. More than any row of restarts brings about, since
 * those are not the job's fault; few enough that a job which takes its process down stops doing so.
 */
const LOST_LEASES = 10;

/** Failed tries and lost leases of a whole life: getting on a little each time is no way out. */
const SETBACKS = 100;

/** Decides about an error of a run; no text of the database or of a library goes into the job. */
export function judge(
  runtime: Runtime,
  { job, handler }: { job: ClaimedJob; handler: JobHandler | undefined },
  error: unknown,
): JobVerdict {
  if (isRetried(error)) return againOrDead(job, handler);
  if (error instanceof DomainError) return failed(error);
  if (error instanceof Refusal) {
    return failed({ code: String(error.extensions['code']), message: error.message });
  }
  const reference = randomUUID();
  const stack = error instanceof Error ? error.stack : String(error);
  runtime.log.error({ reference, job: job.id, kind: job.kind, stack }, 'job failed');
  if (handler?.retriesFaults) return againOrDead(job, handler);
  const message = `Something went wrong on our side. Quote the reference ${reference}.`;
  return failed({ code: 'INTERNAL', message });
}

/**
 * The end of a job that may not be tried another time; looked at before each try, because a job
 * that takes its process down with it is never judged.
 */
export function lastEnd(job: ClaimedJob, handler: JobHandler): JobEnd | undefined {
  const { attempts, lostLeases, setbacks } = job;
  const tries = triesOf(handler);
  if (attempts > tries) return dead(jobErrors.JOB_GIVEN_UP({ attempts: tries }));
  if (lostLeases >= LOST_LEASES) return dead(jobErrors.JOB_LEASES_LOST({ times: lostLeases }));
  if (setbacks >= SETBACKS) return dead(jobErrors.JOB_SETBACKS({ times: setbacks }));
  return undefined;
}

function againOrDead(job: ClaimedJob, handler: JobHandler | undefined): JobVerdict {
  const { attempts } = job;
  const setbacks = job.setbacks + 1;
  if (attempts >= triesOf(handler)) return { end: dead(jobErrors.JOB_GIVEN_UP({ attempts })) };
  if (setbacks >= SETBACKS) return { end: dead(jobErrors.JOB_SETBACKS({ times: setbacks })) };
  return { retryIn: Math.min(2 ** attempts, LONGEST_PAUSE) };
}

/** Tries a job with this handler may have without getting on. */
function triesOf(handler: JobHandler | undefined): number {
  return (handler?.retries ?? RETRIES) + 1;
}

function dead({ code, message }: DomainError): JobEnd {
  return { state: 'DEAD', error: { code, message } };
}

function failed({ code, message, path, data }: JobFault): JobVerdict {
  const facts = { ...(path && { path }), ...(data && { data }) };
  return { end: { state: 'FAILED', error: { code, message, ...facts } } };
}

/** Whether the same may well succeed a little later. */
function isRetried(error: unknown): boolean {
  if (error instanceof Refusal) return RETRIED.has(String(error.extensions['code']));
  return !(error instanceof DomainError) && isPassing(error);
}
