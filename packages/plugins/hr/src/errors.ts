import { errorsOf } from '@bureau/core';

/** Business errors of the HR plugin; codes are `HR_<KEY>` and never renamed. */
export const errors = errorsOf('hr', {
  NUMBER_TAKEN: 'Another employee has the number {number}.',
  NUMBER_INVALID: 'An employee number has 1 to 40 characters without white space.',
  PERSON_MISSING: 'Give either personId or person: the one who is hired is known or new.',
  PERSON_EMPLOYED:
    'This person is employee {number} already. Use employeeRehire for a second employment.',
  TEXT_BLANK: 'A value is needed here; white space is none.',
  EMAIL_INVALID: 'This is not an e-mail address.',
  NOT_EMPLOYED_ON: 'Employee {number} has no employment on {day}.',
  STILL_EMPLOYED: 'Employee {number} has an employment on or after {day}.',
  OUTSIDE_EMPLOYMENT: 'A job must lie within the employment that it belongs to.',
  NOTHING_CHANGED: 'Nothing would change: the record of {day} has these values already.',
  MANAGER_RING:
    'Employee {number} would report to themselves, directly or through others, on {day}.',
  MANAGER_UNKNOWN: 'There is no employee with the number {number} to report to.',
  HAS_REPORTS:
    '{count} jobs report to {number} after the last day. Give reportsToId, or change them first.',
  PART_TIME_SHARE: 'A part-time share is above 0 and at most 1, with up to 4 decimals.',
  SALARY_INVALID: 'A salary is above 0 and has no more decimals than its currency.',
  UNIT_UNKNOWN: 'There is no unit with the code {code}.',
  SITE_UNKNOWN: 'There is no site with the code {code}.',
  LEGAL_ENTITY_UNKNOWN: 'There is no legal entity with the code {code}.',
  IMPORT_FIXED: 'The file says {given}, the record {stands}: a mutation of its own changes that.',
  SALARY_INCOMPLETE: 'A salary needs an amount and a currency.',
});
