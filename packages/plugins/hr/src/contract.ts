/** What other plugins may use of HR; everything else may change without notice. */
export { Employee } from './employee.entity.js';
export { EmployeeType, JobRecordType } from './employee.types.js';
export { employeeTerminate, employmentTerms, type EmploymentTerms, type Leaving } from './hooks.js';
export { employeeHired, employeeLeft, employeeTerminated, jobChanged } from './events.js';
export {
  leaveApproved,
  leaveCancelled,
  leavePayoutDue,
  leaveShortened,
} from './leave/leave-events.js';
export { LeaveRequest } from './leave/leave-request.entity.js';
export { LeaveEntryType, LeaveRequestType } from './leave/leave.types.js';
export {
  type BoardingStart,
  boardingStart,
  type BoardingTaskWish,
  employeeLeftovers,
  type Leftover,
  type LeftoversAsked,
} from './boarding/boarding-hooks.js';
export { boardingFinished, boardingStarted } from './boarding/events.js';
export { applicationHired, offerAccepted } from './recruitment/events.js';
