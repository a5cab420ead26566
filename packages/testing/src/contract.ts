import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { accessMatrix, z, type Composition } from '@bureau/core';
import { pluginSchema } from './plugin-schema.js';

/** What a plugin promises to clients, auditors and other plugins: file name -> text. */
export interface ContractReports {
  'schema.graphql': string;
  'access.md': string;
  'events.json': string;
}

/** The reports of one plugin of a composition; deterministic, to be committed and compared. */
export function contractReports(composition: Composition, pluginId: string): ContractReports {
  return {
    'schema.graphql': pluginSchema(composition, pluginId),
    'access.md': accessMatrix(composition, pluginId),
    'events.json': `${JSON.stringify(eventsOf(composition, pluginId), null, 2)}\n`,
  };
}

/** Permissions, default roles and the role x field matrix of one plugin, as Markdown. */
export function accessMatrixSnapshot(composition: Composition, pluginId: string): string {
  return accessMatrix(composition, pluginId);
}

/**
 * Compares reports with the committed files of a folder, such as `packages/plugins/hr/contract`;
 * with UPDATE_CONTRACTS=1 in the environment it writes them.
 * @throws Error with the first line that differs, and how to write the files anew
 */
export function expectContract(folder: string, reports: ContractReports): void {
  const files = Object.entries(reports) as [string, string][];
  if (process.env['UPDATE_CONTRACTS'] === '1') {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
    return;
  }
  const differences = files.flatMap(([name, text]) => difference(path.join(folder, name), text));
  if (differences.length === 0) return;
  throw new Error(
    [
      'The contract is another one than the committed:',
      ...differences,
      'If that is meant, run this test with UPDATE_CONTRACTS=1 and commit the files.',
    ].join('\n'),
  );
}

function eventsOf(composition: Composition, pluginId: string): object[] {
  const plugin = composition.plugins.find(({ definition }) => definition.id === pluginId);
  if (!plugin) throw new Error(`No plugin "${pluginId}" is in this composition.`);
  return [...(plugin.definition.events ?? [])]
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version - b.version))
    .map(({ name, version, description, payload }) => ({
      name,
      version,
      description,
      payload: z.toJSONSchema(payload),
    }));
}

function difference(file: string, text: string): string[] {
  const committed = read(file);
  if (committed === text) return [];
  if (committed === undefined) return [`- ${path.basename(file)} is missing.`];
  const [before, now] = [committed.split('\n'), text.split('\n')];
  const line = now.findIndex((content, index) => content !== before[index]);
  const at = line < 0 ? now.length : line;
  return [
    `- ${path.basename(file)}, line ${at + 1}:`,
    `    committed: ${before[at] ?? '(end of file)'}`,
    `    now:       ${now[at] ?? '(end of file)'}`,
  ];
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
