import { errorsOf } from '@bureau/core';

/** Business errors of plans and fixed assets; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const planErrors = errorsOf('accounting', {
  PLAN_INVALID: 'This plan cannot be ({reason}).',
  PLAN_SCALE: '{currency} has {digits} decimals; {amount} has more.',
  PLAN_ACCOUNT: 'Account {account} cannot be the {name}: it is of type {type}.',
  ASSET_STATUS: 'Fixed asset {asset} is {status}.',
  ASSET_CLASS_INACTIVE: 'Class {code} of fixed assets is not active.',
  ASSET_CLASS_CLEARING: 'A class for the inventory needs a clearing account.',
  ASSET_COST: 'A fixed asset costs more than zero.',
  ASSET_CREDIT_MISSING: 'Name the account that is credited, or that no entry is to be posted.',
  ASSET_TAKEN_OVER: 'Depreciation before the books began goes without an entry.',
  ASSET_DAY: 'Depreciation of {asset} is taken until {until}: it leaves on that day or later.',
  ASSET_DEPRECIATED: 'Depreciation of {asset} was taken: dispose of it, or take the runs back.',
  ASSET_PROCEEDS: 'Proceeds are not below zero, and need an account that takes them.',
  ASSET_NOT_BY_USE: 'The value of {asset} does not go down by use.',
  ASSET_USE_SIGN: 'Use is above zero.',
  ASSET_ACCOUNT_MISSING: 'Class {code} of fixed assets has no account for this: {name}.',
  ASSET_CHANGED: 'Fixed asset {asset} was changed: dispose of it instead.',
  ASSET_LIFE_OVER: 'The life of {asset} is over: say how many months are left.',
  ASSET_WORTH: 'What {asset} is worth has to be {side} {worth}, what the books say.',
  ASSET_NOT_IMPAIRED: 'No loss of worth of {asset} is left to be made good.',
  ASSET_SALVAGE: 'What is left at the end lies between 0 and {worth}.',
  ASSET_PART: 'The part that leaves costs more than 0 and less than {cost}.',
  ASSET_TAX_BOOK: 'Fixed asset {asset} has no schedule for the tax return.',
  RUN_REVERSED: 'The run was taken back already.',
  RUN_NOT_LAST: 'Depreciation was taken after this run: take the later ones back first.',
});
