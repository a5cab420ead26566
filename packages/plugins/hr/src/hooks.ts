import { hookPoint } from '@bureau/core';
import type { Day } from './day.js';
import type { Employee } from './employee.entity.js';

/** What others may have a say in before somebody leaves. */
export interface Leaving {
  /** As it was before. */
  employee: Employee;
  /** Last day of work, inclusive; may lie in the future. */
  lastDay: Day;
}

/** Before an employment gets its last day: a DomainError refuses the termination. */
export const employeeTerminate = hookPoint<Leaving>(
  'hr.employee.terminate',
  'An employment is about to get its last day.',
);

/** Terms of an employment from a day on; what they are stands in its records. */
export interface EmploymentTerms {
  employee: Employee;
  /** The first day on which they hold; may lie in the past or in the future. */
  effectiveOn: Day;
  /** `hire`, `pay`, or the values of the job that changed, such as `position`. */
  changed: readonly string[];
}

/**
 * The terms of an employment were set or changed: another version of the contract is due. In the
 * transaction of the change, before it is written: flush, then read. A DomainError refuses it.
 * Imports of old records ask nobody; the events `hr.employee.hired` and `hr.job.changed` tell of
 * them as well. No event tells of pay.
 */
export const employmentTerms = hookPoint<EmploymentTerms>(
  'hr.employment.terms',
  'The terms of an employment were set or changed: another version of the contract is due.',
);
