import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BureauConfig } from '@bureau/core';

/** There is no configuration, or it does not say what it must. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Loads `bureau.config.ts` (or `.js`) of a folder: the list of plugins. Node strips its types, so
 * it may hold no TypeScript but annotations.
 */
export async function loadConfig(folder: string): Promise<BureauConfig> {
  const file = ['bureau.config.ts', 'bureau.config.js']
    .map((name) => path.join(folder, name))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new ConfigError(`There is no bureau.config.ts in ${folder}.`);
  const loaded = (await import(pathToFileURL(file).href)) as { config?: BureauConfig };
  if (!loaded.config) {
    throw new ConfigError(
      `${path.basename(file)} must export "config": export const config = defineConfig({ ... }).`,
    );
  }
  return loaded.config;
}
