import type { DefaultRole } from '../authz/permissions.js';
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
