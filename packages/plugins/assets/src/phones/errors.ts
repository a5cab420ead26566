import { errorsOf } from '@bureau/core';

/** Business errors of phone lines; codes are `ASSETS_<KEY>` and never renamed. */
export const phoneErrors = errorsOf('assets', {
  PHONE_NUMBER: 'Write the number with its country: a plus sign and 7 to 15 digits.',
  PHONE_SPAN: 'A contract ends on its first day or later.',
  LINE_ENDED: 'Line {code} was given up.',
  SIM_NUMBER: 'The number of a card (ICCID) has 18 to 22 digits.',
});
