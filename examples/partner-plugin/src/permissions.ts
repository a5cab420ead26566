import { APPROVAL_PARTICIPANT, permissionsOf, type DefaultRole, type RuleTree } from '@bureau/core';

/** What may be allowed of vehicles and trips. */
export const permissions = permissionsOf('fleet', {
  'vehicle.read': 'See vehicles, what they cost, who drives them and how far they went.',
  'vehicle.manage': 'Add, hand over, take back and sell vehicles.',
  'trip.read': 'See trips.',
  'trip.write': 'Enter trips.',
});

/** The auditor's table: what each field and operation needs. */
export const rules: RuleTree = {
  FleetVehicle: { '*': 'fleet.vehicle.read', trips: 'fleet.trip.read' },
  FleetTrip: { '*': 'fleet.trip.read', vehicle: 'fleet.vehicle.read' },
  Employee: { fleetVehicles: 'fleet.vehicle.read' },
  File: { fleetVehicles: 'fleet.vehicle.read' },
  Mutation: {
    fleetVehicleCreate: 'fleet.vehicle.manage',
    fleetVehicleUpdate: 'fleet.vehicle.manage',
    fleetVehicleAssign: 'fleet.vehicle.manage',
    fleetVehicleSell: 'fleet.vehicle.manage',
    fleetTripAdd: 'fleet.trip.write',
  },
};

/** Roles are merged by key with those of core and of other plugins. */
export const roles: DefaultRole[] = [
  {
    key: 'fleetManager',
    name: 'Fleet manager',
    description: 'Buys, hands over and sells vehicles.',
    permissions: [
      'fleet.vehicle.read',
      'fleet.vehicle.manage',
      'fleet.trip.read',
      'fleet.trip.write',
      'hr.employee.read',
      'core.person.read',
      'core.file.read',
      'core.upload.write',
      ...APPROVAL_PARTICIPANT,
    ],
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what is no secret.',
    permissions: ['fleet.vehicle.read', 'fleet.trip.read'],
  },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Sees what concerns them.',
    permissions: [
      { permission: 'fleet.vehicle.read', when: ['own'] },
      { permission: 'fleet.trip.read', when: ['own'] },
      { permission: 'fleet.trip.write', when: ['own'] },
    ],
  },
];
