import { assertNoFaults, type BootFault } from './boot-error.js';
import { PLUGIN_API_VERSION, type PluginDefinition } from './definition.js';
import { fitsRange, isRange, isVersion } from './range.js';

const ID = /^[a-z][a-z0-9]{1,30}$/;
/** Schemas of PostgreSQL and of libraries, root fields, and roles: no plugin may be called so. */
const RESERVED = new Set([
  'public',
  'node',
  'nodes',
  'viewer',
  'pgboss',
  'postgres',
  'template',
  'system',
  'bureau',
]);

/**
 * Puts plugins into dependency order: after everything that they require or enhance, ties by id,
 * `core` first. Throws BootError with all faults at once: malformed or double ids, requirements
 * that are missing or have another version, another plugin API, rings.
 */
export function orderPlugins(definitions: readonly PluginDefinition[]): PluginDefinition[] {
  const byId = new Map(definitions.map((plugin) => [plugin.id, plugin]));
  assertNoFaults([
    ...definitions.flatMap(identityFaults),
    ...duplicateFaults(definitions),
    ...definitions.flatMap((plugin) => relationFaults(plugin, byId)),
  ]);
  const ordered: PluginDefinition[] = [];
  const waiting = [...byId.values()].sort(byCoreThenId);
  while (waiting.length > 0) {
    const ready = waiting.findIndex((plugin) =>
      dependenciesOf(plugin, byId).every((id) => ordered.some((done) => done.id === id)),
    );
    if (ready < 0) assertNoFaults([ringFault(waiting, byId)]);
    ordered.push(...waiting.splice(ready, 1));
  }
  return ordered;
}

/** Ids of loaded plugins that must come before this one. */
export function dependenciesOf(
  plugin: PluginDefinition,
  byId: ReadonlyMap<string, PluginDefinition>,
): string[] {
  const named = [...Object.keys(plugin.requires ?? {}), ...Object.keys(plugin.enhances ?? {})];
  const all = plugin.id === 'core' ? named : ['core', ...named];
  return all.filter((id) => byId.has(id)).sort();
}

function byCoreThenId(left: PluginDefinition, right: PluginDefinition): number {
  if (left.id === right.id) return 0;
  if (left.id === 'core' || right.id === 'core') return left.id === 'core' ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

function identityFaults(plugin: PluginDefinition): BootFault[] {
  const faults: BootFault[] = [];
  const { id, version, api } = plugin;
  if (!ID.test(id) || RESERVED.has(id) || id.startsWith('pg')) {
    faults.push({
      plugins: [id],
      text: `Plugin "${id}" has no valid id.`,
      remedy:
        'Choose 2 to 31 lower-case letters and digits, starting with a letter; names of ' +
        `PostgreSQL (pg...) and ${[...RESERVED].join(', ')} are taken.`,
    });
  }
  if (!isVersion(version)) {
    faults.push({
      plugins: [id],
      text: `Plugin "${id}" states the version "${version}", which is none.`,
      remedy: "Write three numbers in its definition, such as version: '0.1.0'.",
    });
  }
  if (!fitsRange(PLUGIN_API_VERSION, api)) {
    faults.push({
      plugins: [id],
      text:
        `Plugin "${id}" ${version} is written for plugin API ${api}; ` +
        `this platform offers ${PLUGIN_API_VERSION}.`,
      remedy: `Install a version of "${id}" for plugin API ${PLUGIN_API_VERSION}.`,
    });
  }
  return faults;
}

function duplicateFaults(definitions: readonly PluginDefinition[]): BootFault[] {
  const versions = new Map<string, string[]>();
  for (const { id, version } of definitions) {
    versions.set(id, [...(versions.get(id) ?? []), version]);
  }
  return [...versions]
    .filter(([, found]) => found.length > 1)
    .map(([id, found]) => ({
      plugins: [id],
      text: `Plugin "${id}" is listed ${found.length} times (versions ${found.join(', ')}).`,
      remedy: `Keep one line for "${id}" in bureau.config.ts.`,
    }));
}

function relationFaults(
  plugin: PluginDefinition,
  byId: ReadonlyMap<string, PluginDefinition>,
): BootFault[] {
  const required = Object.entries(plugin.requires ?? {}).flatMap(([id, range]) => {
    const other = byId.get(id);
    return other
      ? versionFaults({ plugin, other, range, verb: 'requires' })
      : [
          {
            plugins: [plugin.id, id],
            text: `Plugin "${plugin.id}" requires "${id}" (${range}), which is not loaded.`,
            remedy:
              `Install the package of "${id}" and add it to plugins in bureau.config.ts, ` +
              `or take "${plugin.id}" out.`,
          },
        ];
  });
  const enhanced = Object.entries(plugin.enhances ?? {}).flatMap(([id, range]) => {
    const other = byId.get(id);
    return other ? versionFaults({ plugin, other, range, verb: 'enhances' }) : [];
  });
  return [...required, ...enhanced];
}

interface Relation {
  plugin: PluginDefinition;
  other: PluginDefinition;
  range: string;
  verb: 'requires' | 'enhances';
}

function versionFaults({ plugin, other, range, verb }: Relation): BootFault[] {
  const plugins = [plugin.id, other.id];
  if (!isRange(range)) {
    const text = `Plugin "${plugin.id}" ${verb} "${other.id}" in "${range}", which is no range.`;
    return [{ plugins, text, remedy: 'Write ^1.2, ~1.2, >=1.2, an exact version or *.' }];
  }
  if (fitsRange(other.version, range)) return [];
  return [
    {
      plugins,
      text:
        `Plugin "${plugin.id}" ${plugin.version} ${verb} "${other.id}" ${range}; ` +
        `loaded is "${other.id}" ${other.version}.`,
      remedy:
        `Install "${other.id}" in the range ${range}, or a version of "${plugin.id}" ` +
        `that goes with "${other.id}" ${other.version}.`,
    },
  ];
}

/** Walks from any waiting plugin along what it waits for until one comes again. */
function ringFault(
  waiting: readonly PluginDefinition[],
  byId: ReadonlyMap<string, PluginDefinition>,
): BootFault {
  const ids = new Set(waiting.map(({ id }) => id));
  const path: string[] = [];
  let current = waiting[0]?.id ?? '';
  while (!path.includes(current)) {
    path.push(current);
    const plugin = byId.get(current);
    const next = plugin && dependenciesOf(plugin, byId).find((id) => ids.has(id));
    current = next ?? '';
  }
  const ring = path.slice(path.indexOf(current));
  return {
    plugins: ring,
    text: `Plugins wait for each other: ${[...ring, current].join(' -> ')}.`,
    remedy:
      'Take one "requires" or "enhances" of this ring out; a plugin may react to events of ' +
      'another one without naming it.',
  };
}
