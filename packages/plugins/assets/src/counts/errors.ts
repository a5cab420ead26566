import { errorsOf } from '@bureau/core';

/** Business errors of counts; codes are `ASSETS_<KEY>` and never renamed. */
export const countErrors = errorsOf('assets', {
  AUDIT_STATE: 'This count is {state}; nothing is scanned or applied any more.',
  AUDIT_OPEN: 'There is an open count of site {code}; end that one first.',
  AUDIT_TAGS: 'Scan 1 to 250 tags at once, each with 1 to 40 characters.',
  AUDIT_TOO_MANY: 'There would be {count} changes, and at most {limit} go at once: scan on first.',
});
