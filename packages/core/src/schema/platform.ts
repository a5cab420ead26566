import type { Permission } from '../authz/permissions.js';
import type { Ctx } from '../context/ctx.js';
import { type FilePurpose, purposesOf } from '../files/file-purpose.js';
import type { Composition, LoadedPlugin } from '../plugin/composition.js';

export interface PlatformPlugin {
  id: string;
  version: string;
  description: string;
  typeCount: number;
  state: 'ACTIVE' | 'FAILED';
}

/** What core's own operations must know of the running platform. */
export interface Platform {
  plugins(): PlatformPlugin[];
  /** Every permission that a plugin declares. */
  permissions: ReadonlySet<Permission>;
  /** Every name of a row condition that a record type declares. */
  conditions: ReadonlySet<string>;
  /** What files may be for, by id. */
  purposes: ReadonlyMap<string, FilePurpose>;
}

const known = new WeakMap<Composition, Platform>();

/**
 * The platform behind a request. Plugins do not see it: their contract ends at `Ctx`; the context
 * that the kernel makes carries its runtime.
 */
export function platformOf(ctx: Ctx): Platform {
  const { runtime } = ctx as Ctx & { runtime?: { composition: Composition } };
  if (!runtime) throw new Error('The context was not made by the kernel.');
  const platform = known.get(runtime.composition) ?? describe(runtime.composition);
  known.set(runtime.composition, platform);
  return platform;
}

function describe(composition: Composition): Platform {
  const records = [...composition.records.values()];
  return {
    plugins: () => composition.plugins.map(describePlugin),
    permissions: new Set(composition.permissions.keys()),
    conditions: new Set(
      records.flatMap(({ exposed }) => Object.keys(exposed.options.conditions ?? {})),
    ),
    purposes: purposesOf(composition),
  };
}

function describePlugin({ definition, failure }: LoadedPlugin): PlatformPlugin {
  const { id, version, description, types = [] } = definition;
  const state = failure === undefined ? 'ACTIVE' : 'FAILED';
  return { id, version, description, typeCount: types.length, state };
}
