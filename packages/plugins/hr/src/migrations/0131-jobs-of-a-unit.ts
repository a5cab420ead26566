import type { Migration } from '@bureau/core';

/**
 * Who worked in some units on a day, out of many years of jobs: all that the organization chart
 * reads of a job stands in the index, so that ten years of rows are a few pages.
 */
export const jobsOfUnit: Migration = {
  name: '0131-jobs-of-a-unit',
  up: `
create index job_record_unit_day_idx on hr.job_record (organization_id, unit_id, valid_from, id)
  include (valid_to, employee_id, manager_id);
comment on index hr.job_record_unit_day_idx is 'Who worked in a unit on a day, without the rows';`,
  down: 'drop index hr.job_record_unit_day_idx;',
};
