import { errorsOf } from '../write/errors.js';

/** What is refused about endpoints of webhooks; part of core's error table. */
export const webhookErrors = errorsOf('core', {
  WEBHOOK_URL_REFUSED:
    'This address cannot be called: {fault}. Use https, port 443, a public host.',
  WEBHOOK_TOPIC_UNKNOWN: 'There is no event {topic}; the query eventTypes lists them all.',
  WEBHOOK_TOPICS_EMPTY: 'Name at least one event; * stands for all.',
  WEBHOOK_RECORD_TYPE_UNKNOWN: 'There is no record type {type}.',
  WEBHOOK_SELECTION_INVALID:
    'The selection must be one query that fits the schema, with no variable but $id: ID!. {fault}',
  WEBHOOK_ENABLED: 'The endpoint is enabled already.',
  WEBHOOK_DISABLED: 'The endpoint is disabled; enable it first.',
  WEBHOOK_PENDING: 'The delivery is on its way already.',
  WEBHOOK_OVERLAP: 'Two secrets may be valid together for 0 to {max} hours.',
});
