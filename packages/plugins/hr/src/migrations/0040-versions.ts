import type { Migration } from '@bureau/core';
import { versionTables } from './versions/tables.js';
import { instant, type Versioned, versioned, versionedDown } from './versions/versioned.js';

const jobs: Versioned = {
  record: 'job_record',
  versions: 'job_version',
  columns: [
    ...['employee_id', 'employment_id', 'valid_from', 'valid_to', 'position', 'unit_id'],
    ...['manager_id', 'site_id', 'part_time_share', 'reason'],
  ],
};

const pay: Versioned = {
  record: 'salary',
  versions: 'salary_version',
  columns: [
    ...['employee_id', 'valid_from', 'valid_to', 'amount_amount', 'amount_currency', 'period'],
  ],
};

/** Known time of jobs and pay: corrections leave what was known before. */
export const versions: Migration = {
  name: '0040-versions',
  up: [versionTables, instant, versioned(jobs), versioned(pay)].join('\n'),
  down: [versionedDown(pay), versionedDown(jobs), 'drop function hr.known_instant();'].join('\n'),
};
