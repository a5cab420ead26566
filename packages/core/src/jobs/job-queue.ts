import type { ReadPool } from '../context/pools.js';
import type { RunSql } from '../context/run-sql.js';
import { uuidv7 } from '../model/ids.js';
import type { Actor } from './actor.js';
import { jobUpdated } from './events.js';
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
  /** Tries since it last got on, this one included; a lost lease is none. */
  attempts: number;
  /** How often its process ended or hung since it last got on. */
  lostLeases: number;
  /** Failed tries and lost leases in all. */
  setbacks: number;
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
  state: Extract<JobState, 'SUCCEEDED' | 'FAILED' | 'DEAD'>;
  outcome?: unknown;
  error?: JobFault;
}

/** Why a job failed; with the argument path and the facts of what the business refused. */
export interface JobFault {
  code: string;
  message: string;
  path?: readonly string[];
  data?: Readonly<Record<string, string | number>>;
}

/** Seconds after which a job without a sign of life is taken over. */
export const LEASE_SECONDS = 10;

const DUE = `
  ((j.state = 'QUEUED' and j.run_after <= now()) or
    (j.state = 'RUNNING' and j.lease_until < now()))`;

// Jobs with one order key run one after another: a later one waits until the earlier one has ended.
// Asked for as the first of its key, so that the index of the order is read whatever the planner
// knows of the table: right after a crash it knows nothing.
const IN_ORDER = `
  (j.order_key is null or j.order_number <= (
    select b.order_number from core.job b
    where b.organization_id = j.organization_id and b.order_key = j.order_key
      and b.state in ('QUEUED', 'RUNNING')
    order by b.organization_id, b.order_key, b.order_number limit 1))`;

// What somebody asked for goes before what follows from events: a thousand of these hold nobody up.
// One look at the index per organization that waits, however many jobs one of them has; who was
// served last comes last, so that a full queue of one organization delays its own only.
const CLAIM = `
  with recursive waiting as (
    (select organization_id from core.job where state in ('QUEUED', 'RUNNING')
      order by organization_id limit 1)
    union all
    select (select n.organization_id from core.job n
      where n.state in ('QUEUED', 'RUNNING') and n.organization_id > w.organization_id
      order by n.organization_id limit 1)
    from waiting w where w.organization_id is not null
  ), head as materialized (
    select w.organization_id, first.id from waiting w cross join lateral (
      select j.id from core.job j
      where j.organization_id = w.organization_id and j.state in ('QUEUED', 'RUNNING')
        and ${DUE} and ${IN_ORDER} and j.kind <> all($6::text[])
      order by (j.order_key is not null), j.created_at, j.id limit 1
    ) first where w.organization_id <> all($3::uuid[])
  ), due as (
    select j.organization_id, j.id
    from head join core.job j on j.organization_id = head.organization_id and j.id = head.id
    where ${DUE}
    order by array_position($4::uuid[], j.organization_id) nulls first, j.created_at, j.id
    limit 1 for update of j skip locked
  )
  update core.job j set state = 'RUNNING', lease_owner = $2,
    attempts = j.attempts + (j.state = 'QUEUED')::int,
    lost_leases = j.lost_leases + (j.state = 'RUNNING')::int,
    setbacks = j.setbacks + (j.state = 'RUNNING')::int,
    lease_until = clock_timestamp() + make_interval(secs => $5),
    started_at = coalesce(j.started_at, now()), version = j.version + 1, updated_at = now()
  from due where j.organization_id = due.organization_id and j.id = due.id
  returning j.*`;

interface ClaimRow extends Record<string, unknown> {
  id: string;
  organization_id: string;
  kind: string;
  input: string;
  cursor: string | null;
  done: string;
  failed: string;
  attempts: string;
  lost_leases: string;
  setbacks: string;
  started_at: string;
  created_by_id: string | null;
  actor_kind: Actor['kind'];
  actor_id: string;
}

/** What a claim goes by: uuids of organizations, and kinds of jobs. */
export interface Turn {
  busy: readonly string[];
  served: readonly string[];
  idle: readonly string[];
}

/** The queue of all organizations, over connections of the worker role. */
export interface JobQueue {
  /**
   * Takes the next job that waits or was left behind, of an organization that is not `busy`;
   * organizations in `served` come after others, the last one last. Jobs of `idle` kinds wait.
   */
  claim(lease: string, turn: Turn): Promise<ClaimedJob | undefined>;
  /** Holds the job for another while and writes its progress; false when it is lost. */
  beat(job: ClaimedJob, progress: JobProgressChange): Promise<boolean>;
  /** Puts the job back; `retryIn` seconds from now, or at once as if it had not been tried. */
  release(job: ClaimedJob, retryIn?: number): Promise<void>;
  /** Ends the job outside of a step; false when it is lost. */
  end(job: ClaimedJob, end: JobEnd): Promise<boolean>;
}

