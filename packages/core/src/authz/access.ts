import type { Hold } from '../context/principal.js';
import type { Composition } from '../plugin/composition.js';
import { permits } from './evaluate.js';
import { EVERYTHING } from '../identity/rights.js';
import { INHERIT, describeRule, leavesOf } from './permissions.js';
import type { DefaultRole, Permission, Rule, RolePermission } from './permissions.js';
import { rootTypes } from './reach.js';
import { isOwn } from './rule-book.js';

/** What a default role may do with a field: `yes`, `-`, or `when own, unit`. */
export type Cell = string;

/** One field of the graph: what it needs and who has that. */
export interface AccessField {
  /** `Employee.salary`, `Mutation.employeeHire` */
  field: string;
  plugin: string;
  /** The rule in words. */
  requires: string;
  /** Role key -> cell. */
  roles: Record<string, Cell>;
}

/** The access report as data: catalogue, default roles, field x role. */
export interface AccessReport {
  permissions: { name: Permission; plugin: string; text: string }[];
  roles: { key: string; name: string; description: string; permissions: RolePermission[] }[];
  fields: AccessField[];
}

/** What of a composition the report reads. */
export type Reported = Pick<
  Composition,
  'schema' | 'rules' | 'records' | 'owners' | 'permissions' | 'roles'
>;

