import { errorsOf } from '@bureau/core';

/** Business errors of capture; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const captureErrors = errorsOf('documents', {
  FIELD_VALUE: 'This is no {kind}.',
  READ_PURGED: 'The bytes of this version were purged: there is nothing to read.',
});
