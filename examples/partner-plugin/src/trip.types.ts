import { expose, inputOf, InputType, payloadOf, type Exposed } from '@bureau/core';

import { FleetTrip } from './trip.entity.js';

export const FleetTripType: Exposed = expose(FleetTrip, {
  prefix: 'ftrp',
  filter: ['vehicle', 'drivenOn', 'kilometres'],
  order: ['drivenOn', 'kilometres'],
  aggregate: ['kilometres'],
  conditions: {
    own: ({ personId }) => ({ vehicle: { holder: { person: { id: { eq: personId } } } } }),
  },
});

@InputType({ description: 'A trip of a vehicle.' })
export class FleetTripAddInput extends inputOf(FleetTrip, [
  'vehicle',
  'drivenOn',
  'kilometres',
  'purpose',
]) {}

export const FleetTripAddPayload = payloadOf('FleetTripAddPayload', { fleetTrip: FleetTripType });
