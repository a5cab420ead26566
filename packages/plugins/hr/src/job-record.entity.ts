import {
  choice,
  defineEntity,
  effective,
  enumOf,
  type EnumValue,
  OrgUnit,
  p,
  record,
  Site,
} from '@bureau/core';
import { Employee } from './employee.entity.js';
import { Employment } from './employment.entity.js';
import { errors } from './errors.js';

export const JobChangeReason = enumOf('JobChangeReason', 'Why a job record was opened.', {
  HIRE: 'First job of an employment.',
  PROMOTION: 'More responsibility.',
  TRANSFER: 'Another unit or place.',
  REORGANIZATION: 'The organization changed around the job.',
  WORKING_TIME: 'Another part-time share.',
  CORRECTION: 'The record was wrong.',
  OTHER: 'Another reason.',
});
export type JobChangeReason = EnumValue<typeof JobChangeReason>;

/** What somebody does, where and for whom, in a span of days. */
export const JobRecordSchema = defineEntity({
  name: 'JobRecord',
  schema: 'hr',
  tableName: 'job_record',
  comment: 'What an employee does, where and for whom, from one day until another.',
  checks: [
    {
      name: 'job_record_span_check',
      expression: 'valid_to is null or valid_from < valid_to',
    },
    {
      name: 'job_record_part_time_share_check',
      expression: 'part_time_share > 0 and part_time_share <= 1',
    },
  ],
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose job it is'),
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
      .default('1')
      .comment('Part of full working time, above 0 and at most 1'),
    reason: choice(JobChangeReason).default('HIRE').comment('Why the record was opened'),
  },
});

export class JobRecord extends JobRecordSchema.class {}
JobRecordSchema.setClass(JobRecord);

const SHARE = /^(?:0\.\d{1,4}|1(?:\.0{1,4})?)$/;

/** A part-time share as text. @throws HR_PART_TIME_SHARE */
export function partTimeShare(text: string, path: readonly string[]): string {
  if (!SHARE.test(text) || Number(text) === 0) throw errors.PART_TIME_SHARE({}, path);
  return text;
}
