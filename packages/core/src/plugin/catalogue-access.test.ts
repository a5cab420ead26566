import { accessFaults, roleFaults } from './catalogue-access.js';
import type { LiveRole, LiveTable } from './catalogue-read.js';

const role: LiveRole = {
  name: 'bureau_app',
  found: true,
  superuser: false,
  bypass: false,
  wide: [],
};
const table: LiveTable = {
  schema: 'hr',
  name: 'rate',
  kind: 'r',
  owner: 'bureau_owner',
  secured: false,
  forced: false,
  options: [],
  columns: [],
  constraints: [],
  indexes: [],
  policies: [],
  grants: [],
};

function rolesOf(more: Partial<LiveRole>): string[] {
  return roleFaults({ tables: [], schemas: [], definers: [], roles: [{ ...role, ...more }] });
}

describe('roles that row-level security does not bind', () => {
  test.each<[Partial<LiveRole>, string]>([
    [{ found: false }, 'Role bureau_app is missing: "bureau migrate" makes it.'],
    [{ superuser: true }, 'Role bureau_app is a superuser: row-level security does not bind it.'],
    [{ bypass: true }, 'Role bureau_app has BYPASSRLS: row-level security does not bind it.'],
    [{ wide: ['boss'] }, 'Role bureau_app is a member of boss, which may more.'],
  ])('%j', (more, text) => {
    expect(rolesOf(more)).toEqual([text]);
    expect(rolesOf({})).toEqual([]);
  });

  test('a function of the owner is declared by its plugin', () => {
    const definers = [{ schema: 'hr', name: 'f', pinned: true, public: false }];
    const live = { tables: [], schemas: [], definers, roles: [role] };
    expect(roleFaults(live, new Set(['hr.f']))).toEqual([]);
    expect(roleFaults(live, new Set(['hr.g']))).toEqual([
      'Function hr.f runs with the rights of its owner, and plugin "hr" does not name it in ' +
        'ownerFunctions.',
    ]);
  });

  test('run-time roles own nothing', () => {
    const globalTables = new Set(['hr.rate']);
    expect(accessFaults(table, globalTables)).toEqual([]);
    expect(accessFaults({ ...table, owner: 'bureau_worker' }, globalTables)).toEqual([
      'Table hr.rate is owned by bureau_worker, a run-time role.',
    ]);
    const schemas = [{ name: 'hr', owner: 'bureau_app', creators: ['bureau_app'] }];
    expect(roleFaults({ tables: [], schemas, definers: [], roles: [role] })).toEqual([
      'Schema hr is owned by bureau_app, a run-time role.',
    ]);
  });
});
