import { errorsOf } from '../write/errors.js';

/** Business errors of registered documents; part of core's error table. */
export const documentErrors = errorsOf('core', {
  DOCUMENT_INVALID: 'The document does not fit the schema: {reason}',
  DOCUMENT_RETIRED: 'The document has been retired already.',
  DOCUMENTS_FULL: 'At most {limit} documents may be registered. Retire those that nobody runs.',
});