/** Everything that authorization grants, sorted, so that two reports can be compared as text. */
export function accessJson(composition: Reported): AccessReport {
  const declared = [...composition.permissions.keys()];
  const roles = composition.roles
    .map((role) => ({ ...role, permissions: expanded(role.permissions, declared) }))
    .sort((a, b) => compare(a.key, b.key));
  const permissions = [...composition.permissions].map(([name, { plugin, text }]) => ({
    name,
    plugin,
    text,
  }));
  return {
    permissions: permissions.sort((a, b) => compare(a.name, b.name)),
    roles: roles.map(({ key, name, description, permissions: granted }) => ({
      key,
      name,
      description,
      permissions: merged(granted),
    })),
    fields: fieldRows(composition, roles),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A role with `*` holds everything that any plugin declares. */
function expanded(
  granted: DefaultRole['permissions'],
  declared: readonly Permission[],
): DefaultRole['permissions'] {
  return granted.includes(EVERYTHING) ? declared : granted;
}

/** One entry for each permission: without condition when any entry has none. */
function merged(granted: DefaultRole['permissions']): RolePermission[] {
  const holds = holdsOf(granted);
  return [...holds]
    .sort(([a], [b]) => compare(a, b))
    .map(([permission, hold]) => (hold === 'all' ? { permission } : { permission, when: hold }));
}

function holdsOf(granted: DefaultRole['permissions']): Map<Permission, Hold> {
  const holds = new Map<Permission, Hold>();
  for (const entry of granted) {
    const { permission, when }: RolePermission =
      typeof entry === 'string' ? { permission: entry } : entry;
    const known = holds.get(permission);
    if (when === undefined || known === 'all') holds.set(permission, 'all');
    else holds.set(permission, [...new Set([...(known ?? []), ...when])].sort());
  }
  return holds;
}

function fieldRows(composition: Reported, roles: readonly DefaultRole[]): AccessField[] {
  const roots = new Set(rootTypes(composition.schema).map((type) => type.name));
  const holders = roles.map((role) => ({ key: role.key, holds: holdsOf(role.permissions) }));
  const rows: AccessField[] = [];
  for (const [field, rule] of composition.rules) {
    const [type = '', name = ''] = field.split('.');
    if (rule === INHERIT || name === '*') continue;
    const plugin = composition.owners.get(field) ?? composition.owners.get(type);
    // Aggregates and other derived types have no owner: they follow the record's rows.
    if (plugin === undefined) continue;
    const own = !roots.has(type) && isOwn(composition, type, name);
    const cells = holders.map(({ key, holds }) => [key, cellOf(holds, rule, own)] as const);
    rows.push({ field, plugin, requires: describeRule(rule), roles: Object.fromEntries(cells) });
  }
  return rows.sort((a, b) => compare(a.field, b.field));
}

function cellOf(holds: ReadonlyMap<Permission, Hold>, rule: Rule, own: boolean): Cell {
  const principal = {
    kind: 'user' as const,
    id: '',
    organizationId: undefined,
    userId: undefined,
    personId: undefined,
    displayName: '',
    permissions: holds,
    limitClass: 'interactive' as const,
    credentialId: undefined,
  };
  if (permits(principal, rule, 'all') === true) return 'yes';
  if (own || permits(principal, rule, 'some') !== true) return '-';
  const named = leavesOf(rule).flatMap((leaf) => {
    const hold = holds.get(leaf);
    return hold === undefined || hold === 'all' ? [] : hold;
  });
  return `when ${[...new Set(named)].sort().join(', ')}`;
}

/**
 * The access report as Markdown: permissions, default roles, and who may touch which field.
 * Fields of a type that share a rule stand in one row `Type.*`; the others follow it. Committed
 * per plugin and compared by a test, so that each grant is reviewed like code.
 *
 * @param pluginId only what this plugin owns; all plugins when it is left out
 */
export function accessMatrix(composition: Reported, pluginId?: string): string {
  const report = accessJson(composition);
  const mine = (plugin: string) => pluginId === undefined || plugin === pluginId;
  const permissions = report.permissions.filter(({ plugin }) => mine(plugin));
  const known = new Set(permissions.map(({ name }) => name));
  // Only roles that this plugin gives something: others are no part of its promise.
  const holders = report.roles.filter(({ permissions: held }) =>
    held.some(({ permission }) => known.has(permission)),
  );
  const roles = holders.map((role) => [
    role.key,
    role.permissions.length === report.permissions.length
      ? 'every permission'
      : grants(role.permissions.filter((entry) => known.has(entry.permission))),
  ]);
  const keys = holders.map(({ key }) => key);
  const rows = compacted(
    report.fields.filter(({ plugin }) => mine(plugin)),
    composition,
  );
  const cells = rows.map((row) => [row.field, row.requires, ...keys.map((key) => row.roles[key])]);
  const sections = [
    `# Access${pluginId === undefined ? '' : `: ${pluginId}`}`,
    '## Permissions',
    table(
      ['permission', 'what it allows'],
      permissions.map(({ name, text }) => [name, text]),
    ),
    '## Default roles',
    table(['role', 'permissions'], roles),
    '## Fields',
    table(['field', 'requires', ...keys], cells),
  ];
  return `${sections.join('\n\n')}\n`;
}

function grants(entries: readonly RolePermission[]): string {
  const texts = entries.map(({ permission, when }) =>
    when === undefined ? permission : `${permission} (when ${when.join(', ')})`,
  );
  return texts.length === 0 ? '-' : texts.join(', ');
}

/** Root fields stay single rows; of each other type the most common rule becomes `Type.*`. */
function compacted(rows: readonly AccessField[], composition: Reported): AccessField[] {
  const roots = new Set(rootTypes(composition.schema).map((type) => type.name));
  const types = new Map<string, AccessField[]>();
  for (const row of rows) {
    const type = row.field.slice(0, row.field.indexOf('.'));
    types.set(type, [...(types.get(type) ?? []), row]);
  }
  return [...types].flatMap(([type, fields]) => {
    if (roots.has(type)) return fields;
    const common = mostCommon(fields);
    const shared = fields.filter((row) => sameAccess(row) === common);
    const [first] = shared;
    if (first === undefined || shared.length < 2) return fields;
    const rest = fields.filter((row) => sameAccess(row) !== common);
    return [{ ...first, field: `${type}.*` }, ...rest];
  });
}

function sameAccess(row: AccessField): string {
  return JSON.stringify([row.requires, row.roles]);
}

function mostCommon(rows: readonly AccessField[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(sameAccess(row), (counts.get(sameAccess(row)) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b));
  return first?.[0] ?? '';
}

type Row = readonly (string | undefined)[];

function table(head: readonly string[], rows: readonly Row[]): string {
  const line = (cells: Row) =>
    `| ${cells.map((cell) => (cell ?? '-').replaceAll('|', '\\|')).join(' | ')} |`;
  if (rows.length === 0) return 'None.';
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
