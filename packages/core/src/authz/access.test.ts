import { assets, core, hr, sample } from '../../test/authz-sample.js';
import { accessJson, accessMatrix, type Reported } from './access.js';
import type { DefaultRole } from './permissions.js';

const ROLES: DefaultRole[] = [
  { key: 'viewer', name: 'Viewer', description: 'Reads.', permissions: ['hr.employee.read'] },
  {
    key: 'employee',
    name: 'Employee',
    description: 'Reads what is their own.',
    permissions: [
      { permission: 'hr.employee.read', when: ['own'] },
      { permission: 'hr.employee.read', when: ['unit'] },
      { permission: 'hr.salary.read', when: ['own'] },
      { permission: 'hr.badge.read', when: ['own'] },
      'hr.badge.read',
    ],
  },
];

function composition(roles = ROLES): Reported {
  const permissions: [string, { plugin: string; text: string }][] = [core, hr, assets].flatMap(
    ({ id, permissions: catalogue }) =>
      Object.entries(catalogue ?? {}).map(([name, text]) => [name, { plugin: id, text }]) as never,
  );
  return { ...sample(), roles, permissions: new Map(permissions) };
}

test('the matrix of one plugin', () => {
  expect(accessMatrix(composition(), 'hr')).toBe(`# Access: hr

## Permissions

| permission | what it allows |
| --- | --- |
| hr.badge.read | Read badges. |
| hr.employee.read | Read employees. |
| hr.employee.write | Change employees. |
| hr.identity.read | Read national ids. |
| hr.salary.read | Read salaries. |

## Default roles

| role | permissions |
| --- | --- |
| employee | hr.badge.read, hr.employee.read (when own, unit), hr.salary.read (when own) |
| viewer | hr.employee.read |

## Fields

| field | requires | employee | viewer |
| --- | --- | --- | --- |
| Employee.* | hr.employee.read | when own, unit | yes |
| Employee.badge | hr.badge.read or hr.employee.write | yes | - |
| Employee.nationalId | hr.employee.read and hr.identity.read | - | - |
| Employee.salary | hr.salary.read | - | - |
| Mutation.employeeUpdate | hr.employee.write | - | - |
| Query.employee | hr.employee.read | when own, unit | yes |
| Query.employees | hr.employee.read | when own, unit | yes |
| Query.headcount | hr.employee.read | when own, unit | yes |
| Query.me | signed in | yes | yes |
| Subscription.employeeChanged | hr.employee.read | when own, unit | yes |
`);
});

test('extensions stand with the plugin that adds them', () => {
  const text = accessMatrix(composition(), 'assets');
  expect(text).toContain('| Employee.assets | assets.asset.read |');
  expect(text).toContain('| Asset.* | assets.asset.read |');
  expect(text).toContain('| Asset.holder | hr.employee.read |');
  expect(text).not.toContain('hr.salary.read');
});

test('all plugins, and the same in any order', () => {
  const shuffled = { ...composition([...ROLES].reverse()) };
  shuffled.rules = new Map([...shuffled.rules].reverse());
  shuffled.permissions = new Map([...shuffled.permissions].reverse());
  expect(accessMatrix(shuffled)).toBe(accessMatrix(composition()));
  expect(accessMatrix(shuffled)).toContain('# Access\n');
  expect(accessMatrix(shuffled)).toContain('| Site.* | core.site.read | - | - |');
});

test('as data', () => {
  const report = accessJson(composition());
  expect(report.roles[0]).toEqual({
    key: 'employee',
    name: 'Employee',
    description: 'Reads what is their own.',
    permissions: [
      { permission: 'hr.badge.read' },
      { permission: 'hr.employee.read', when: ['own', 'unit'] },
      { permission: 'hr.salary.read', when: ['own'] },
    ],
  });
  expect(report.fields).toContainEqual({
    field: 'Query.ping',
    plugin: 'core',
    requires: 'anyone',
    roles: { employee: 'yes', viewer: 'yes' },
  });
  expect(report.fields.some(({ field }) => field.endsWith('.*'))).toBe(false);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
