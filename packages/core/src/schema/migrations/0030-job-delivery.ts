import type { Migration } from '../../plugin/definition.js';
import { delivery, deliveryDown } from './job-delivery/delivery.js';
import { schedules, schedulesDown } from './job-delivery/schedules.js';

/** Jobs of plugins and of events, dead letters, and what runs by the calendar. */
export const jobDelivery: Migration = {
  name: '0030-job-delivery',
  up: [delivery, schedules].join('\n'),
  down: [schedulesDown, deliveryDown].join('\n'),
};
