import type { Claim, ClaimKind } from './ownership.js';
import { isFirstParty } from './vocabulary.js';

const WORDING: Readonly<Record<ClaimKind, string>> = {
  type: 'the type',
  rootField: 'the root field',
  field: 'the field',
  prefix: 'the id prefix',
  table: 'the table',
  permission: 'the permission',
  error: 'the error code',
  event: 'the event',
  import: 'the import kind',
};

/** A claim for people: `the root field employeeHire`. */
export function wordingOf({ kind, name }: Pick<Claim, 'kind' | 'name'>): string {
  return `${WORDING[kind]} ${name}`;
}

/**
 * The name that a thing must have. Permissions, events, tables and error codes begin with the id of
 * the plugin for everybody; types, root fields, fields on types of others and import kinds for
 * plugins that are not first-party, or where `always` asks for it. Returns the name itself when it
 * is right.
 */
export function properNameOf(claim: Claim & { always?: boolean }): string {
  const { plugin, kind, name } = claim;
  switch (kind) {
    case 'permission':
    case 'event':
    case 'table':
      return name.startsWith(`${plugin}.`) ? name : `${plugin}.${name}`;
    case 'error': {
      const prefix = `${plugin.toUpperCase()}_`;
      return name.startsWith(prefix) ? name : prefix + name;
    }
    case 'prefix':
      return name;
    case 'type':
      if (isFirstParty(plugin) && !claim.always) return name;
      return prefixed(capital(plugin), name);
    case 'rootField':
    case 'import':
      return isFirstParty(plugin) ? name : prefixed(plugin, name);
    case 'field': {
      if (isFirstParty(plugin)) return name;
      const dot = name.indexOf('.') + 1;
      return name.slice(0, dot) + prefixed(plugin, name.slice(dot));
    }
  }
}

/** `fleet` + `vehicles` -> `fleetVehicles`; a name that has the prefix as a word keeps it. */
function prefixed(prefix: string, name: string): string {
  const rest = name.slice(prefix.length);
  const has = name.startsWith(prefix) && !/^[a-z]/.test(rest);
  return has ? name : prefix + capital(name);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
