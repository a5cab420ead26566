import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compose } from '@bureau/core';
import { contractReports, expectContract } from '@bureau/testing';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { config } from '../bureau.config.js';

/**
 * The committed reports say what integrators and auditors get: the merged schema, and per plugin
 * its part of it, its access matrix, its events. `UPDATE_CONTRACTS=1 npm test -- contracts` writes
 * them anew; the change is then part of the review.
 */
const root = path.resolve(import.meta.dirname, '..');
const composition = compose(config);

const folders: Record<string, string> = { core: 'packages/core/contract' };
const folderOf = (plugin: string) => folders[plugin] ?? `packages/plugins/${plugin}/contract`;

test.each(composition.plugins.map((one) => one.definition.id))(
  'the reports of %s are as committed',
  (plugin) => {
    expectContract(path.join(root, folderOf(plugin)), contractReports(composition, plugin));
  },
);

test('schema.graphql is the merged schema', () => {
  const file = path.join(root, 'schema.graphql');
  const sdl = `${printSchema(lexicographicSortSchema(composition.schema))}\n`;
  if (process.env['UPDATE_CONTRACTS'] === '1') writeFileSync(file, sdl);
  expect(readFileSync(file, 'utf8')).toBe(sdl);
});
