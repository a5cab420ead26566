import { choice, defineEntity, effective, money, p, record } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { SalaryPeriod } from '../salary.entity.js';
import { known } from './known.js';

/** What was known of pay; written by the database alone. */
export const SalaryVersionSchema = defineEntity({
  name: 'SalaryVersion',
  schema: 'hr',
  tableName: 'salary_version',
  comment: 'What was known of pay from one instant until another; never changed but for its end.',
  properties: {
    ...record(),
    ...known(),
    employee: () => p.manyToOne(Employee).comment('Whose it is'),
    ...effective(),
    amount: money().comment('Gross pay as agreed'),
    period: choice(SalaryPeriod).comment('The time that the amount is for'),
  },
});

export class SalaryVersion extends SalaryVersionSchema.class {}
SalaryVersionSchema.setClass(SalaryVersion);
