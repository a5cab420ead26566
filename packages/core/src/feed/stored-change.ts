import type { RequestContext } from '../context/request.js';
import { encodeId } from '../model/ids.js';
import { RecordChanged, type RecordChange } from '../write/record-changed.js';
import type { ChangeEvent } from './change-event.types.js';
import { visibleFields } from './visible-events.js';

/** TypeID prefix of events. */
export const EVENT_PREFIX = 'evt';

/** An event as the outbox keeps it. */
export interface StoredChange {
  /** Uuid. */
  id: string;
  name: string;
  version: number;
  recordType: string | null;
  /** Uuid. */
  recordId: string | null;
  payload: unknown;
  at: Date;
  /** It did not happen: somebody tries receivers with it. */
  isTest: boolean;
}

/** Columns of `core.outbox_event` that `storedChange` reads. */
export const STORED_COLUMNS = 'id, name, version, record_type, record_id, payload, at, is_test';

/** A row of these columns, every value the text that PostgreSQL prints. */
export interface StoredRow extends Record<string, unknown> {
  id: string;
  name: string;
  version: string;
  record_type: string | null;
  record_id: string | null;
  payload: string;
  at: string;
  is_test: string;
}

/** An event from its row. */
export function storedChange(row: StoredRow): StoredChange {
  return {
    id: row.id,
    name: row.name,
    version: Number(row.version),
    recordType: row.record_type,
    recordId: row.record_id,
    payload: JSON.parse(row.payload) as unknown,
    at: new Date(row.at),
    isTest: row.is_test === 't',
  };
}

/** What their caller is told of events that `visibleEvents` let through: ids and names only. */
export async function shownEvents(
  ctx: RequestContext,
  events: readonly StoredChange[],
): Promise<ChangeEvent[]> {
  const changes = events.map((event) => ({
    recordType: event.recordType,
    fields: changeOf(event)?.fields ?? [],
  }));
  const fields = await visibleFields(ctx, changes);
  return events.map((event, at) => shown(ctx, event, fields[at] ?? []));
}

/** The same for one of them. */
export async function shownEvent(ctx: RequestContext, event: StoredChange): Promise<ChangeEvent> {
  const change = changeOf(event);
  const { recordType } = event;
  const [fields = []] = await visibleFields(ctx, [{ recordType, fields: change?.fields ?? [] }]);
  return shown(ctx, event, fields);
}

function changeOf({ name, payload }: StoredChange): RecordChange | undefined {
  return name === RecordChanged.name ? (payload as RecordChange) : undefined;
}

function shown(ctx: RequestContext, event: StoredChange, fields: string[]): ChangeEvent {
  const { name, version, at, recordType, isTest } = event;
  const record = ctx.runtime.composition.records.get(recordType ?? '');
  const isAbout = record !== undefined && event.recordId !== null;
  const change = changeOf(event);
  return {
    id: encodeId(EVENT_PREFIX, event.id),
    name,
    version,
    at,
    recordType,
    recordId: isAbout ? encodeId(record.prefix, event.recordId ?? '') : null,
    record: isAbout ? { __typename: record.name, id: event.recordId } : null,
    action: change?.action ?? null,
    fields,
    recordVersion: change?.version ?? null,
    isTest,
  };
}
