import { errorsOf } from '@bureau/core';

/** Business errors of wishes for equipment; codes are `ASSETS_<KEY>` and never renamed. */
export const requestErrors = errorsOf('assets', {
  REQUEST_STATE: 'This cannot be done with a request that is {state}.',
  REQUEST_NO_EMPLOYEE: 'You are no employee here. Give employeeId.',
  REQUEST_MISMATCH: 'Asset {tag} is not what was asked for.',
});
