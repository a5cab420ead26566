import type { EventConsumer, StoredEvent } from '../events/consumer.js';
import { uuidv7 } from '../model/ids.js';
import { decodeArray } from '../model/text-array.js';
import { WebhookTested } from './events.js';
import { topicCovers } from './webhook-topics.js';

interface EndpointRow extends Record<string, unknown> {
  id: string;
  topics: string;
  record_types: string;
}

const ENDPOINTS = `
  select id, topics, record_types from core.webhook_endpoint
  where organization_id = $1 and state = 'ENABLED'`;

// One delivery for each event and endpoint, however often the event is handed over.
const QUEUE = `
  insert into core.webhook_delivery (organization_id, id, endpoint_id, event_id, event_name)
  select $1, d.id, d.endpoint, d.event, d.name
  from jsonb_to_recordset($2::jsonb) as d(id uuid, endpoint uuid, event uuid, name text)
  on conflict (organization_id, endpoint_id, event_id) do nothing`;

/** Puts events on their way to the endpoints that want them. */
export const webhookConsumer: EventConsumer = {
  name: 'webhooks',
  async take(events, run) {
    const organizationId = events[0]?.organizationId;
    if (organizationId === undefined) return;
    const endpoints = await run<EndpointRow>(ENDPOINTS, [organizationId]);
    const rows = endpoints.flatMap((endpoint) => {
      const wants = wantedBy(endpoint);
      return events.filter(wants).map(({ id, name }) => {
        return { id: uuidv7(), endpoint: endpoint.id, event: id, name };
      });
    });
    if (rows.length === 0) return;
    await run(QUEUE, [organizationId, JSON.stringify(rows)]);
    await run("select pg_notify('core_webhook', '')", []);
  },
};

function wantedBy({ id, ...row }: EndpointRow): (event: StoredEvent) => boolean {
  const topics = decodeArray(row.topics);
  const types = new Set(decodeArray(row.record_types));
  return ({ name, recordType, recordId }) => {
    if (name === WebhookTested.name) return recordId === id;
    if (types.size > 0 && !types.has(recordType ?? '')) return false;
    return topics.some((topic) => topicCovers(topic, name));
  };
}
