import type { RunSql } from '../context/run-sql.js';
import type { StoredEvent } from './consumer.js';

/** An event that is to be dispatched now, and how often that was tried before. */
export interface WaitingEvent extends StoredEvent {
  attempts: number;
}

// One look at the index per organization, however many events one of them has.
const ORGANIZATIONS = `
  with recursive waiting as (
    (select organization_id from core.outbox_event where dispatched_at is null
      order by organization_id limit 1)
    union all
    select (select o.organization_id from core.outbox_event o
      where o.dispatched_at is null and o.organization_id > w.organization_id
      order by o.organization_id limit 1)
    from waiting w where w.organization_id is not null
  ) select organization_id from waiting where organization_id is not null`;

/** Uuids of the organizations that have events to dispatch, or to try again some time. */
export async function organizationsWaiting(run: RunSql): Promise<string[]> {
  const rows = await run<{ organization_id: string }>(ORGANIZATIONS, []);
  return rows.map((row) => row.organization_id);
}

const LOCK = `select pg_try_advisory_xact_lock(${0x6f757462}, hashtext($1)) as locked`;

/** One dispatcher per organization and transaction: that keeps the order. */
export async function lockOrganization(run: RunSql, organizationId: string): Promise<boolean> {
  const [row] = await run<{ locked: string }>(LOCK, [organizationId]);
  return row?.locked === 't';
}

// An event that has to wait lets the later ones of its record wait, and no others.
const NEXT = `
  select e.id, e.sequence, e.name, e.version, e.record_type, e.record_id, e.payload::text,
    to_json(e.at) #>> '{}' as at, e.principal_kind, e.principal_id, e.request_id, e.is_test,
    e.attempts
  from core.outbox_event e
  where e.organization_id = $1 and e.dispatched_at is null
    and (e.retry_at is null or e.retry_at <= now())
    and not exists (
      select from core.outbox_event b
      where b.organization_id = e.organization_id and b.dispatched_at is null
        and b.retry_at > now() and b.record_id = e.record_id and b.record_type = e.record_type
        and b.sequence < e.sequence)
  order by e.sequence limit $2`;

interface EventRow extends Record<string, unknown> {
  id: string;
  sequence: string;
  name: string;
  version: string;
  record_type: string | null;
  record_id: string | null;
  payload: string;
  at: string;
  principal_kind: StoredEvent['principalKind'];
  principal_id: string;
  request_id: string;
  is_test: string;
  attempts: string;
}

/**
 * The next events of an organization, in order: those that are tried for the first time together,
 * one that failed before alone.
 */
export async function nextEvents(
  run: RunSql,
  organizationId: string,
  limit: number,
): Promise<WaitingEvent[]> {
  const rows = await run<EventRow>(NEXT, [organizationId, limit]);
  const failed = rows.findIndex((row) => row.attempts !== '0');
  const events = failed < 0 ? rows : rows.slice(0, Math.max(1, failed));
  return events.map((row) => eventOf(organizationId, row));
}

function eventOf(organizationId: string, row: EventRow): WaitingEvent {
  return {
    id: row.id,
    organizationId,
    sequence: row.sequence,
    name: row.name,
    version: Number(row.version),
    recordType: row.record_type,
    recordId: row.record_id,
    payload: JSON.parse(row.payload),
    at: new Date(row.at),
    principalKind: row.principal_kind,
    principalId: row.principal_id,
    requestId: row.request_id,
    isTest: row.is_test === 't',
    attempts: Number(row.attempts),
  };
}

const DISPATCHED = `
  update core.outbox_event set dispatched_at = clock_timestamp(), retry_at = null, fault = $3
  where organization_id = $1 and id = any($2::uuid[])`;

/** Marks events of one organization; `fault` names the consumers that never took them. */
export async function markDispatched(
  run: RunSql,
  events: readonly StoredEvent[],
  fault: string | null = null,
): Promise<void> {
  const [first] = events;
  if (!first) return;
  await run(DISPATCHED, [first.organizationId, events.map(({ id }) => id), fault]);
}

const POSTPONED = `
  update core.outbox_event set attempts = attempts + 1,
    retry_at = clock_timestamp() + make_interval(secs => $3)
  where organization_id = $1 and id = $2`;

/** Tries an event again after so many seconds. */
export async function postpone(run: RunSql, event: StoredEvent, seconds: number): Promise<void> {
  await run(POSTPONED, [event.organizationId, event.id, seconds]);
}
