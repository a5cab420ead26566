import { uuidv7 } from '../model/ids.js';
import type { EventType } from './event.js';

/** The record that an event is about. */
export interface EventRecord {
  type: string;
  /** Uuid. */
  id: string;
}

interface OutboxRow {
  id: string;
  name: string;
  version: number;
  type: string | null;
  record: string | null;
  payload: unknown;
  test: boolean;
}

/**
 * Adds events to the outbox, in the statement of the audit trail (write/traces.ts): `$3` holds the
 * events, each with the place of its author in `$2`.
 */
export const OUTBOX_INSERT = `
  insert into core.outbox_event (id, name, version, record_type, record_id, payload,
    principal_kind, principal_id, request_id, is_test)
  select e.id, e.name, e.version, e.type, e.record, e.payload, o.who ->> 'kind',
      (o.who ->> 'principal')::uuid, o.who ->> 'request', e.test
    from jsonb_to_recordset($3::jsonb) as e(id uuid, author integer, name text, version integer,
        type text, record uuid, payload jsonb, test boolean),
      lateral (select $2::jsonb -> e.author as who offset 0) o`;

/** The events of one transaction; a savepoint that is rolled back cuts its own off. */
export class Outbox {
  private readonly rows: OutboxRow[] = [];

  /**
   * Takes an event as its schema parses it.
   * @throws Error when the payload does not fit: the fault is the plugin's, not the caller's.
   */
  add<T>(event: EventType<T>, payload: T, record?: EventRecord): void {
    this.push(event, { payload, record, test: false });
  }

  /** The same for an event that did not happen: receivers are tried with it. */
  addTest(event: EventType, payload: unknown, record?: EventRecord): void {
    this.push(event, { payload, record, test: true });
  }

  private push(
    event: EventType,
    { payload, record, test }: { payload: unknown; record: EventRecord | undefined; test: boolean },
  ): void {
    const parsed = event.payload.safeParse(payload);
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
      throw new Error(`The payload of event ${event.name} does not fit: ${faults.join(', ')}.`);
    }
    this.rows.push({
      id: uuidv7(),
      name: event.name,
      version: event.version,
      type: record?.type ?? null,
      record: record?.id ?? null,
      payload: parsed.data,
      test,
    });
  }

  get mark(): number {
    return this.rows.length;
  }

  cut(mark: number): void {
    this.rows.length = mark;
  }

  /** As `OUTBOX_INSERT` takes them; others see the events when the transaction commits. */
  rowsOf(author: number): object[] {
    return this.rows.map((row) => ({ author, ...row }));
  }
}
