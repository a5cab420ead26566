import { definePlugin, many, type PluginDefinition } from '@bureau/core';
import { EmployeeType } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';
import { FleetVehicleAdded, FleetVehicleAssigned, FleetVehicleSold } from './events.js';
import { init } from './migrations/0001-init.js';
import { permissions, roles, rules } from './permissions.js';
import { seed } from './seed.js';
import { settings } from './settings.js';
import { FleetTrip } from './trip.entity.js';
import { FleetTripResolver } from './trip.resolver.js';
import { FleetTripType } from './trip.types.js';
import { FleetVehicle } from './vehicle.entity.js';
import { FleetVehicleResolver } from './vehicle.resolver.js';
import { FleetVehicleType } from './vehicle.types.js';

const fleetVehicles = many(() => FleetVehicleType, 'holder', 'Vehicles that the employee drives.');

/** Vehicles of the company, who drives them and where they went. */
export const fleetPlugin: PluginDefinition<typeof settings> = definePlugin({
  id: 'fleet',
  version: '1.0.0',
  api: '^1.0',
  description: 'Vehicles of the company, who drives them and where they went.',
  requires: { hr: '^0.1' },
  settings,
  entities: [FleetVehicle, FleetTrip],
  types: [FleetVehicleType, FleetTripType],
  extensions: [{ type: EmployeeType, relations: { fleetVehicles } }],
  migrations: [init],
  resolvers: [FleetVehicleResolver, FleetTripResolver],
  permissions,
  rules,
  roles,
  errors: errors.table,
  events: [FleetVehicleAdded, FleetVehicleAssigned, FleetVehicleSold],
  seed,
});
