import { errorsOf } from '@bureau/core';

/** Business errors of letters; codes are `ACCOUNTING_<KEY>` and never renamed. */
export const letterErrors = errorsOf('accounting', {
  LETTER_SUPPLIER: 'It is the document of a supplier, who sends it.',
});
