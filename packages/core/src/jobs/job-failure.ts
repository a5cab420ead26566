import { randomUUID } from 'node:crypto';
import type { Runtime } from '../context/runtime.js';
import { DomainError, Refusal } from '../write/errors.js';
import { isPassing } from '../write/violations.js';
import { jobErrors } from './errors.js';
import { type ClaimedJob, type JobEnd, MAX_ATTEMPTS } from './job-queue.js';

/** What a failed run means: another try after so many seconds, or the end. */
export type JobVerdict = { retryIn: number } | { end: JobEnd };

const RETRIED = new Set(['CONFLICT', 'UNAVAILABLE', 'DEADLINE', 'IDEMPOTENCY_IN_PROGRESS']);

/** Decides about an error of a run; no text of the database or of a library goes into the job. */
export function judge(runtime: Runtime, job: ClaimedJob, error: unknown): JobVerdict {
  if (isRetried(error)) {
    if (job.attempts < MAX_ATTEMPTS) return { retryIn: 2 ** job.attempts };
    return failed(jobErrors.JOB_GIVEN_UP({ attempts: job.attempts }));
  }
  if (error instanceof DomainError) return failed(error);
  if (error instanceof Refusal) {
    return failed({ code: String(error.extensions['code']), message: error.message });
  }
  const reference = randomUUID();
  const stack = error instanceof Error ? error.stack : String(error);
  runtime.log.error({ reference, job: job.id, kind: job.kind, stack }, 'job failed');
  const message = `Something went wrong on our side. Quote the reference ${reference}.`;
  return failed({ code: 'INTERNAL', message });
}

function failed({ code, message }: { code: string; message: string }): JobVerdict {
  return { end: { state: 'FAILED', error: { code, message } } };
}

function isRetried(error: unknown): boolean {
  if (error instanceof Refusal) return RETRIED.has(String(error.extensions['code']));
  return !(error instanceof DomainError) && isPassing(error);
}
