import type { EventConsumer } from '../events/consumer.js';
import { LIVE_CHANNEL, writeNotices } from './live-notice.js';

const NOTIFY = 'select pg_notify($1, text) from unnest($2::text[]) text';

/**
 * Tells all server processes of events when the dispatcher's transaction commits; nothing is kept:
 * who is not connected reads the feed of changes.
 */
export const liveConsumer: EventConsumer = {
  name: 'live',
  async take(events, run) {
    const organizationId = events[0]?.organizationId;
    if (organizationId === undefined) return;
    await run(NOTIFY, [LIVE_CHANNEL, writeNotices({ organizationId, events })]);
  },
};
