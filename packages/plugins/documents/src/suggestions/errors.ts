import { errorsOf } from '@bureau/core';

/** Business errors of suggestions; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const suggestionErrors = errorsOf('documents', {
  SUGGESTION_STATE: 'Somebody has decided already: the suggestion is {state}.',
});
