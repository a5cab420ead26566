import type { RunSql } from '../context/run-sql.js';
import { storedChange, type StoredChange, type StoredRow } from '../feed/stored-change.js';
import { uuidv7 } from '../model/ids.js';
import { decodeArray } from '../model/text-array.js';

/** A delivery that this process has taken for one try. */
export interface ClaimedDelivery {
  organizationId: string;
  /** Uuid. */
  id: string;
  /** This try's number, from 1. */
  attempt: number;
  endpoint: {
    id: string;
    url: string;
    selection: string | null;
    scopes: readonly string[];
    userId: string;
    /** Sealed. */
    secret: string;
    /** Sealed; null when only one is valid. */
    previousSecret: string | null;
    failingSince: Date | null;
  };
  event: StoredChange;
}

/** Seconds after which a delivery whose process died is tried by another one. */
const LEASE = 60;

// Endpoint by endpoint, so that one with many deliveries keeps no other from its own.
const CLAIM = `
  with due as (
    select d.organization_id, d.id
    from core.webhook_endpoint e
    cross join lateral (
      select d.organization_id, d.id, d.next_attempt_at from core.webhook_delivery d
      where d.organization_id = e.organization_id and d.endpoint_id = e.id
        and d.state = 'PENDING' and d.next_attempt_at <= now()
      order by d.next_attempt_at limit $2 for update skip locked) d
    where e.state = 'ENABLED' and e.id <> all($3::uuid[])
    order by d.next_attempt_at limit $1
  ), taken as (
    update core.webhook_delivery d set attempts = d.attempts + 1,
      next_attempt_at = now() + make_interval(secs => ${LEASE})
    from due where d.organization_id = due.organization_id and d.id = due.id
    returning d.organization_id, d.id, d.attempts, d.endpoint_id, d.event_id
  )
  select t.organization_id, t.id as delivery_id, t.attempts, e.id as endpoint_id, e.url,
    e.selection, e.scopes, e.user_id, e.secret, e.failing_since,
    case when e.previous_secret_until > now() then e.previous_secret end as previous_secret,
    o.id, o.name, o.version, o.record_type, o.record_id, o.payload, o.at,
    o.is_test
  from taken t
  join core.webhook_endpoint e on e.organization_id = t.organization_id and e.id = t.endpoint_id
  join core.outbox_event o on o.organization_id = t.organization_id and o.id = t.event_id`;

interface ClaimedRow extends StoredRow {
  organization_id: string;
  delivery_id: string;
  attempts: string;
  endpoint_id: string;
  url: string;
  selection: string | null;
  scopes: string;
  user_id: string;
  secret: string;
  previous_secret: string | null;
  failing_since: string | null;
}

/** Takes up to `limit` deliveries that are due, of each endpoint `perEndpoint`, for one try. */
export async function claimDeliveries(
  run: RunSql,
  ask: { limit: number; perEndpoint: number; busy: readonly string[] },
): Promise<ClaimedDelivery[]> {
  const rows = await run<ClaimedRow>(CLAIM, [ask.limit, ask.perEndpoint, ask.busy]);
  return rows.map((row) => ({
    organizationId: row.organization_id,
    id: row.delivery_id,
    attempt: Number(row.attempts),
    endpoint: {
      id: row.endpoint_id,
      url: row.url,
      selection: row.selection,
      scopes: decodeArray(row.scopes),
      userId: row.user_id,
      secret: row.secret,
      previousSecret: row.previous_secret,
      failingSince: row.failing_since === null ? null : new Date(row.failing_since),
    },
    event: storedChange(row),
  }));
}

/** What came of one try. */
export interface AttemptResult {
  startedAt: Date;
  durationMs: number;
  status: number | null;
  fault: string | null;
}

/** Where the delivery stands after it. */
export type AttemptOutcome =
  { state: 'DELIVERED' } | { state: 'FAILED' } | { state: 'PENDING'; retryInSeconds: number };

const RECORD = `
  with told as (
    update core.webhook_delivery set state = $3, last_status = $4, version = version + 1,
      delivered_at = case when $3 = 'DELIVERED' then clock_timestamp() end,
      next_attempt_at = clock_timestamp() + make_interval(secs => $5), updated_at = now()
    where organization_id = $1 and id = $2 returning organization_id, id, endpoint_id
  ), tried as (
    insert into core.webhook_attempt (organization_id, id, delivery_id, at, duration_ms, status,
      fault)
    select organization_id, $6, id, $7, $8, $4, $9 from told
  )
  update core.webhook_endpoint e
    set failing_since = case when $3 = 'DELIVERED' then null else coalesce(failing_since, now()) end
  from told where e.organization_id = told.organization_id and e.id = told.endpoint_id
    and ($3 = 'DELIVERED') = (e.failing_since is not null)`;

/** Writes down what came of a try; nothing when the endpoint was deleted meanwhile. */
export async function recordAttempt(
  run: RunSql,
  delivery: ClaimedDelivery,
  { result, outcome }: { result: AttemptResult; outcome: AttemptOutcome },
): Promise<void> {
  const retry = outcome.state === 'PENDING' ? outcome.retryInSeconds : 0;
  await run(RECORD, [
    ...[delivery.organizationId, delivery.id, outcome.state, result.status, retry, uuidv7()],
    ...[result.startedAt.toISOString(), result.durationMs, result.fault],
  ]);
}

const DROP = 'delete from core.webhook_delivery where organization_id = $1 and id = $2';

/** Forgets a delivery that its endpoint may not learn of. */
export async function dropDelivery(run: RunSql, delivery: ClaimedDelivery): Promise<void> {
  await run(DROP, [delivery.organizationId, delivery.id]);
}

const RELEASE = `
  update core.webhook_delivery set attempts = attempts - 1,
    next_attempt_at = now() + make_interval(secs => $3)
  where organization_id = $1 and id = $2`;

/** Gives a delivery back that was not tried. */
export async function releaseDelivery(
  run: RunSql,
  delivery: ClaimedDelivery,
  seconds: number,
): Promise<void> {
  await run(RELEASE, [delivery.organizationId, delivery.id, seconds]);
}

const SWEEP = `
  delete from core.webhook_delivery where (organization_id, id) in (
    select organization_id, id from core.webhook_delivery
    where created_at < now() - make_interval(days => $1) limit 5000)`;

/** Removes what is older than so many days. */
export async function sweepDeliveries(run: RunSql, days: number): Promise<void> {
  await run(SWEEP, [days]);
}
