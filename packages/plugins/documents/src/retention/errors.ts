import { errorsOf } from '@bureau/core';

/** Business errors of retention; codes are `DOCUMENTS_<KEY>` and never renamed. */
export const retentionErrors = errorsOf('documents', {
  HELD: 'A legal hold keeps this document.',
  RETAINED: 'This document is kept: {reason}.',
  GONE: 'The bytes of this document are gone.',
  RETENTION_CODE: 'A code of letters, digits, dots and dashes, and a name, are needed.',
  RETENTION_TERM: 'A term is 0 to 100 years, or as many months or days.',
  RETENTION_DAY: 'What is recorded has happened: not after today.',
  RETENTION_REASON: 'Say why.',
  HOLD_TEXT: 'A legal hold needs a name and a reason.',
  HOLD_RELEASED: 'This legal hold was released.',
  HOLD_DOCUMENTS: 'Name 1 to {limit} documents.',
  DISPOSAL_STATE: 'This disposal is {state}.',
  DISPOSAL_OPEN: 'A disposal of this document is under way.',
  DISPOSAL_DOCUMENT: 'Only archived documents are disposed of; this one is {state}.',
  DISPOSAL_SAME_PERSON: 'Somebody else must agree.',
  DISPOSAL_PERSON: 'Only people agree to a disposal.',
  CERTIFICATE_STANDS: 'What was decided about a disposal is kept as it is.',
});
