import { definePlugin, type PluginDefinition } from '../plugin/definition.js';
import { assets, core, hr, sample } from '../../test/authz-sample.js';

/** hr with another rule tree or other properties. */
function hrWith(change: Partial<PluginDefinition>): PluginDefinition {
  return definePlugin({ ...hr, ...change });
}

function faultsOf(change: Partial<PluginDefinition>): string[] {
  return sample([core, hrWith(change), assets]).faults;
}

const rules = hr.rules ?? {};

describe('resolveRules', () => {
  test('resolves wildcards, extensions, roots and derived types', () => {
    const { rules: found, faults } = sample();
    expect(faults).toEqual([]);
    expect(Object.fromEntries(found)).toMatchObject({
      'Query.employees': 'hr.employee.read',
      'Query.me': '@signed-in',
      'Employee.*': 'hr.employee.read',
      'Employee.name': 'hr.employee.read',
      'Employee.salary': 'hr.salary.read',
      'Employee.assets': 'assets.asset.read',
      'EmployeeAggregate.salary': 'hr.salary.read',
      'EmployeeAggregate.*': 'hr.employee.read',
      'EmployeeConnection.totalCount': '@inherit',
      'Money.amount': '@inherit',
    });
    expect(found.has('Node.id')).toBe(false);
  });

  test('a reachable field without rule is a fault; a wildcard covers own fields only', () => {
    const { Employee: _left, ...kept } = assets.rules ?? {};
    const { faults } = sample([core, hr, definePlugin({ ...assets, rules: kept })]);
    expect(faults).toEqual([
      'Plugin "assets" has no rule for Employee.assets, and nothing is allowed by default: ' +
        "add it to its rules, such as rules: { Employee: { assets: 'assets.resource.verb' } }.",
    ]);
  });

  test('types behind interfaces and unions are reached', () => {
    const bare = definePlugin({ ...core, rules: { ...core.rules, Site: {} } });
    expect(sample([bare, hr, assets]).faults).toEqual([
      expect.stringContaining('"core" has no rule for Site.id'),
      expect.stringContaining('"core" has no rule for Site.name'),
    ]);
  });

  test.each([
    [{ ...rules, Employe: { '*': 'hr.employee.read' } },
      'gives rules for Employe, but there is no such type'],
    [{ ...rules, Employee: { ...rules['Employee'], pay: 'hr.salary.read' } },
      'gives a rule for Employee.pay, but there is no such field'],
    [{ ...rules, Node: { id: 'hr.employee.read' } }, 'Node, which is no object type'],
    [{ ...rules, Holder: { '*': 'hr.employee.read' } }, 'Holder, which is no object type'],
    [{ ...rules, EmployeeConnection: { '*': 'hr.employee.read' } }, 'which core derives'],
    [{ ...rules, Asset: { tag: 'hr.employee.read' } },
      'Plugin "hr" gives a rule for Asset.tag, which belongs to "assets"'],
    [{ ...rules, Asset: { '*': 'hr.employee.read' } },
      `Plugins "hr" and "assets" both give a rule for all fields of Asset ('*')`],
    [{ ...rules, Asset: { cost: 'hr.employee.read' } },
      'Plugins "hr" and "assets" both give a rule for Asset.cost; it belongs to "assets"'],
    [{ ...rules, Query: { ...rules['Query'], me: 'hr.person.read' } },
      'rule for Query.me: no plugin declares the permission "hr.person.read"'],
    [{ ...rules, Query: { ...rules['Query'], me: 'salary' } }, '"salary" is no permission'],
    [{ ...rules, Query: { ...rules['Query'], me: 'assets.asset.read' } },
      'the permission "assets.asset.read" belongs to plugin "assets"'],
    [{ ...rules, Query: { ...rules['Query'], me: { anyOf: [] } } }, 'anyOf (not empty)'],
    [{ ...rules, Query: { ...rules['Query'], me: '@inherit' } }, 'a rule is a permission'],
    [{ ...rules, Query: { ...rules['Query'], me: undefined as never } }, 'a rule is a permission'],
  ])('fault %#: %j', (tree, text) => {
    const faults = faultsOf({ rules: tree });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(text);
    expect(faults[0]).toContain('"hr"');
  });

  test('permissions: form and prefix', () => {
    const faults = faultsOf({
      permissions: { ...hr.permissions, 'hr.read': 'x', 'assets.thing.read': 'y' },
    });
    expect(faults).toEqual([
      'Plugin "hr" declares the permission "hr.read": write plugin.resource.verb, ' +
        'such as "hr.record.read".',
      'Plugin "hr" declares the permission "assets.thing.read": its first part must be the ' +
        'plugin\'s own id, "hr".',
    ]);
  });

  test('rules that stand on an absent enhanced plugin wait for it', () => {
    const fleet = definePlugin({
      id: 'fleet',
      version: '0.1.0',
      api: '^1.0',
      description: 'Vehicles.',
      enhances: { garage: '^1.0' },
      rules: { Garage: { vehicles: 'garage.garage.read' } },
    });
    expect(sample([core, hr, assets, fleet]).faults).toEqual([]);
    const { enhances: _left, ...bound } = fleet;
    expect(sample([core, hr, assets, bound]).faults).toHaveLength(1);
  });

  test('a filter key that is no field of the type is a fault, and an aggregate too', () => {
    const hidden = sample(undefined, (sdl) =>
      sdl.replace('salary: Money nationalId', 'nationalId'),
    );
    expect(hidden.faults).toEqual([
      expect.stringContaining('rule for Employee.salary, but there is no such field'),
      expect.stringContaining('EmployeeAggregate.salary takes the rule of Employee.salary'),
      expect.stringContaining('filter or order by Employee.salary'),
    ]);
  });
});
