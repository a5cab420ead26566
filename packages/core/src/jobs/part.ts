import type { PluginPart } from '../plugin/part.js';
import { jobDelivery } from '../schema/migrations/0030-job-delivery.js';
import { jobUpdated } from './events.js';

/** Jobs of plugins, of events and of the calendar. */
export const jobsPart: PluginPart = {
  migrations: [jobDelivery],
  events: [jobUpdated],
};
