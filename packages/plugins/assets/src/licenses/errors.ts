import { errorsOf } from '@bureau/core';

/** Business errors of licences; codes are `ASSETS_<KEY>` and never renamed. */
export const licenseErrors = errorsOf('assets', {
  LICENSE_EXPIRED: 'Licence {code} ended on {expiresOn}; renew it first.',
  NO_SEAT_FREE: 'All {seats} seats of licence {code} are taken.',
  SEATS_TAKEN: 'There are {used} seats taken; free some of them first.',
  SEATS_RANGE: 'A licence has 1 to 1,000,000 seats.',
  SEAT_TWICE: 'There is a seat of licence {code} for this already.',
  SEAT_RELEASED: 'This seat is free already.',
  SEAT_ASSET_STATE: 'Asset {tag} is {state}; no software is used on it.',
  LICENSE_SPAN: 'A licence ends on the day of its purchase or later.',
  LICENSE_UNKNOWN: 'There is no licence {code}.',
  LICENSE_TAKEN: 'There is a licence with the code {code} already.',
  ASSET_UNKNOWN: 'There is no asset {tag}.',
});
