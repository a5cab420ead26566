import type { Migration } from '../../plugin/definition.js';

/** Events that somebody emits to try receivers are told apart from what has happened. */
export const testEvents: Migration = {
  name: '0021-test-events',
  up: `
alter table core.outbox_event add column is_test boolean not null default false;
comment on column core.outbox_event.is_test is
  'Emitted to try receivers: goes to feed, sockets and webhooks, and to no subscriber.';
`,
  down: 'alter table core.outbox_event drop column is_test;\n',
};
