import type { Migration } from '../../plugin/definition.js';

const policy = (purposes: string) => `
drop policy worker_delete on core.file;
create policy worker_delete on core.file for delete to bureau_worker
  using (purpose in (${purposes}));
comment on policy worker_delete on core.file is
  'bureau:own-policy The worker removes results of exports, imports and reports after their day';
`;

/** What jobs of plugins wrote is removed after its day, as results of exports are. */
export const reportFiles: Migration = {
  name: '0110-report-files',
  up: policy("'core.export', 'core.importErrors', 'core.report'"),
  down: policy("'core.export', 'core.importErrors'"),
};
