import { errorsOf } from '@bureau/core';

/** Business errors of this plugin; codes are `ASSETS_<KEY>` and never renamed. */
export const errors = errorsOf('assets', {
  NOT_ORDERED: 'Asset {tag} is {state}; only what is ORDERED can be received.',
  NOT_AVAILABLE: 'Asset {tag} is {state}; this takes one that is AVAILABLE.',
  NOT_IN_USE: 'Asset {tag} is {state}; only what is IN_USE can be given back.',
  NOT_CHECKED_OUT: 'Asset {tag} is {state}; it is not with an employee.',
  RETURN_NOT_REQUESTED:
    'Asset {tag} is {state}. Returns are accepted here: request the return first.',
  NOT_IN_REPAIR: 'Asset {tag} is {state}; it is not being repaired.',
  NOT_LOSABLE: 'Asset {tag} is {state}; it cannot be reported as lost.',
  NOT_LOST: 'Asset {tag} is {state}; only what is LOST can be recovered.',
  NOT_DISPOSABLE:
    'Asset {tag} is {state}; check it in first. Only what is AVAILABLE or LOST is disposed of.',
  NOT_TRANSFERABLE: 'Asset {tag} is {state}; it cannot be transferred.',
  TRANSFER_TARGET:
    'Asset {tag} is {state}. What is with an employee goes to an employee, the rest from site ' +
    'to site; use check-out or check-in otherwise.',
  SAME_CUSTODIAN: 'Asset {tag} is there already.',
  AT_TOO_EARLY: 'Asset {tag} has its present custodian since {since}; give a later time.',
  AT_IN_FUTURE: 'This lies in the future; custody is recorded when it has changed.',
  BEFORE_PURCHASE: 'Asset {tag} was bought on {purchasedOn}; nobody had it before.',
  ALREADY_DISPOSED: 'Asset {tag} is DISPOSED; it cannot be changed any more.',
  EMPLOYEE_GONE: 'Employee {number} does not work here at that time.',
  LEAVER_HOLDS: 'Employee {number} still has assets ({count}); let them be returned first.',
  TEXT_BLANK: 'A value is needed here; white space is none.',
  AMOUNT_NEGATIVE: 'The amount may not be below zero.',
  AMOUNT_TOO_FINE: 'The amount has more decimals than {currency} has.',
  CUSTODY_BROKEN: 'Custody of an asset has no gaps, and its custodian fits its state ({reason}).',
  CUSTODY_FROZEN: 'A period of custody that has ended is not changed any more.',
  STATE_EDGE: 'An asset does not go from {from} to {to}.',
  TAG_TAKEN: 'There is an asset with the tag {tag} already.',
  IMPORT_CUSTODY: 'Who has {tag} and its state are changed by hand-overs, not by an import.',
  COST_INCOMPLETE: 'A cost needs an amount and a currency.',
  MODEL_UNKNOWN: 'There is no model {code}; give its name and category to make it.',
  CATEGORY_UNKNOWN: 'There is no category {code}.',
  SITE_UNKNOWN: 'There is no site {code}.',
  SITE_MISSING: 'An asset that is {state} needs a site, or the employee who has it.',
  SITE_SURPLUS: 'An asset that is {state} is at no site yet.',
  EMPLOYEE_UNKNOWN: 'There is no employee with the number {number}.',
  HOST_UNKNOWN: 'There is no asset with the tag {tag} to be part of.',
  HOST_SURPLUS: 'An asset that is {state} is no part of another one.',
  STATUS_UNKNOWN: 'There is no status {code}.',
  HOLDER_MISSING: 'An asset that is {state} needs a holder.',
  HOLDER_SURPLUS: 'An asset that is {state} has no holder.',
});
