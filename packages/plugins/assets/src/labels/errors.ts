import { errorsOf } from '@bureau/core';

/** Business errors of labels; codes are `ASSETS_<KEY>` and never renamed. */
export const labelErrors = errorsOf('assets', {
  LABEL_COUNT: 'Name 1 to {limit} assets.',
});
