import { errorsOf } from '@bureau/core';

/** Business errors of grievances; codes are `HR_<KEY>` and never renamed. */
export const grievanceErrors = errorsOf('hr', {
  GRIEVANCE_TEXT: 'A value is needed here: 1 to 10,000 characters, a title at most 200.',
  GRIEVANCE_STATE: 'This cannot be done with a grievance that is {state}.',
  GRIEVANCE_NO_HANDLER:
    'Nobody could look into it: appoint somebody who is neither meant nor close to who is.',
  GRIEVANCE_HANDLER:
    'Neither those who are meant, nor superiors and reports of theirs, nor whoever filed it.',
  GRIEVANCE_LAST: 'Somebody must look into it: name another one first.',
  GRIEVANCE_NUMBER: 'There is no employee with the number {number}.',
  GRIEVANCE_ACCUSED: 'At most 20 people may be meant.',
  GRIEVANCE_NO_EMPLOYEE: 'Only employees file under their name. Anybody may file without one.',
  GRIEVANCE_CODE: 'No grievance has this code.',
  GRIEVANCE_STEP: 'This was done already.',
  GRIEVANCE_ERASED: 'What was written is erased.',
  GRIEVANCE_OFFICER: 'Employee {number} is asked already.',
});
