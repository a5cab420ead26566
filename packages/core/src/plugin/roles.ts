import type { DefaultRole, RolePermission } from '../authz/permissions.js';
import { EVERYTHING } from '../identity/rights.js';
import type { RecordType } from '../model/record-type.js';
import type { PluginDefinition } from './definition.js';

/** The default roles of all plugins, merged by key: the first plugin names, all contribute. */
export function mergeRoles(definitions: readonly PluginDefinition[]): DefaultRole[] {
  const roles = new Map<string, DefaultRole>();
  for (const role of definitions.flatMap((definition) => definition.roles ?? [])) {
    const known = roles.get(role.key);
    const permissions = [...(known?.permissions ?? []), ...role.permissions];
    roles.set(role.key, { ...role, ...known, permissions });
  }
  return [...roles.values()];
}

/**
 * Faults of default roles: a permission that nobody declares, a row condition that no type knows.
 * A permission of a plugin that is enhanced but absent is left out without a fault.
 */
export function roleFaults(
  definitions: readonly PluginDefinition[],
  records: Iterable<RecordType>,
): string[] {
  const declared = new Set(definitions.flatMap((one) => Object.keys(one.permissions ?? {})));
  const conditions = new Set(
    [...records].flatMap(({ exposed }) => Object.keys(exposed.options.conditions ?? {})),
  );
  return definitions.flatMap((definition) =>
    (definition.roles ?? []).flatMap(({ key, permissions }) =>
      permissions.flatMap((entry) => {
        const { permission, when = [] }: RolePermission =
          typeof entry === 'string' ? { permission: entry } : entry;
        const absent = Object.hasOwn(definition.enhances ?? {}, permission.split('.')[0] ?? '');
        const at = `Plugin "${definition.id}", role ${key}`;
        const unknown = permission !== EVERYTHING && !declared.has(permission) && !absent;
        return [
          ...(unknown ? [`${at}: no plugin declares the permission "${permission}".`] : []),
          ...when
            .filter((name) => !conditions.has(name))
            .map((name) => `${at}: no record type knows the row condition "${name}".`),
        ];
      }),
    ),
  );
}
