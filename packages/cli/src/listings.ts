import {
  accessJson,
  accessMatrix,
  changePluginSql,
  createPluginSql,
  typeCounts,
  type PluginDefinition,
} from '@bureau/core';
import { withOwner } from '@bureau/server';
import type { Command } from 'commander';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { command, type Json } from './command.js';
import { UsageError } from './exit-codes.js';
import { print, table } from './output.js';
import { openSession, type Session, withMigrated } from './session.js';

/** Commands that print what the plugins declare; only `--since` needs a database. */
export function addListings(program: Command): void {
  addPlugins(program);
  addSchema(program);
  addAccess(program);
  addMigration(program);
}

function addPlugins(program: Command): void {
  const plugins = program.command('plugins').description('The plugins of bureau.config.ts.');
  command(plugins, 'list', 'Lists plugins in dependency order.').action(
    async ({ json = false }: Json) => {
      const { composition } = await openSession();
      const counts = typeCounts(composition);
      const rows = composition.plugins.map(({ definition }) => ({
        id: definition.id,
        version: definition.version,
        types: counts.get(definition.id) ?? 0,
        requires: Object.keys(definition.requires ?? {}),
        description: definition.description,
      }));
      print(json, rows, () =>
        table(rows.map((row) => [row.id, row.version, `${row.types} types`, row.description])),
      );
    },
  );
}

function addSchema(program: Command): void {
  const schema = program.command('schema').description('The merged schema.');
  command(schema, 'print', 'Prints the schema as SDL.').action(async ({ json = false }: Json) => {
    const { composition } = await openSession();
    const sdl = printSchema(lexicographicSortSchema(composition.schema));
    print(json, { sdl }, () => sdl);
  });
}

function addAccess(program: Command): void {
  const access = program.command('access').description('Who may do what.');
  command(access, 'print [plugin]', 'Prints the matrix of fields and roles.').action(
    async (id: string | undefined, { json = false }: Json) => {
      const session = await openSession();
      const { composition } = session;
      const plugin = id === undefined ? undefined : pluginOf(session, id).id;
      const report = accessJson(composition);
      const mine = <T extends { plugin: string }>(rows: readonly T[]) =>
        plugin === undefined ? rows : rows.filter((row) => row.plugin === plugin);
      const data = {
        ...report,
        permissions: mine(report.permissions),
        fields: mine(report.fields),
      };
      print(json, data, () => accessMatrix(composition, plugin).trimEnd());
    },
  );
}

function addMigration(program: Command): void {
  const migration = program.command('migration').description('Tools for authors of plugins.');
  command(migration, 'generate <plugin>', 'Prints the SQL of the tables of one plugin.')
    .option('--since', 'only what has changed since its last migration, by the database')
    .action(async (id: string, { json = false, since = false }: Json & { since?: boolean }) => {
      const session = await openSession();
      const plugin = pluginOf(session, id);
      const { plugins, composition } = session;
      const metadata = composition.orm.getMetadata();
      const sql = since
        ? await withMigrated(session, ({ urls }) =>
            withOwner(urls.app, (client) => changePluginSql(client, metadata, { plugin, plugins })),
          )
        : createPluginSql(metadata, plugin, plugins);
      print(json, { sql }, () => sql || '-- the tables are as the entities say');
    });
}

function pluginOf({ plugins }: Session, id: string): PluginDefinition {
  const plugin = plugins.find((one) => one.id === id);
  if (plugin) return plugin;
  const known = plugins.map((one) => one.id).join(', ');
  throw new UsageError(`There is no plugin "${id}" in bureau.config.ts. There are: ${known}.`);
}
