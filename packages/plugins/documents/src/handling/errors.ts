import { errorsOf } from '@bureau/core';

/** Business errors of settings; codes are `DOCUMENTS_<REASON>` and never renamed. */
export const handlingErrors = errorsOf('documents', {
  SETTINGS_TRASH: 'Documents stay in the trash for 1 to 3,650 days.',
  SETTINGS_CONFIDENCE:
    'A confidence is 0 to 1 with two decimals at most; none is applied below the one from which ' +
    'it is suggested.',
});
