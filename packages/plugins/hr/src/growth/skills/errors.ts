import { errorsOf } from '@bureau/core';

/** Business errors of skills; codes are `HR_<KEY>` and never renamed. */
export const skillErrors = errorsOf('hr', {
  SKILL_LEVELS: 'A scale has 1 to 10 levels, each with a name of up to 60 characters.',
  SKILL_LEVEL: 'A level of {code} is {least} to {most}.',
  SKILL_INACTIVE: 'Nobody is assessed in {code} any more.',
  SKILL_DAY: 'An assessment is not in the future.',
  SKILL_OWN: 'Nobody assesses the own skills.',
  SKILL_PROOF: 'The certificate belongs to somebody else.',
  SKILL_UNKNOWN: 'There is no skill with the code {code}.',
  SKILL_EMPLOYEE_UNKNOWN: 'There is no employee with the number {number}.',
  GROWTH_WORDS: 'Words have at most {most} characters here.',
  SKILL_MATCH: 'Give 1 to 20 different skills, each with a level of its scale.',
});
