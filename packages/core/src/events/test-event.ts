import { randomUUID } from 'node:crypto';
import type { Runtime } from '../context/runtime.js';
import { systemCaller } from '../context/system.js';
import { decodeId } from '../model/ids.js';
import { inTransaction } from '../write/transaction.js';
import type { EventType } from './event.js';
import type { EventRecord } from './outbox.js';
import { samplePayload, TestEventFault } from './sample.js';

/** Which event to emit for a trial. */
export interface TestEventOrder {
  /** Uuid. */
  organizationId: string;
  /** Name in the catalogue: `hr.employee.hired`. */
  name: string;
  /** Public id of the record that it is about; without it, it is about none. */
  recordId?: string | undefined;
  /** Without it one that `samplePayload` makes. */
  payload?: unknown;
}

/** What was emitted. */
export interface TestEvent {
  name: string;
  version: number;
  recordType: string | null;
  payload: unknown;
}

/**
 * Emits an event that did not happen, to try receivers: feed, sockets and webhooks tell it with
 * `isTest`; subscribers of plugins do not get it, because they act on data. The audit trail says
 * that it was done.
 * @throws TestEventFault naming what does not fit: the name, the record, the payload.
 */
export async function emitTestEvent(runtime: Runtime, order: TestEventOrder): Promise<TestEvent> {
  const event = eventOf(runtime, order.name);
  const record = recordOf(runtime, order.recordId);
  const payload = payloadOf(event, order.payload);
  const caller = systemCaller(runtime.composition, order.organizationId, randomUUID());
  await inTransaction(runtime, caller, {
    operation: 'eventTrigger',
    isMutation: true,
    work: async (ctx) => ctx.emitTest(event, payload, record),
  });
  const { name, version } = event;
  return { name, version, recordType: record?.type ?? null, payload };
}

function eventOf({ composition }: Runtime, name: string): EventType {
  const all = composition.plugins.flatMap(({ definition }) => definition.events ?? []);
  const event = all.find((one) => one.name === name);
  if (event) return event;
  throw new TestEventFault(`There is no event "${name}": eventTypes of the API lists them.`);
}

function payloadOf(event: EventType, given: unknown): unknown {
  if (given === undefined) return samplePayload(event);
  const parsed = event.payload.safeParse(given);
  if (parsed.success) return given;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new TestEventFault(`The payload does not fit ${event.name}: ${faults.join('; ')}`);
}

function recordOf({ composition }: Runtime, id: string | undefined): EventRecord | undefined {
  if (id === undefined) return undefined;
  for (const { name, prefix } of composition.records.values()) {
    const uuid = decodeId(prefix, id);
    if (uuid !== undefined) return { type: name, id: uuid };
  }
  throw new TestEventFault(`"${id}" is no id of a record.`);
}
