import { errorsOf } from '@bureau/core';

/** Business errors of links to dashboards; codes are `ANALYTICS_<REASON>` and never renamed. */
export const boardErrors = errorsOf('analytics', {
  BOARD_DASHBOARD: 'Give dashboardId or dashboardKey of a dashboard that you see.',
  BOARD_RECIPIENT: 'A recipient is needed; white space is none.',
  BOARD_TERM: 'A link ends later than now, and lives for at most {days} days.',
  BOARD_REVOKED: 'This link was taken back already.',
  BOARD_REFUSED: 'This link opens nothing.',
});
