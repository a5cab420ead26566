import type { Caller } from '../context/runtime.js';
import type { OrmTransaction } from '../context/orm.js';
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
}

const INSERT = `
  insert into core.outbox_event (id, name, version, record_type, record_id, payload,
    principal_kind, principal_id, request_id)
  select e.id, e.name, e.version, e.type, e.record, e.payload, $2, $3, $4
    from jsonb_to_recordset($1::jsonb) as e(id uuid, name text, version integer, type text,
      record uuid, payload jsonb)`;

/** The events of one transaction; a savepoint that is rolled back cuts its own off. */
export class Outbox {
  private readonly rows: OutboxRow[] = [];

  /**
   * Takes an event as its schema parses it.
   * @throws Error when the payload does not fit: the fault is the plugin's, not the caller's.
   */
  add<T>(event: EventType<T>, payload: T, record?: EventRecord): void {
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
    });
  }

  get mark(): number {
    return this.rows.length;
  }

  cut(mark: number): void {
    this.rows.length = mark;
  }

  /** Writes them in one statement; they are seen by others when the transaction commits. */
  async write(transaction: OrmTransaction, caller: Caller): Promise<void> {
    if (this.rows.length === 0) return;
    const { principal, requestId } = caller;
    if (principal.organizationId === undefined) {
      throw new Error('An event needs an organization.');
    }
    await transaction.run({
      text: INSERT,
      values: [JSON.stringify(this.rows), principal.kind, principal.id, requestId],
    });
  }
}
