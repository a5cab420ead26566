import type { Migration } from '../../plugin/definition.js';

/** A job that failed says where and by what facts, as a mutation does. Frozen. */
export const jobFaultFacts: Migration = {
  name: '0200-job-fault-facts',
  up: `
alter table core.job add column error_facts jsonb;
comment on column core.job.error_facts is
  'Argument path and facts of why it failed; null: there are none';
`,
  down: 'alter table core.job drop column error_facts;',
};
