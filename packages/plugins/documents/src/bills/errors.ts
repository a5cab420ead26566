import { errorsOf } from '@bureau/core';

/** Business errors of bills of papers; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const billErrors = errorsOf('documents', {
  BILL_NO_BOOKS: 'There is no accounting here that could take a bill.',
  BILL_FIELD: 'The paper does not tell the {field}, and it was not given.',
  BILL_UNSURE: 'The {field} was hardly readable: confirm or correct it first.',
  BILL_SUPPLIER: 'The supplier is not known: give the party, or the correspondent its party.',
  BILL_ACCOUNT: 'Give the code of the account: there is no earlier bill of this supplier.',
  BILL_TWICE: 'The paper is a bill already.',
  BILL_SAME_BYTES: 'Another paper with the same bytes is a bill already.',
  BILL_SAME_NUMBER: 'A bill of this supplier with the number {number} is there already.',
});
