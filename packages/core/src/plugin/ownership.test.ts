import type { Exposed } from '../model/expose.js';
import { definePlugin, type PluginDefinition } from './definition.js';
import { type Claim, claimOwnership, claimsOf, resolveOwners } from './ownership.js';

function exposed(name: string, prefix: string): Exposed {
  return { name, options: { prefix } } as Exposed;
}

function plugin(id: string, more: Partial<PluginDefinition> = {}): PluginDefinition {
  return definePlugin({ id, version: '0.1.0', api: '^1.0', description: `Plugin ${id}.`, ...more });
}

const Employee = exposed('Employee', 'emp');
const hr = plugin('hr', { types: [Employee], permissions: { 'hr.employee.read': 'Read.' } });
const vehicles = { kind: 'many', target: () => Employee, by: 'holder', description: 'x' } as const;

function faultsOf(...claims: Claim[]): string[] {
  return resolveOwners(claims).faults;
}

describe('owners of names', () => {
  test('are read from the definition', () => {
    const fleet = plugin('fleet', {
      requires: { hr: '*' },
      types: [exposed('FleetVehicle', 'veh')],
      extensions: [{ type: Employee, relations: { fleetVehicles: vehicles } }],
      errors: { FLEET_BUSY: 'The vehicle is out.' },
    });
    expect(claimsOf(fleet).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'type FleetVehicle',
      'prefix veh',
      'field Employee.fleetVehicles',
      'error FLEET_BUSY',
    ]);
    const { owners, faults } = claimOwnership(
      [hr, fleet],
      [
        { plugin: 'fleet', kind: 'rootField', name: 'fleetVehicleAssign' },
        { plugin: 'fleet', kind: 'field', name: 'Employee.fleetVehicles' },
      ],
    );
    expect(faults).toEqual([]);
    expect(owners.get('Employee')).toBe('hr');
    expect(owners.get('Employee.fleetVehicles')).toBe('fleet');
    expect(owners.get('fleetVehicleAssign')).toBe('fleet');
    expect(owners.get('prefix:veh')).toBe('fleet');
  });

  test('row 81: a collision names both and the thing', () => {
    expect(
      faultsOf(
        { plugin: 'hr', kind: 'rootField', name: 'whoIsOut' },
        { plugin: 'assets', kind: 'rootField', name: 'whoIsOut' },
      ),
    ).toEqual([
      'Plugins "hr" and "assets" both have the root field whoIsOut. ' +
        'Rename it in one of them, or load only one of the two.',
    ]);
    expect(
      faultsOf(
        { plugin: 'hr', kind: 'prefix', name: 'emp' },
        { plugin: 'fleet', kind: 'prefix', name: 'emp' },
      )[0],
    ).toContain('Plugins "hr" and "fleet" both have the id prefix emp.');
    expect(
      faultsOf(
        { plugin: 'hr', kind: 'event', name: 'hr.employee.hired' },
        { plugin: 'hr', kind: 'event', name: 'hr.employee.hired' },
      ),
    ).toEqual(['Plugin "hr" has the event hr.employee.hired twice. Rename one of the two.']);
  });

  test('a name of a first-party plugin is taken, loaded or not', () => {
    expect(faultsOf({ plugin: 'hr', kind: 'type', name: 'Asset' })).toEqual([
      'Plugin "hr" has the type Asset, a name of plugin "assets". Call it HrAsset.',
    ]);
    expect(faultsOf({ plugin: 'fleet', kind: 'type', name: 'Contract' })).toEqual([
      'Plugin "fleet" has the type Contract, a name of plugin "documents". Call it FleetContract.',
    ]);
    expect(faultsOf({ plugin: 'assets', kind: 'type', name: 'AssetState' })).toEqual([]);
  });

  test.each<[Claim['kind'], string, string]>([
    ['type', 'Vehicle', 'FleetVehicle'],
    ['type', 'Fleeting', 'FleetFleeting'],
    ['rootField', 'vehicleAssign', 'fleetVehicleAssign'],
    ['field', 'Employee.vehicles', 'Employee.fleetVehicles'],
    ['import', 'vehicle', 'fleetVehicle'],
    ['permission', 'vehicle.read', 'fleet.vehicle.read'],
    ['error', 'BUSY', 'FLEET_BUSY'],
    ['event', 'vehicle.assigned', 'fleet.vehicle.assigned'],
    ['table', 'hr.vehicle', 'fleet.hr.vehicle'],
  ])('a partner prefixes its %s %s', (kind, name, proper) => {
    const [fault, ...others] = faultsOf({ plugin: 'fleet', kind, name });
    expect(others).toEqual([]);
    expect(fault).toMatch(/^Plugin "fleet" has the .* without the prefix of its plugin\. Call it /);
    expect(fault).toContain(`Call it ${proper}.`);
    expect(faultsOf({ plugin: 'fleet', kind, name: proper })).toEqual([]);
  });

  test('fields of its own type need no prefix', () => {
    expect(
      faultsOf(
        { plugin: 'fleet', kind: 'type', name: 'FleetVehicle' },
        { plugin: 'fleet', kind: 'field', name: 'FleetVehicle.mileage' },
      ),
    ).toEqual([]);
  });

  test('first-party plugins keep their words, but not the permissions of others', () => {
    expect(faultsOf({ plugin: 'hr', kind: 'rootField', name: 'orgChart' })).toEqual([]);
    expect(faultsOf({ plugin: 'hr', kind: 'permission', name: 'assets.asset.read' })).toEqual([
      'Plugin "hr" has the permission assets.asset.read without the prefix of its plugin. ' +
        'Call it hr.assets.asset.read.',
    ]);
  });

  test('an extension names the owner of the type', () => {
    const extensions = [{ type: Employee, relations: { fleetVehicles: vehicles } }];
    expect(claimOwnership([hr, plugin('fleet', { extensions })]).faults).toEqual([
      'Plugin "fleet" adds Employee.fleetVehicles to a type of plugin "hr" without naming it. ' +
        'Write requires or enhances: { hr: \'^...\' } in the definition of "fleet".',
    ]);
    const named = plugin('fleet', { extensions, enhances: { hr: '^0.1' } });
    expect(claimOwnership([hr, named]).faults).toEqual([]);
  });

  test('an extension of a type that nobody has', () => {
    const extensions = [{ type: Employee, relations: { fleetVehicles: vehicles } }];
    const fleet = plugin('fleet', { extensions, requires: { hr: '^0.1' } });
    expect(claimOwnership([fleet]).faults).toEqual([
      'Plugin "fleet" adds Employee.fleetVehicles, but no loaded plugin has a type Employee. ' +
        'Take the extension out, or load the plugin that owns it.',
    ]);
    const optional = plugin('fleet', { extensions, enhances: { hr: '^0.1' } });
    expect(claimOwnership([optional]).faults).toEqual([]);
  });
});
