import { errorsOf } from '@bureau/core';

/** Business errors of certificates; codes are `HR_<KEY>` and never renamed. */
export const certificateErrors = errorsOf('hr', {
  CERTIFICATE_MONTHS: 'A certificate is good for 1 to 600 months, or for ever.',
  CERTIFICATE_DAYS: 'A certificate is not issued in the future, and is good from its first day on.',
  CERTIFICATE_INACTIVE: 'No more certificates of {code} are added.',
  CERTIFICATE_WITHDRAWN: 'This certificate was withdrawn already.',
  CERTIFICATE_OWN: 'Nobody adds or withdraws the own certificates.',
  CERTIFICATE_KIND_UNKNOWN: 'There is no kind of certificate with the code {code}.',
  QUALIFICATION_WHAT: 'Give either a skill with its level, or a kind of certificate.',
  QUALIFICATION_WHOSE: 'Give a position, or a title, a unit, or both of these.',
  QUALIFICATION_END: 'It ends on its first day or later, and once.',
});
