import { BootError, compareCatalogue, type PluginDefinition } from '@bureau/core';
import { documentationFaults } from './conformance-documentation.js';
import { isolationFaults } from './conformance-isolation.js';
import { migrationFaults } from './conformance-migrations.js';
import type { TestPlugin } from './platform.js';
import { createTestApp, type TestApp } from './test-app.js';
import type { TestClient } from './test-client.js';

export interface ConformanceOptions {
  /** Plugins that it requires, and those that they require. */
  requirements?: readonly TestPlugin[];
  /** Settings by plugin id. */
  settings?: Readonly<Record<string, unknown>>;
  /**
   * Makes at least one row of each record type of the plugin in the organization of the app. Types
   * that not even the owner reads (`always` in `expose`) are read by the client that is answered
   * under their name.
   */
  rows(app: TestApp): Promise<void | Readonly<Record<string, TestClient>>>;
  /** Text of the page that explains error codes; each code of the plugin must stand in it. */
  errorPage?: string;
}

/**
 * Holds a plugin to what the platform promises for all of them: it composes with nothing but its
 * requirements, its tables are as the rules for tenants want them, everything that it shows is
 * described, its migrations go up, down and up again, and another organization sees and changes
 * nothing of it. Needs no test runner.
 *
 * @returns one sentence per fault; none: the plugin conforms
 * @example
 * const options = { requirements: [hrPlugin], rows };
 * expect(await pluginConformance(fleetPlugin, options)).toEqual([]);
 */
export async function pluginConformance(
  plugin: PluginDefinition,
  options: ConformanceOptions,
): Promise<string[]> {
  const { requirements = [], settings } = options;
  const plugins = [...requirements, plugin];
  let app: TestApp;
  try {
    app = await createTestApp({ plugins, ...(settings && { settings }) });
  } catch (error) {
    return faultsOf(error);
  }
  try {
    const readers = (await options.rows(app)) ?? {};
    return [
      ...documentationFaults(app.composition, plugin, options.errorPage),
      ...(await catalogueFaults(app, plugin)),
      ...(await isolationFaults(app, plugin.id, readers)),
      ...(await migrationFaults(app.composition, plugin.id)),
    ];
  } finally {
    await app.close();
  }
}

function faultsOf(error: unknown): string[] {
  if (error instanceof BootError) return error.faults.map(({ text }) => text);
  return [error instanceof Error ? error.message : String(error)];
}

async function catalogueFaults(app: TestApp, plugin: PluginDefinition): Promise<string[]> {
  const client = await app.asRole('bureau_app');
  return compareCatalogue(client, app.composition.orm.getMetadata(), [plugin]);
}
