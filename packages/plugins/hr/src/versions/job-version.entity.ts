import { choice, defineEntity, effective, OrgUnit, p, record, Site } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { Employment } from '../employment.entity.js';
import { JobChangeReason } from '../job-record.entity.js';
import { known } from './known.js';

/** What was known of a job; written by the database alone. */
export const JobVersionSchema = defineEntity({
  name: 'JobVersion',
  schema: 'hr',
  tableName: 'job_version',
  comment: 'What was known of a job from one instant until another; never changed but for its end.',
  properties: {
    ...record(),
    ...known(),
    employee: () => p.manyToOne(Employee).comment('Whose it is'),
    employment: () => p.manyToOne(Employment).comment('The employment that it belongs to'),
    ...effective(),
    position: p.string().length(120).comment('Title of the position'),
    unit: () => p.manyToOne(OrgUnit).comment('Department or team'),
    manager: () => p.manyToOne(Employee).nullable().comment('Whom the employee reports to'),
    site: () => p.manyToOne(Site).comment('Place of work'),
    partTimeShare: p
      .decimal()
      .precision(5)
      .scale(4)
      .comment('Part of full working time, above 0 and at most 1'),
    reason: choice(JobChangeReason).comment('Why the record was opened'),
  },
});

export class JobVersion extends JobVersionSchema.class {}
JobVersionSchema.setClass(JobVersion);
