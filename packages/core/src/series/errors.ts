import { errorsOf } from '../write/errors.js';

/** Business errors of number series; codes are `CORE_<KEY>` and never renamed. */
export const seriesErrors = errorsOf('core', {
  SERIES_UNKNOWN: 'No plugin declares a number series {key}.',
  SERIES_PATTERN_INVALID: 'This is no pattern of a number series: {reason}.',
  SERIES_ENTITY_MISSING: 'The numbers of {key} belong to a company: say which one.',
  SERIES_NEXT_USED: 'Numbers up to {last} are used; the next one must lie above.',
  SERIES_FULL: 'The numbers of {key} have run out: {value} does not fit. Change its pattern.',
});
