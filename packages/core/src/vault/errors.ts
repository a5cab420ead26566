import { errorsOf } from '../write/errors.js';

/** Business errors of sealed values. */
export const vaultErrors = errorsOf('core', {
  PERSON_ERASED: 'The person was erased: nothing secret can be stored about them any more.',
});
