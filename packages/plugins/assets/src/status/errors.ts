import { errorsOf } from '@bureau/core';

/** Business errors of status labels; codes are `ASSETS_<KEY>` and never renamed. */
export const statusErrors = errorsOf('assets', {
  NOT_DEPLOYABLE: 'Asset {tag} has the status {label}; it is not handed out.',
  STATUS_IN_USE: 'Asset {tag} is {state}; check it in first. Only DEPLOYABLE fits what is in use.',
});
