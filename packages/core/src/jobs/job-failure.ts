import { randomUUID } from 'node:crypto';
import type { Runtime } from '../context/runtime.js';
import { DomainError, Refusal } from '../write/errors.js';
import { isPassing } from '../write/violations.js';
import { jobErrors } from './errors.js';
import { type ClaimedJob, type JobEnd, RETRIES } from './job-queue.js';
import type { JobHandler } from './job-run.js';

/** What a failed run means: another try after so many seconds, or the end. */
export type JobVerdict = { retryIn: number } | { end: JobEnd };

const RETRIED = new Set(['CONFLICT', 'UNAVAILABLE', 'DEADLINE', 'IDEMPOTENCY_IN_PROGRESS']);
const LONGEST_PAUSE = 3_600;

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

/** Tries a job with this handler may have without getting on. */
export function triesOf(handler: JobHandler | undefined): number {
  return (handler?.retries ?? RETRIES) + 1;
}

/** The end of a job that was tried as often as it may be. */
export function deadEnd(attempts: number): JobEnd {
  const { code, message } = jobErrors.JOB_GIVEN_UP({ attempts });
  return { state: 'DEAD', error: { code, message } };
}

function againOrDead(job: ClaimedJob, handler: JobHandler | undefined): JobVerdict {
  if (job.attempts >= triesOf(handler)) return { end: deadEnd(job.attempts) };
  return { retryIn: Math.min(2 ** job.attempts, LONGEST_PAUSE) };
}

function failed({ code, message }: { code: string; message: string }): JobVerdict {
  return { end: { state: 'FAILED', error: { code, message } } };
}

/** Whether the same may well succeed a little later. */
function isRetried(error: unknown): boolean {
  if (error instanceof Refusal) return RETRIED.has(String(error.extensions['code']));
  return !(error instanceof DomainError) && isPassing(error);
}
