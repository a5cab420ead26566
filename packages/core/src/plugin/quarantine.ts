import { defaultFieldResolver, isObjectType, type GraphQLSchema } from 'graphql';
import { Refusal } from '../write/errors.js';
import type { LoadedPlugin } from './composition.js';

/**
 * A plugin that fails to start is set aside: its root fields and the fields that it adds to other
 * types answer PLUGIN_UNAVAILABLE, everything else goes on. Changes the schema; call it once.
 *
 * @param owners plugin by `Type.field` of extensions and root fields
 */
export function attachQuarantine(
  schema: GraphQLSchema,
  owners: ReadonlyMap<string, string>,
  plugins: readonly LoadedPlugin[],
): void {
  const byId = new Map(plugins.map((plugin) => [plugin.definition.id, plugin]));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const plugin = byId.get(owners.get(`${type.name}.${field.name}`) ?? '');
      if (!plugin || plugin.definition.id === 'core') continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context, info) => {
        if (plugin.failure !== undefined) throw unavailable(plugin.definition.id);
        return resolve(source, args, context, info) as unknown;
      };
    }
  }
}

/** Sets a plugin aside, and with it every plugin that cannot be without it. */
export function setAside(
  plugins: readonly LoadedPlugin[],
  failed: LoadedPlugin,
  reason: string,
): void {
  failed.failure = reason;
  for (const plugin of plugins) {
    const needs = Object.keys(plugin.definition.requires ?? {});
    if (plugin.failure !== undefined || !needs.includes(failed.definition.id)) continue;
    setAside(plugins, plugin, `requires "${failed.definition.id}", which failed to start`);
  }
}

function unavailable(plugin: string): Refusal {
  const message = `Plugin "${plugin}" is not running; its fields cannot be answered for now.`;
  return new Refusal('PLUGIN_UNAVAILABLE', message, { plugin });
}
