import { errorsOf } from '../write/errors.js';

/** Business errors of units over time. */
export const unitErrors = errorsOf('core', {
  ORG_UNIT_AHEAD: 'A unit moves today or moved before: {day} is still to come.',
  ORG_UNIT_PAST_RING: 'The unit would have been below itself on some day since {day}.',
});
