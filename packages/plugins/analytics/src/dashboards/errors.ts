import { errorsOf } from '@bureau/core';

/** Business errors of dashboards; codes are `ANALYTICS_<REASON>` and never renamed. */
export const dashboardErrors = errorsOf('analytics', {
  DASHBOARD_TITLE: 'A title is needed; white space is none.',
  DASHBOARD_CARDS: 'A dashboard has 1 to {most} cards.',
  DASHBOARD_SHARED: 'A dashboard is shared with {most} roles at most.',
  DASHBOARD_NOT_YOURS: 'Only its owner, or a role that may change it, changes this dashboard.',
  CARD_KEY: 'A key has 1 to 40 letters, digits and underscores, and stands once.',
  CARD_TITLE: 'A title has 1 to 120 characters.',
  CARD_PERIOD: 'Give the days of a card by its period, of at most 400 times the grain.',
  CARD_QUERY: 'These figures cannot be computed ({reason}).',
  CARD_CHART: 'This chart does not fit its figures ({reason}).',
});
