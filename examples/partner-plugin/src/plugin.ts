import { definePlugin, FileType, many, type PluginDefinition } from '@bureau/core';
import { EmployeeType } from '@bureau/plugin-hr/contract';

import { errors } from './errors.js';
import {
  FleetInspectionDue,
  FleetVehicleAdded,
  FleetVehicleAssigned,
  FleetVehicleSold,
} from './events.js';
import { notBeforeHandOver, takeBackFromLeaver } from './leavers.js';
import { init } from './migrations/0001-init.js';
import { services } from './migrations/0002-services.js';
import { morningRound } from './morning-round.js';
import { vehicleNumbers } from './numbers.js';
import { permissions, roles, rules } from './permissions.js';
import { REGISTRATION } from './registration.js';
import { saleApproval } from './sale.js';
import { seed } from './seed.js';
import { settings } from './settings.js';
import { FleetTrip } from './trip.entity.js';
import { FleetTripResolver } from './trip.resolver.js';
import { FleetTripType } from './trip.types.js';
import { FleetVehicle } from './vehicle.entity.js';
import { FleetVehicleResolver } from './vehicle.resolver.js';
import { FleetVehicleType } from './vehicle.types.js';

const fleetVehicles = many(() => FleetVehicleType, 'holder', 'Vehicles that the employee drives.');
const registered = many(() => FleetVehicleType, 'registration', 'Vehicles whose paper it is.');

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
  extensions: [
    { type: EmployeeType, relations: { fleetVehicles } },
    { type: FileType, relations: { fleetVehicles: registered } },
  ],
  migrations: [init, services],
  resolvers: [FleetVehicleResolver, FleetTripResolver],
  permissions,
  rules,
  roles,
  errors: errors.table,
  events: [FleetInspectionDue, FleetVehicleAdded, FleetVehicleAssigned, FleetVehicleSold],
  on: [takeBackFromLeaver],
  hooks: [notBeforeHandOver],
  jobs: [morningRound],
  series: [vehicleNumbers],
  approvals: [saleApproval],
  files: [REGISTRATION],
  seed,
});
