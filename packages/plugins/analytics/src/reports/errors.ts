import { errorsOf } from '@bureau/core';

/** Business errors of reports; codes are `ANALYTICS_<REASON>` and never renamed. */
export const reportErrors = errorsOf('analytics', {
  REPORT_TITLE: 'A title is needed; white space is none.',
  REPORT_DASHBOARD: 'Give dashboardId or dashboardKey of a dashboard that you see.',
  REPORT_CRON: 'This calendar cannot be read ({reason}).',
  REPORT_OFTEN: 'A report is sent once an hour at most.',
  REPORT_FORMATS: 'Give PDF, CSV or both.',
  REPORT_PRINTER: 'No plugin of this platform writes PDF; take CSV.',
  REPORT_RECIPIENTS: 'Give 1 to {most} active users with an address.',
});
