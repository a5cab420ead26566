import { numberSeries } from '@bureau/core';

/** Vehicles get their number when they are added; a gap does no harm. */
export const vehicleNumbers = numberSeries({
  key: 'fleet.vehicle',
  description: 'Inventory numbers of vehicles.',
  pattern: 'V-{0000}',
});
