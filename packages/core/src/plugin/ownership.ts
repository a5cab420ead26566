import type { PluginDefinition } from './definition.js';
import { properNameOf, wordingOf } from './naming.js';
import { vocabularyOwner } from './vocabulary.js';

/** What a plugin can own. */
export type ClaimKind =
  'type' | 'rootField' | 'field' | 'prefix' | 'table' | 'permission' | 'error' | 'event' | 'import';

/** "This plugin has a thing of this name." */
export interface Claim {
  plugin: string;
  kind: ClaimKind;
  /** `Employee`, `employeeHire`, `Employee.assets`, `emp`, `hr.employee`, `hr.employee.read`. */
  name: string;
}

export interface Ownership {
  /** Plugin by `Type`, `Type.field` and root field; other kinds by `kind:name`. */
  owners: ReadonlyMap<string, string>;
  /** One sentence per collision or wrong name, with what to do. */
  faults: string[];
}

/** Everything that a definition owns by itself; root fields come from its resolver classes. */
export function claimsOf(definition: PluginDefinition): Claim[] {
  const plugin = definition.id;
  const claim = (kind: ClaimKind, names: readonly string[]): Claim[] =>
    names.map((name) => ({ plugin, kind, name }));
  const types = definition.types ?? [];
  const extended = (definition.extensions ?? []).flatMap(({ type, relations }) =>
    Object.keys(relations).map((field) => `${type.name}.${field}`),
  );
  return [
    ...claim(
      'type',
      types.map(({ name }) => name),
    ),
    ...claim(
      'prefix',
      types.map(({ options }) => options.prefix),
    ),
    ...claim('field', extended),
    ...claim('permission', Object.keys(definition.permissions ?? {})),
    ...claim('error', Object.keys(definition.errors ?? {})),
    ...claim(
      'event',
      (definition.events ?? []).map(({ name }) => name),
    ),
    ...claim(
      'import',
      (definition.imports ?? []).map(({ kind }) => kind),
    ),
  ];
}

/**
 * Who owns what. Faults: a thing that two plugins claim, a type that belongs to another first-party
 * plugin by the vocabulary, and a name without the prefix of its plugin (the right one is given).
 */
export function resolveOwners(claims: readonly Claim[]): Ownership {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const claim of claims) {
    const key = keyOf(claim);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, claim.plugin);
    else faults.push(collision(claim, owner));
  }
  for (const claim of claims) {
    const fault = foreignWord(claim) ?? wrongName(claim, owners);
    if (fault) faults.push(fault);
  }
  return { owners, faults };
}

/** Extensions of types whose owner the plugin neither requires nor enhances. */
export function extensionFaults(
  plugins: readonly PluginDefinition[],
  claims: readonly Claim[],
): string[] {
  const { owners } = resolveOwners(claims);
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  return claims.flatMap(({ plugin, kind, name }) => {
    if (kind !== 'field') return [];
    const type = name.slice(0, name.indexOf('.'));
    const owner = owners.get(type);
    const definition = byId.get(plugin);
    if (owner === undefined) {
      // What it enhances may be absent: the extension is left out with it.
      const absent = Object.keys(definition?.enhances ?? {}).some((id) => !byId.has(id));
      if (absent) return [];
      return [
        `Plugin "${plugin}" adds ${name}, but no loaded plugin has a type ${type}. ` +
          'Take the extension out, or load the plugin that owns it.',
      ];
    }
    if (owner === plugin || owner === 'core' || !definition) return [];
    const named = { ...definition.requires, ...definition.enhances };
    if (Object.hasOwn(named, owner)) return [];
    return [
      `Plugin "${plugin}" adds ${name} to a type of plugin "${owner}" without naming it. ` +
        `Write requires or enhances: { ${owner}: '^...' } in the definition of "${plugin}".`,
    ];
  });
}

/** The names of all plugins together: claims of the definitions and those given besides. */
export function claimOwnership(
  plugins: readonly PluginDefinition[],
  besides: readonly Claim[] = [],
): Ownership {
  const stated = plugins.flatMap(claimsOf);
  const known = new Set(stated.map((claim) => `${claim.plugin} ${keyOf(claim)}`));
  // What the schema shows is claimed by the definition too; only the rest is new.
  const further = besides.filter((claim) => !known.has(`${claim.plugin} ${keyOf(claim)}`));
  const claims = [...stated, ...further];
  const { owners, faults } = resolveOwners(claims);
  return { owners, faults: [...faults, ...extensionFaults(plugins, claims)] };
}

function keyOf({ kind, name }: Claim): string {
  return kind === 'type' || kind === 'field' || kind === 'rootField' ? name : `${kind}:${name}`;
}

function collision(claim: Claim, owner: string): string {
  const thing = wordingOf(claim);
  if (owner === claim.plugin) {
    return `Plugin "${owner}" has ${thing} twice. Rename one of the two.`;
  }
  return (
    `Plugins "${owner}" and "${claim.plugin}" both have ${thing}. ` +
    `Rename it in one of them, or load only one of the two.`
  );
}

function foreignWord({ plugin, kind, name }: Claim): string | undefined {
  const owner = kind === 'type' ? vocabularyOwner(name) : undefined;
  if (owner === undefined || owner === plugin) return undefined;
  const proposed = properNameOf({ plugin, kind, name, always: true });
  return (
    `Plugin "${plugin}" has the type ${name}, a name of plugin "${owner}". ` +
    `Call it ${proposed}.`
  );
}

function wrongName(claim: Claim, owners: ReadonlyMap<string, string>): string | undefined {
  const { plugin, kind, name } = claim;
  const own = kind === 'field' && owners.get(name.slice(0, name.indexOf('.'))) === plugin;
  const proper = own ? name : properNameOf(claim);
  if (proper === name) return undefined;
  return (
    `Plugin "${plugin}" has ${wordingOf(claim)} without the prefix of its plugin. ` +
    `Call it ${proper}.`
  );
}
