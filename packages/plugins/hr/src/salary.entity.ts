import {
  choice,
  defineEntity,
  effective,
  enumOf,
  type EnumValue,
  fitsMinorUnits,
  Money,
  money,
  p,
  record,
} from '@bureau/core';
import { Employee } from './employee.entity.js';
import { errors } from './errors.js';

export const SalaryPeriod = enumOf('SalaryPeriod', 'The time that an amount of pay is for.', {
  YEAR: 'A calendar year.',
  MONTH: 'A calendar month.',
});
export type SalaryPeriod = EnumValue<typeof SalaryPeriod>;

/** Agreed pay in a span of days, in a table of its own. */
export const SalarySchema = defineEntity({
  name: 'Salary',
  schema: 'hr',
  tableName: 'salary',
  comment: 'Agreed gross pay of an employee from one day until another.',
  checks: [
    { name: 'salary_span_check', expression: 'valid_to is null or valid_from < valid_to' },
    { name: 'salary_amount_check', expression: 'amount_amount > 0' },
  ],
  properties: {
    ...record(),
    employee: () => p.manyToOne(Employee).comment('Whose pay it is'),
    ...effective(),
    amount: money().comment('Gross pay as agreed, for the part-time share worked'),
    period: choice(SalaryPeriod).default('YEAR').comment('The time that the amount is for'),
  },
});

export class Salary extends SalarySchema.class {}
SalarySchema.setClass(Salary);

/** An amount of pay. @throws HR_SALARY_INVALID */
export function pay(amount: string, currency: string, path: readonly string[]): Money {
  if (!(Number(amount) > 0) || !fitsMinorUnits(amount, currency)) {
    throw errors.SALARY_INVALID({}, path);
  }
  return Money.of(amount, currency);
}
