import type { Migration } from '../../plugin/definition.js';
import { numberCounter, numberSeries, seriesDown } from './series/tables.js';

/** Number series and how far they have come. */
export const series: Migration = {
  name: '0017-series',
  up: [numberSeries, numberCounter].join('\n'),
  down: seriesDown,
};
