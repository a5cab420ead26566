import { errorsOf } from '@bureau/core';

/** Business errors of benefits; codes are `HR_<KEY>` and never renamed. */
export const benefitErrors = errorsOf('hr', {
  BENEFIT_TEXT: 'A value is needed here; white space is none.',
  BENEFIT_DAYS: 'Months of waiting are 0 to 120, days to choose in 1 to 366.',
  BENEFIT_LEVELS: 'A plan has 1 to 20 levels of cover with codes that differ.',
  BENEFIT_DEPENDANT_COUNT: 'A level covers 0 to 20 dependants.',
  BENEFIT_SHARE:
    'The employer pays either an amount of 0 up to the price, or 0 to 100 percent of the price, ' +
    'or 0 to 100 percent of pay: one of them.',
  BENEFIT_PRICE:
    'A price is at least 0 and has no more decimals than its currency; of pay it is 0 to 100 ' +
    'percent.',
  BENEFIT_CURRENCY: 'All prices of a plan have one currency: {currency}.',
  BENEFIT_RATE_PAST:
    'Somebody is covered at this price on or after {day}: another price begins on a later day.',
  BENEFIT_RATE_ORDER: 'A later price is known from {day} on: a new one begins after that.',
  BENEFIT_INACTIVE: '{plan} cannot be chosen any more.',
  BENEFIT_NO_JOB: '{plan} is not open on {day}: there is no employment on that day.',
  BENEFIT_TENURE: '{plan} is open after {months} months of service, from {day} on.',
  BENEFIT_TERMS: '{plan} is not open to employments of the kind {kind}.',
  BENEFIT_COMPANY: '{plan} is open to people of another company only.',
  BENEFIT_UNIT: '{plan} is open to people of another unit only.',
  BENEFIT_NO_WINDOW: '{plan} cannot be chosen today: there is no time to choose it now.',
  BENEFIT_START: 'What is chosen now holds from {from} to {to} on, not from {day}.',
  BENEFIT_PAST:
    'Cover that was in force before {day} stays: another one begins then at the earliest.',
  BENEFIT_NO_PRICE: 'There is no price of {level} on {day}.',
  BENEFIT_MOST_DEPENDANTS: '{level} covers {most} dependants; {count} are given.',
  BENEFIT_DEPENDANT: 'Only dependants of the employee who are there on {day} can be covered.',
  BENEFIT_SAME: 'Nothing would change: the same cover is chosen from {day} on already.',
  BENEFIT_NOT_COVERED: 'There is no cover by {plan} on {day} that could end.',
  BENEFIT_NO_EMPLOYEE: 'Say for whom: you are no employee yourself.',
  BENEFIT_WINDOW_DAYS: 'A time to choose ends on or after its first day, before cover begins.',
  ENROLLMENT_STAYS: 'A choice is never written anew: it ends and another one begins.',
  LIFE_EVENT_STATE: 'This event in life is {state} already.',
  LIFE_EVENT_DAY: 'An event in life is told after it happened, within a year.',
  DEPENDANT_BIRTH: 'A day of birth is no later than today.',
  DEPENDANT_ENDED: 'This dependant has ended already.',
});
