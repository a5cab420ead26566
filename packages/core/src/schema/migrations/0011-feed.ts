import type { Migration } from '../../plugin/definition.js';

/**
 * The server reads events back for those who follow them, within its organization (the policy of
 * the table holds); it still may not change or remove any.
 */
export const feed: Migration = {
  name: '0011-feed',
  up: `
create index outbox_event_feed_idx on core.outbox_event (organization_id, transaction, sequence);
grant select on core.outbox_event to bureau_app;
`,
  down: `
revoke select on core.outbox_event from bureau_app;
drop index core.outbox_event_feed_idx;
`,
};
