import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BureauConfig } from '@bureau/core';

/** There is no configuration, or it does not say what it must. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigError';
  }
}

/**
 * Loads `bureau.config.ts` (or `.js`) of a folder: the list of plugins. Node strips its types, so
 * it may hold no TypeScript but annotations.
 * @throws ConfigError when there is none, it cannot be loaded, or it exports no `config`.
 */
export async function loadConfig(folder: string): Promise<BureauConfig> {
  const file = ['bureau.config.ts', 'bureau.config.js']
    .map((name) => path.join(folder, name))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new ConfigError(`There is no bureau.config.ts in ${folder}.`);
  const name = path.basename(file);
  const loaded = await load(file, name);
  if (!isConfig(loaded.config)) {
    throw new ConfigError(
      `${name} must export "config": export const config = defineConfig({ ... }).`,
    );
  }
  return loaded.config;
}

/** A plugin that throws while it is loaded has the same effect as a mistake in the file. */
async function load(file: string, name: string): Promise<{ config?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { config?: unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${name} cannot be loaded: ${reason}`, { cause: error });
  }
}

function isConfig(value: unknown): value is BureauConfig {
  return typeof value === 'object' && value !== null && 'plugins' in value && 'database' in value;
}
