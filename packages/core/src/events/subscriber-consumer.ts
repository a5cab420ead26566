import type { Runtime } from '../context/runtime.js';
import { SYSTEM_ID } from '../context/system.js';
import { uuidv7 } from '../model/ids.js';
import type { EventConsumer, StoredEvent } from './consumer.js';
import type { Subscriber } from './subscriber.js';
import { subscribersOf } from './subscriber-handlers.js';

const INSERT = `
  insert into core.job (organization_id, id, kind, input, order_key, order_number, actor_kind,
    actor_id)
  select j.organization, j.id, j.kind, j.input, j.order_key, j.order_number, 'system', $2
  from jsonb_to_recordset($1::jsonb) as j(organization uuid, id uuid, kind text, input jsonb,
    order_key text, order_number bigint)`;

/**
 * Makes a job for each event and subscriber, in the commit that marks the event dispatched: there
 * is one for each, whatever happens to the process. `made` is called when there are new ones.
 */
export function subscriberConsumer(
  { composition, clock }: Pick<Runtime, 'composition' | 'clock'>,
  made: () => void,
): EventConsumer {
  let isMade = false;
  const byEvent = new Map<string, Subscriber[]>();
  for (const one of subscribersOf(composition)) {
    const key = keyOf(one.event);
    byEvent.set(key, [...(byEvent.get(key) ?? []), one]);
  }
  return {
    name: 'subscribers',
    take: async (events, run) => {
      // Plugins act on data, and of an event that did not happen there is none.
      const real = events.filter(({ isTest }) => !isTest);
      const now = clock();
      const jobs = real.flatMap((event) =>
        (byEvent.get(keyOf(event)) ?? [])
          .filter((one) => concerns(one, event, now))
          .map((one) => jobOf(event, one)),
      );
      if (jobs.length === 0) return;
      await run(INSERT, [JSON.stringify(jobs), SYSTEM_ID]);
      isMade = true;
    },
    committed: () => {
      if (isMade) made();
      isMade = false;
    },
  };
}

/** Where that cannot be told there is a job, whose failure somebody sees. */
function concerns(one: Subscriber, { payload }: StoredEvent, now: Date): boolean {
  if (!one.concerns) return true;
  const known = one.event.payload.safeParse(payload);
  return !known.success || one.concerns(known.data, now);
}

function keyOf({ name, version }: { name: string; version: number }): string {
  return `${name} ${version}`;
}

/** Events about no record have an order of their own each. */
function jobOf(event: StoredEvent, { name }: Subscriber) {
  const about = event.recordId === null ? event.id : `${event.recordType} ${event.recordId}`;
  return {
    organization: event.organizationId,
    id: uuidv7(),
    kind: name,
    input: event,
    order_key: `${name} ${about}`,
    order_number: event.sequence,
  };
}
