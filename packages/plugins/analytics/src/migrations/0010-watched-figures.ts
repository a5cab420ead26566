import type { Migration } from '@bureau/core';
import { watchedTables } from './boards/watched.js';

/** Figures with targets, alerts and what they told of. Frozen. */
export const watched: Migration = {
  name: '0010-watched-figures',
  up: watchedTables,
  down: 'drop table analytics.alert_event, analytics.alert, analytics.kpi;',
};
