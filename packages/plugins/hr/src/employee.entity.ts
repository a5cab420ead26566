import {
  choice,
  defineEntity,
  emailAddress,
  enumOf,
  type EnumValue,
  filledText,
  p,
  Person,
  record,
  secret,
} from '@bureau/core';
import type { Day } from './day.js';
import { errors } from './errors.js';

export const EmployeeStatus = enumOf(
  'EmployeeStatus',
  'Whether an end of the employment is known. Who works on a day: Employee.employment(asOf:).',
  {
    ACTIVE: 'The latest employment has no end; it may begin in the future.',
    TERMINATED: 'The latest employment has a last day, which may lie in the future.',
  },
);
export type EmployeeStatus = EnumValue<typeof EmployeeStatus>;

/** A person in the service of the organization, now or earlier. */
export const EmployeeSchema = defineEntity({
  name: 'Employee',
  schema: 'hr',
  tableName: 'employee',
  comment: 'A person in the service of the organization, now or earlier; one for each person.',
  properties: {
    ...record({ attributes: true }),
    number: p.string().length(40).comment('Employee number, unique in the organization'),
    person: () => p.manyToOne(Person).unique().comment('The human being'),
    displayName: p.string().length(241).comment('Name of the person, to order and search by'),
    workEmail: p.string().length(254).nullable().comment('E-mail address at work, lower case'),
    hiredOn: p.date().comment('First day of the latest employment'),
    terminatedOn: p.date().nullable().comment('Last day of the latest employment; null: open'),
    status: choice(EmployeeStatus).default('ACTIVE').comment('Whether an end is known'),
    bankAccount: secret({ subject: 'person' })
      .nullable()
      .comment('Account that pay goes to (IBAN); sealed'),
    bankAccountIndex: p.text().nullable().hidden().index().comment('Blind index for equality'),
    nationalId: secret({ subject: 'person' })
      .nullable()
      .comment('National identity or insurance number; sealed'),
    nationalIdIndex: p.text().nullable().hidden().index().comment('Blind index for equality'),
  },
});

export class Employee extends EmployeeSchema.class {
  /**
   * Counts a change of the employee's periods as one of the employee, so that `expectedVersion`
   * covers job, pay and employment.
   */
  touch(now: Date): void {
    this.updatedAt = now;
  }

  /** Sets the last day of the latest employment. */
  leave(lastDay: Day): void {
    this.terminatedOn = lastDay;
    this.status = EmployeeStatus.TERMINATED;
  }

  /** Begins another employment. */
  comeBack(firstDay: Day): void {
    this.hiredOn = firstDay;
    this.terminatedOn = null;
    this.status = EmployeeStatus.ACTIVE;
  }
}
EmployeeSchema.setClass(Employee);

const NUMBER = /^\S{1,40}$/;

/** The number as it is stored. @throws HR_NUMBER_INVALID */
export function employeeNumber(text: string, path: readonly string[]): string {
  const number = text.trim();
  if (!NUMBER.test(number)) throw errors.NUMBER_INVALID({}, path);
  return number;
}

/** The address in lower case; null for none. @throws HR_EMAIL_INVALID */
export function workEmail(text: string | null | undefined, path: readonly string[]): string | null {
  if (!text?.trim()) return null;
  return emailAddress(text, () => errors.EMAIL_INVALID({}, path));
}

/** Text without white space around it. @throws HR_TEXT_BLANK */
export function filled(text: string, path: readonly string[]): string {
  return filledText(text, () => errors.TEXT_BLANK({}, path));
}
