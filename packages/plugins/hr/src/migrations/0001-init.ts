import type { Migration } from '@bureau/core';
import { comments } from './init/comments.js';
import { access, indexes } from './init/indexes.js';
import { overlaps, periods, periodsDown } from './init/periods.js';
import { ring, ringDown } from './init/ring.js';
import { foreignKeys, primaryKeys, tables } from './init/tables.js';

/** Employees, employments, jobs and pay. */
export const init: Migration = {
  name: '0001-init',
  up: [
    ...[tables, indexes, overlaps, primaryKeys, foreignKeys],
    ...[periods, ring, access, comments],
  ].join('\n'),
  down: `
drop table hr.salary, hr.job_record, hr.employment, hr.employee;
${periodsDown}${ringDown}`,
};
