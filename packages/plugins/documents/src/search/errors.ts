import { errorsOf } from '@bureau/core';

/** Business errors of the search; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const searchErrors = errorsOf('documents', {
  SEARCH_LONG: 'A search has at most {limit} signs and 32 words.',
  SEARCH_ONLY_EXCLUDES: 'Say what to find, and not only what not to.',
});
