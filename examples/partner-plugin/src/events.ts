import { defineEvent, z } from '@bureau/core';

/** A vehicle came into the fleet; ids in events are uuids. */
export const FleetVehicleAdded = defineEvent({
  name: 'fleet.vehicle.added',
  version: 1,
  description: 'A vehicle came into the fleet.',
  payload: z.object({ vehicleId: z.uuid(), plate: z.string() }),
});

/** Somebody drives the vehicle from now on; `holderId` is null when it was taken back. */
export const FleetVehicleAssigned = defineEvent({
  name: 'fleet.vehicle.assigned',
  version: 1,
  description: 'A vehicle got another driver, or none.',
  payload: z.object({ vehicleId: z.uuid(), holderId: z.uuid().nullable() }),
});

export const FleetVehicleSold = defineEvent({
  name: 'fleet.vehicle.sold',
  version: 1,
  description: 'A vehicle left the fleet.',
  payload: z.object({ vehicleId: z.uuid(), plate: z.string() }),
});

/** Told once, 30 days before the last day or as soon as it is known; days `YYYY-MM-DD`. */
export const FleetInspectionDue = defineEvent({
  name: 'fleet.inspection.due',
  version: 1,
  description: 'A vehicle has to be inspected soon, or should have been.',
  payload: z.object({ vehicleId: z.uuid(), plate: z.string(), dueOn: z.iso.date() }),
});
