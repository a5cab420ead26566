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
