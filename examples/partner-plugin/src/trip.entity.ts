import { defineEntity, p, record } from '@bureau/core';

import { FleetVehicle } from './vehicle.entity.js';

/** One way that a vehicle went, as entered in its log book. */
export const FleetTripSchema = defineEntity({
  name: 'FleetTrip',
  schema: 'fleet',
  tableName: 'trip',
  comment: 'One way that a vehicle went.',
  properties: {
    ...record(),
    vehicle: () => p.manyToOne(FleetVehicle).comment('What was driven'),
    drivenOn: p.date().comment('Day of the trip'),
    kilometres: p.integer().comment('Length of the way'),
    purpose: p.string().length(200).comment('Where to, and why'),
  },
});

export class FleetTrip extends FleetTripSchema.class {}
FleetTripSchema.setClass(FleetTrip);
