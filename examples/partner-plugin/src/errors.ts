import { errorsOf } from '@bureau/core';

/** Business errors of the fleet; codes are `FLEET_<KEY>` and never renamed. */
export const errors = errorsOf('fleet', {
  PLATE_INVALID: 'A number plate has 1 to 16 capital letters, digits, blanks and hyphens.',
  MODEL_NAME_INVALID: 'A model name has 1 to 80 characters.',
  PRICE_INVALID: 'A price is not below 0 and has no more decimals than its currency.',
  SOLD_ALREADY: 'Vehicle {plate} is sold.',
  HELD_ALREADY: '{name} drives vehicle {plate} already.',
  HOLDER_LEFT: '{name} has left the company. Choose somebody who works here.',
  HOLDER_LIMIT: '{name} drives {limit} vehicles already, which is the limit. Take one back first.',
  DAY_IN_FUTURE: '{day} lies in the future.',
  HOLDER_NEEDED: 'A day of hand-over needs somebody who drives the vehicle.',
  HANDED_OVER_LATER:
    '{name} got vehicle {plate} on {day}, after that last day. Take it back first.',
  KILOMETRES_INVALID: 'A trip has at least 1 kilometre.',
});
