import type { PluginPart } from '../plugin/part.js';
import { events } from '../schema/migrations/0010-events.js';
import { testEvents } from '../schema/migrations/0021-test-events.js';

/** Events on their way from the outbox to whoever they are for. */
export const eventsPart: PluginPart = { migrations: [events, testEvents] };
