import type { z } from 'zod';
import type { Retention } from '../context/kept-days.js';
import type { PluginDefinition } from './definition.js';
import type { PluginEntry } from './settings.js';

/** A plugin alone, or with settings in the form that its zod schema takes. */
export type ConfiguredPlugin<S extends z.ZodType = z.ZodType> =
  PluginDefinition<S> | { plugin: PluginDefinition<S>; settings: z.input<S> };

/** Where the database is; the environment (`DATABASE_URL`, `DATABASE_OWNER_URL`) goes first. */
export interface DatabaseConfig {
  /** Connection of the server's role; absent: the embedded PostgreSQL. */
  url?: string;
  /** Connection of the owner, which only `bureau migrate` needs. */
  ownerUrl?: string;
}

/** What `bureau.config.ts` exports, in one form. */
export interface BureauConfig {
  plugins: readonly PluginEntry[];
  database: DatabaseConfig;
  /** How long events and jobs are kept. */
  retention?: Retention;
}

/**
 * Declares a platform: its plugins with their settings. The type of each settings object follows
 * from its own plugin. Reads nothing and throws nothing; `loadPlugins` checks the settings.
 *
 * @example
 * export const config = defineConfig({
 *   plugins: [hrPlugin, { plugin: assetsPlugin, settings: { acceptance: true } }],
 * });
 */
export function defineConfig<const S extends readonly z.ZodType[]>(config: {
  plugins: readonly [...{ [K in keyof S]: ConfiguredPlugin<S[K]> }];
  database?: DatabaseConfig;
  retention?: Retention;
}): BureauConfig {
  const given: readonly ConfiguredPlugin[] = config.plugins;
  const { database = {}, retention = {} } = config;
  return { plugins: given.map(entryOf), database, retention };
}

function entryOf(given: ConfiguredPlugin): PluginEntry {
  return 'plugin' in given ? given : { plugin: given };
}
