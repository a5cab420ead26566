import type { ReadPool } from '../context/pools.js';
import type { RunSql } from '../context/run-sql.js';
import type { Actor } from './actor.js';
import type { JobState } from './job.entity.js';

/** A job that this process holds, as it was when it was claimed. */
export interface ClaimedJob {
  /** Uuid. */
  id: string;
  organizationId: string;
  kind: string;
  input: unknown;
  cursor: unknown;
  done: number;
  failed: number;
  /** Tries since it last got on, this one included. */
  attempts: number;
  startedAt: Date;
  /** Of this claim: who writes with another one has lost the job. */
  lease: string;
  actor: Actor;
}

/** How far a job is; absent values stay. */
export interface JobProgressChange {
  done?: number;
  failed?: number;
  total?: number;
  step?: string;
}

/** What a step leaves behind, in the transaction of its effect. */
export interface JobChange extends JobProgressChange {
  cursor?: unknown;
  end?: JobEnd;
}

export interface JobEnd {
  state: Extract<JobState, 'SUCCEEDED' | 'FAILED'>;
  outcome?: unknown;
  error?: { code: string; message: string };
}

/** Seconds after which a job without a sign of life is taken over. */
export const LEASE_SECONDS = 10;

/** Tries without getting on, after which a job is given up. */
export const MAX_ATTEMPTS = 5;

const DUE = `
  (state = 'QUEUED' and run_after <= now()) or (state = 'RUNNING' and lease_until < now())`;

// Who was served last comes last, so that a full queue of one organization delays its own only.
const CLAIM = `
  update core.job j set state = 'RUNNING', lease_owner = $1, attempts = j.attempts + 1,
    lease_until = clock_timestamp() + make_interval(secs => $4),
    started_at = coalesce(j.started_at, now()), version = j.version + 1, updated_at = now()
  from (
    select organization_id, id from core.job
    where (${DUE}) and organization_id <> all($2::uuid[])
    order by array_position($3::uuid[], organization_id) nulls first, created_at, id
    limit 1 for update skip locked
  ) due
  where j.organization_id = due.organization_id and j.id = due.id
  returning j.id, j.organization_id, j.kind, j.input::text, j.cursor::text, j.done, j.failed,
    j.attempts, to_json(j.started_at) #>> '{}' as started_at, j.created_by_id, j.actor_kind,
    j.actor_id`;

interface ClaimRow extends Record<string, unknown> {
  id: string;
  organization_id: string;
  kind: string;
  input: string;
  cursor: string | null;
  done: string;
  failed: string;
  attempts: string;
  started_at: string;
  created_by_id: string | null;
  actor_kind: Actor['kind'];
  actor_id: string;
}

/** The queue of all organizations, over connections of the worker role. */
export interface JobQueue {
  /**
   * Takes the next job that waits or was left behind, of an organization that is not `busy`;
   * organizations in `served` come after others, the last one last.
   */
  claim(lease: string, turn: { busy: string[]; served: string[] }): Promise<ClaimedJob | undefined>;
  /** Holds the job for another while and writes its progress; false when it is lost. */
  beat(job: ClaimedJob, progress: JobProgressChange): Promise<boolean>;
  /** Puts the job back; `retryIn` seconds from now, or at once as if it had not been tried. */
  release(job: ClaimedJob, retryIn?: number): Promise<void>;
  /** Ends the job outside of a step; false when it is lost. */
  end(job: ClaimedJob, end: JobEnd): Promise<boolean>;
}

export function createJobQueue(pool: ReadPool): JobQueue {
  const run: RunSql = (text, values) => pool.sql(undefined, { text, values });
  return {
    claim: async (lease, { busy, served }) => {
      const [row] = await run<ClaimRow>(CLAIM, [lease, busy, served, LEASE_SECONDS]);
      return row && claimed(row, lease);
    },
    beat: async (job, { done = null, failed = null, total = null, step = null }) => {
      const values = [...keyOf(job), done, failed, total, step, LEASE_SECONDS];
      return (await run(BEAT, values)).length === 1;
    },
    release: async (job, retryIn) => {
      await run(RELEASE, [...keyOf(job), retryIn ?? 0, retryIn === undefined ? 1 : 0]);
    },
    end: (job, end) => keepChange(run, job, { end }),
  };
}

const HELD = `where id = $1 and organization_id = $2 and lease_owner = $3 and state = 'RUNNING'
  returning id`;

const BEAT = `
  update core.job set done = coalesce($4::int, done), failed = coalesce($5::int, failed),
    total = coalesce($6::int, total), step = coalesce($7::text, step),
    lease_until = clock_timestamp() + make_interval(secs => $8) ${HELD}`;

const RELEASE = `
  update core.job set state = 'QUEUED', lease_owner = null, lease_until = null,
    run_after = now() + make_interval(secs => $4), attempts = greatest(attempts - $5::int, 0),
    version = version + 1, updated_at = now() ${HELD}`;

const CHANGE = `
  update core.job set cursor = coalesce($4::jsonb, cursor), done = coalesce($5::int, done),
    failed = coalesce($6::int, failed), total = coalesce($7::int, total),
    step = coalesce($8::text, step), attempts = 0, version = version + 1, updated_at = now()
  ${HELD}`;

const END = `
  update core.job set state = $4, outcome = $5::jsonb, error_code = $6, error_message = $7,
    done = coalesce($8::int, done), failed = coalesce($9::int, failed), step = null,
    total = coalesce($10::int, total), finished_at = clock_timestamp(), lease_owner = null,
    lease_until = null, version = version + 1, updated_at = now()
  ${HELD}`;

/**
 * Writes what a step leaves behind, if the job is still held. Inside the transaction of the step:
 * false there must roll it back, because the job was cancelled or is somebody else's by now.
 */
export async function keepChange(
  run: RunSql,
  job: ClaimedJob,
  change: JobChange,
): Promise<boolean> {
  const { done = null, failed = null, total = null, step = null, end } = change;
  if (end) {
    const { code = null, message = null } = end.error ?? {};
    const values = [end.state, jsonOf(end.outcome), code, message, done, failed, total];
    return (await run(END, [...keyOf(job), ...values])).length === 1;
  }
  const values = [jsonOf(change.cursor), done, failed, total, step];
  return (await run(CHANGE, [...keyOf(job), ...values])).length === 1;
}

function keyOf({ id, organizationId, lease }: ClaimedJob): string[] {
  return [id, organizationId, lease];
}

function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function claimed(row: ClaimRow, lease: string): ClaimedJob {
  return {
    id: row.id,
    organizationId: row.organization_id,
    kind: row.kind,
    input: JSON.parse(row.input),
    cursor: row.cursor === null ? undefined : JSON.parse(row.cursor),
    done: Number(row.done),
    failed: Number(row.failed),
    attempts: Number(row.attempts),
    startedAt: new Date(row.started_at),
    lease,
    actor: {
      kind: row.actor_kind,
      id: row.actor_id,
      organizationId: row.organization_id,
      userId: row.created_by_id,
    },
  };
}
