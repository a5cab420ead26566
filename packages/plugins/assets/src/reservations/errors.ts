import { errorsOf } from '@bureau/core';

/** Business errors of reservations; codes are `ASSETS_<KEY>` and never renamed. */
export const reservationErrors = errorsOf('assets', {
  RESERVED: 'Asset {tag} is reserved from {from} to {to}.',
  RESERVATION_SPAN: 'A reservation ends on its first day or later, and lasts a year at most.',
  RESERVATION_PAST: 'This day is over.',
  RESERVATION_STATE: 'Asset {tag} is {state}; it cannot be reserved.',
  RESERVATION_CANCELLED: 'This reservation was taken back already.',
});
