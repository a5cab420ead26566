import { errorsOf } from '../write/errors.js';

/** Business errors of sealed values. */
export const vaultErrors = errorsOf('core', {
  FILE_KEYS_MANY: 'The key of files was replaced {limit} times, which is all there can be.',
  PERSON_ERASED: 'The person was erased: nothing secret can be stored about them any more.',
});
