import {
  ApprovalRequestType,
  expose,
  Field,
  ID,
  inputOf,
  InputType,
  many,
  patchOf,
  payloadOf,
  DateScalar,
  type Exposed,
} from '@bureau/core';

import { FleetTripType } from './trip.types.js';
import { FleetVehicle } from './vehicle.entity.js';

export const FleetVehicleType: Exposed = expose(FleetVehicle, {
  prefix: 'fveh',
  by: ['plate', 'number'],
  filter: [
    'plate',
    'number',
    'modelName',
    'state',
    'price',
    'holder',
    'handedOverOn',
    'inspectionDueOn',
  ],
  order: ['plate', 'handedOverOn', 'inspectionDueOn', 'createdAt'],
  search: ['plate', 'modelName'],
  aggregate: ['price'],
  relations: { trips: many(() => FleetTripType, 'vehicle', 'All its trips.') },
  conditions: { own: ({ personId }) => ({ holder: { person: { id: { eq: personId } } } }) },
});

@InputType({ description: 'A new vehicle.' })
export class FleetVehicleCreateInput extends inputOf(FleetVehicle, [
  'plate',
  'modelName',
  'price',
  'holder',
  'handedOverOn',
  'inspectionDueOn',
  'attributes',
]) {}

@InputType({ description: 'What changes of a vehicle; what is left out stays as it is.' })
export class FleetVehicleUpdateInput extends patchOf(
  FleetVehicle,
  ['inspectionDueOn', 'registration', 'attributes'],
  { id: 'vehicleId' },
) {}

@InputType({ description: 'Who drives a vehicle from now on.' })
export class FleetVehicleAssignInput extends inputOf(FleetVehicle, [], { id: 'vehicleId' }) {
  @Field(() => ID, { nullable: true, description: 'Who drives it; null: back into the pool.' })
  holderId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of hand-over; default today.' })
  handedOverOn?: string | null;
}

@InputType({ description: 'A vehicle that leaves the fleet.' })
export class FleetVehicleSellInput extends inputOf(FleetVehicle, [], { id: 'vehicleId' }) {}

const records = { fleetVehicle: FleetVehicleType };
export const FleetVehicleCreatePayload = payloadOf('FleetVehicleCreatePayload', records);
export const FleetVehicleAssignPayload = payloadOf('FleetVehicleAssignPayload', records);
export const FleetVehicleUpdatePayload = payloadOf('FleetVehicleUpdatePayload', records);
export const FleetVehicleSellPayload = payloadOf('FleetVehicleSellPayload', {
  ...records,
  approvalRequest: ApprovalRequestType,
});
