import { errorsOf } from '@bureau/core';

/** Business errors of alerts; codes are `ANALYTICS_<REASON>` and never renamed. */
export const alertErrors = errorsOf('analytics', {
  ALERT_THRESHOLD: 'ABOVE and BELOW need a threshold; UNUSUAL has none.',
  ALERT_CLEAR: 'An alert is over on the good side of its threshold.',
  ALERT_SENSITIVITY: 'A sensitivity is 1 to 20 usual spreads.',
});
