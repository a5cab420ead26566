import type { z } from 'zod';
import { BootError, type BootFault } from './boot-error.js';
import type { LoadedPlugin } from './composition.js';
import type { PluginDefinition } from './definition.js';

/** One wrong setting; `value` is never printed, it may be a secret. */
export interface SettingFault {
  plugin: string;
  /** Dotted path within the plugin's settings: `mail.port`; empty for the whole object. */
  setting: string;
  problem: string;
}

/** Settings of `bureau.config.ts` as the plugin's schema reads them, and what is wrong in them. */
export interface ParsedSettings {
  settings: unknown;
  faults: readonly SettingFault[];
}

/** A line of `plugins` in `bureau.config.ts`, its settings not yet read. */
export interface PluginEntry {
  plugin: PluginDefinition;
  settings?: unknown;
}

/**
 * Reads the settings of one plugin by its zod schema; absent settings are `{}`, so that defaults
 * hold. A setting that the schema does not name is a fault: a misspelt one would do nothing.
 */
export function parseSettings(definition: PluginDefinition, raw: unknown): ParsedSettings {
  const plugin = definition.id;
  const given = raw ?? {};
  if (!definition.settings) {
    const names = Object.keys(given);
    const problem = `plugin "${plugin}" has no settings; remove it`;
    return { settings: {}, faults: names.map((setting) => ({ plugin, setting, problem })) };
  }
  const result = strict(definition.settings).safeParse(given);
  if (result.success) return { settings: result.data, faults: [] };
  return { settings: undefined, faults: result.error.issues.flatMap((i) => faultsOf(plugin, i)) };
}

/**
 * Reads the settings of all plugins, in the order given. Throws BootError whose message is one
 * table of every fault of every plugin.
 */
export function loadPlugins(entries: readonly PluginEntry[]): LoadedPlugin[] {
  const faults: SettingFault[] = [];
  const loaded = entries.map(({ plugin, settings }) => {
    const parsed = parseSettings(plugin, settings);
    faults.push(...parsed.faults);
    return { definition: plugin, settings: parsed.settings };
  });
  if (faults.length > 0) throw new BootError([tableFault(faults)]);
  return loaded;
}

/** The faults as a table with aligned columns: plugin, setting, problem. */
export function settingsTable(faults: readonly SettingFault[]): string {
  const head = { plugin: 'plugin', setting: 'setting', problem: 'problem' };
  const rows = [head, ...faults.map((fault) => ({ ...fault, setting: fault.setting || '(all)' }))];
  const width = (key: 'plugin' | 'setting') => Math.max(...rows.map((row) => row[key].length));
  const [plugin, setting] = [width('plugin'), width('setting')];
  return rows
    .map((row) => `${row.plugin.padEnd(plugin)}  ${row.setting.padEnd(setting)}  ${row.problem}`)
    .join('\n');
}

function tableFault(faults: readonly SettingFault[]): BootFault {
  const indented = settingsTable(faults).replaceAll('\n', '\n   ');
  return {
    plugins: [...new Set(faults.map(({ plugin }) => plugin))],
    text: `Settings in bureau.config.ts cannot be read:\n   ${indented}`,
    remedy: 'Correct these settings in bureau.config.ts.',
  };
}

/** An object schema that says nothing about other keys refuses them here. */
function strict(schema: z.ZodType): z.ZodType {
  const object = schema as z.ZodObject;
  const silent = object.def.type === 'object' && object.def.catchall === undefined;
  return silent ? object.strict() : schema;
}

function faultsOf(plugin: string, issue: z.core.$ZodIssue): SettingFault[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') {
    return [{ plugin, setting: path.join('.'), problem: issue.message }];
  }
  return issue.keys.map((key) => ({
    plugin,
    setting: [...path, key].join('.'),
    problem: `plugin "${plugin}" knows no such setting`,
  }));
}
