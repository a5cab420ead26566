import { errorsOf } from '@bureau/core';

/** Business errors of acceptances; codes are `ASSETS_<KEY>` and never renamed. */
export const acceptanceErrors = errorsOf('assets', {
  ACCEPTANCE_ANSWERED: 'This was answered already, or given up: {state}.',
  ACCEPTANCE_NOT_YOURS: 'Only whoever got the asset can say so.',
  RETURN_NOT_HELD: 'Asset {tag} is with no employee; check it in without a receipt.',
});