/** `told` is called when an event about a job has been written. */
export function createJobQueue(pool: ReadPool, told: () => void): JobQueue {
  const run: RunSql = async (text, values) => {
    const rows = await pool.sql<never>(undefined, { text, values });
    if (rows.length > 0 && values[0] !== null) told();
    return rows;
  };
  return {
    claim: async (lease, { busy, served, idle }) => {
      const values = [uuidv7(), lease, busy, served, LEASE_SECONDS, idle];
      const [row] = await run<ClaimRow>(TAKE, values);
      return row && claimed(row, lease);
    },
    beat: async (job, progress) => {
      const { done = null, failed = null, total = null, step = null } = progress;
      const isNews = Object.keys(progress).length > 0;
      const values = [...keyOf(job, isNews), done, failed, total, step, LEASE_SECONDS];
      return (await run(BEAT, values)).length === 1;
    },
    release: async (job, retryIn) => {
      await run(RELEASE, [...keyOf(job, true), retryIn ?? 0, retryIn === undefined ? 1 : 0]);
    },
    end: async (job, end) => {
      const kept = await keepChange(run, job, { change: { end }, isNews: true });
      return kept !== undefined;
    },
  };
}

/** An update of one job ($1: uuid of the event about it, or null) with the event beside it. */
function withEvent(update: string, columns: string): string {
  return `
  with changed as (${update}), told as (
    insert into core.outbox_event (organization_id, id, name, version, record_type, record_id,
      payload, principal_kind, principal_id, request_id)
    select organization_id, $1::uuid, '${jobUpdated.name}', ${jobUpdated.version}, 'Job', id,
      jsonb_build_object('jobId', id, 'kind', kind, 'state', state, 'done', done,
        'failed', failed, 'total', total), actor_kind, actor_id, id::text
    from changed where order_key is null and $1::uuid is not null
  ) select ${columns} from changed`;
}

const TAKE = withEvent(
  CLAIM,
  `id, organization_id, kind, input::text, cursor::text, done, failed, attempts, lost_leases,
    setbacks, to_json(started_at) #>> '{}' as started_at, created_by_id, actor_kind, actor_id`,
);

const HELD = `where id = $2 and organization_id = $3 and lease_owner = $4 and state = 'RUNNING'
  returning *`;

const BEAT = withEvent(
  `update core.job set done = coalesce($5::int, done), failed = coalesce($6::int, failed),
    total = coalesce($7::int, total), step = coalesce($8::text, step),
    lease_until = clock_timestamp() + make_interval(secs => $9) ${HELD}`,
  'id',
);

const RELEASE = withEvent(
  `update core.job set state = 'QUEUED', lease_owner = null, lease_until = null,
    run_after = now() + make_interval(secs => $5), attempts = greatest(attempts - $6::int, 0),
    setbacks = setbacks + 1 - $6::int, version = version + 1, updated_at = now() ${HELD}`,
  'id',
);

// A step that leaves the place and the counts as they were got the job nowhere.
const GOT_ON = `(cursor is distinct from coalesce($5::jsonb, cursor)
  or done < coalesce($6::int, done) or failed < coalesce($7::int, failed))`;

const CHANGE = withEvent(
  `update core.job set cursor = coalesce($5::jsonb, cursor), done = coalesce($6::int, done),
    failed = coalesce($7::int, failed), total = coalesce($8::int, total),
    step = coalesce($9::text, step), attempts = case when ${GOT_ON} then 0 else attempts end,
    lost_leases = case when ${GOT_ON} then 0 else lost_leases end,
    version = version + 1, updated_at = now()
  ${HELD}`,
  'id, attempts, lost_leases',
);

const END = withEvent(
  `update core.job set state = $5, outcome = $6::jsonb, error_code = $7, error_message = $8,
    error_facts = $9::jsonb, done = coalesce($10::int, done), failed = coalesce($11::int, failed),
    step = null, total = coalesce($12::int, total), finished_at = clock_timestamp(),
    lease_owner = null, lease_until = null, version = version + 1, updated_at = now()
  ${HELD}`,
  'id',
);

/** What counts against a job, as it is after a step. */
export type JobTries = Pick<ClaimedJob, 'attempts' | 'lostLeases'>;

/**
 * Writes what a step leaves behind, if the job is still held. Inside the transaction of the step:
 * `undefined` there must roll it back, because the job was cancelled or is somebody else's by now.
 * `isNews`: with an event about it, which an end always has.
 */
export async function keepChange(
  run: RunSql,
  job: ClaimedJob,
  { change, isNews }: { change: JobChange; isNews: boolean },
): Promise<JobTries | undefined> {
  const { done = null, failed = null, total = null, step = null, end } = change;
  if (end) {
    const { code = null, message = null, path, data } = end.error ?? {};
    const facts = path || data ? JSON.stringify({ path, data }) : null;
    const values = [end.state, jsonOf(end.outcome), code, message, facts, done, failed, total];
    const ended = await run(END, [...keyOf(job, true), ...values]);
    return ended.length === 1 ? job : undefined;
  }
  const values = [jsonOf(change.cursor), done, failed, total, step];
  type Row = { attempts: string; lost_leases: string };
  const [row] = await run<Row>(CHANGE, [...keyOf(job, isNews), ...values]);
  return row && { attempts: Number(row.attempts), lostLeases: Number(row.lost_leases) };
}

/** $1 to $4 of the statements on a held job. */
function keyOf({ id, organizationId, lease }: ClaimedJob, isNews: boolean): (string | null)[] {
  return [isNews ? uuidv7() : null, id, organizationId, lease];
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
    lostLeases: Number(row.lost_leases),
    setbacks: Number(row.setbacks),
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
