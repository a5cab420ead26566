import type { Permission } from '../authz/permissions.js';
import type { Composition, LoadedPlugin } from '../plugin/composition.js';
import { serviceToken } from '../plugin/definition.js';

/** Runs one statement in a transaction of its own, without an organization. */
export type ApartSql = <R extends Record<string, unknown>>(
  text: string,
  values: readonly unknown[],
) => Promise<R[]>;

export interface PlatformPlugin {
  id: string;
  version: string;
  description: string;
  typeCount: number;
  state: 'ACTIVE' | 'FAILED';
}

/** What core's own operations must know of the running platform; offered by the runtime. */
export interface Platform {
  plugins(): PlatformPlugin[];
  /** Every permission that a plugin declares. */
  permissions: ReadonlySet<Permission>;
  /** Every name of a row condition that a record type declares. */
  conditions: ReadonlySet<string>;
  /** Is committed whatever becomes of the mutation, dry run included. */
  apart: ApartSql;
}

export const PLATFORM = serviceToken<Platform>('core.platform');

/** The platform of a composition; `apart` runs on a connection outside the caller's transaction. */
export function platformOf(composition: Composition, apart: ApartSql): Platform {
  const conditions = new Set<string>();
  for (const record of composition.records.values()) {
    for (const name of Object.keys(record.exposed.options.conditions ?? {})) conditions.add(name);
  }
  return {
    plugins: () => composition.plugins.map(describe),
    permissions: new Set(composition.permissions.keys()),
    conditions,
    apart,
  };
}

function describe({ definition, failure }: LoadedPlugin): PlatformPlugin {
  const { id, version, description, types = [] } = definition;
  return {
    id,
    version,
    description,
    typeCount: types.length,
    state: failure === undefined ? 'ACTIVE' : 'FAILED',
  };
}
