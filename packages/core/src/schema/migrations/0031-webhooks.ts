import type { Migration } from '../../plugin/definition.js';
import { attempt, delivery, endpoint, eventAge, webhooksDown } from './webhooks/tables.js';

/** Addresses that events are sent to, what is on its way, each try; old events are removed. */
export const webhooks: Migration = {
  name: '0031-webhooks',
  up: [endpoint, delivery, attempt, eventAge].join('\n'),
  down: webhooksDown,
};
