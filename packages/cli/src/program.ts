import {
  accessJson,
  accessMatrix,
  createPluginSql,
  createOrganization,
  issueToken,
  migrate,
  planMigrations,
  syncDefaultRoles,
  typeCounts,
} from '@bureau/core';
import { Command } from 'commander';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { loadDemoCompany, removeDemoCompany } from './demo.js';
import { examine } from './doctor.js';
import { exitCodeTable } from './exit-codes.js';
import { print, table } from './output.js';
import { openSession, ownerUrlOf, withDatabase, withOwnerClient } from './session.js';

const DAY_MS = 86_400_000;
const DEFAULT_EXPIRY_DAYS = 90;

/** The `bureau` command; works beside a running server. */
export function createProgram(): Command {
  const program = new Command('bureau')
    .description('Administers a Bureau platform: database, organizations, keys, listings.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', exitCodeTable())
    .exitOverride();
  addMigrate(program);
  addMigration(program);
  addDemo(program);
  addOrganization(program);
  addToken(program);
  addListings(program);
  addDoctor(program);
  return program;
}

interface Json {
  json?: boolean;
}

/** A subcommand with `--json`. */
function command(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--json', 'print JSON');
}

function addMigrate(program: Command): void {
  command(program, 'migrate', 'Brings the database up to date, as its owner.')
    .option('--plan', 'print the SQL that would run, and run nothing')
    .action(async ({ json = false, plan }: Json & { plan?: boolean }) => {
      const session = await openSession();
      await withDatabase(session, async (database) => {
        const owner = ownerUrlOf(database);
        if (plan) {
          const sql = await planMigrations(owner, session.plugins);
          print(json, { sql }, () => sql || '-- nothing to do');
          return;
        }
        const done = await migrate(owner, session.plugins);
        await withOwnerClient(session, (client) =>
          syncDefaultRoles(client, session.composition.roles),
        );
        print(json, { applied: done }, () =>
          done.length === 0
            ? 'up to date'
            : table(done.map((one) => [one.plugin, one.name, `${one.milliseconds} ms`])),
        );
      });
    });
}

function addMigration(program: Command): void {
  const migration = program.command('migration').description('Tools for authors of plugins.');
  command(migration, 'generate <plugin>', 'Prints the SQL of the tables of one plugin.').action(
    async (id: string, { json = false }: Json) => {
      const { composition, plugins } = await openSession();
      const plugin = plugins.find((one) => one.id === id);
      if (!plugin) throw new Error(`There is no plugin "${id}" in bureau.config.ts.`);
      const sql = createPluginSql(composition.orm.getMetadata(), plugin, plugins);
      print(json, { sql }, () => sql);
    },
  );
}

function addDemo(program: Command): void {
  const demo = program.command('demo').description('The demo company (slug "demo").');
  command(demo, 'load', 'Loads the demo company unless it is there.').action(
    async ({ json = false }: Json) => {
      const loaded = await loadDemoCompany(await openSession());
      print(json, { loaded }, () => (loaded ? 'loaded' : 'there already'));
    },
  );
  command(demo, 'reset', 'Removes the demo company with all its data and loads it anew.').action(
    async ({ json = false }: Json) => {
      const session = await openSession();
      const removed = await removeDemoCompany(session);
      const loaded = await loadDemoCompany(session);
      print(json, { removed, loaded }, () => (removed ? 'removed and loaded' : 'loaded'));
    },
  );
}

interface OrganizationOptions extends Json {
  slug: string;
  timeZone: string;
  currency: string;
}

function addOrganization(program: Command): void {
  const organization = program.command('organization').description('Organizations (tenants).');
  command(organization, 'create <name>', 'Creates an organization with the default roles.')
    .requiredOption('--slug <slug>', 'short name: lower case, digits, hyphens')
    .option('--time-zone <zone>', 'IANA name', 'UTC')
    .option('--currency <code>', 'ISO 4217 code', 'EUR')
    .action(async (name: string, options: OrganizationOptions) => {
      const { json = false, slug, timeZone, currency } = options;
      const session = await openSession();
      const { roles } = session.composition;
      const id = await withOwnerClient(session, (client) =>
        createOrganization(client, { name, slug, timeZone, currency, roles }),
      );
      print(json, { id, slug, name }, () => `organization ${slug} created`);
    });
}

interface TokenOptions extends Json {
  organization: string;
  role: string;
  expires?: string;
}

function addToken(program: Command): void {
  const token = program.command('token').description('API keys.');
  command(token, 'create', 'Creates an API key with the rights of one role; shown once.')
    .requiredOption('--organization <slug>', 'slug of the organization')
    .requiredOption('--role <key>', 'key of a role: owner, admin, viewer ...')
    .option('--expires <day>', `day (YYYY-MM-DD); default in ${DEFAULT_EXPIRY_DAYS} days`)
    .action(async ({ json = false, organization, role, expires }: TokenOptions) => {
      const until = expiry(expires);
      const session = await openSession();
      const issued = await withOwnerClient(session, (client) =>
        issueToken(client, { organizationSlug: organization, roleKey: role, expires: until }),
      );
      const data = { token: issued.token, expiresAt: until.toISOString() };
      print(json, data, () => issued.token);
    });
}

function expiry(day: string | undefined): Date {
  if (day === undefined) return new Date(Date.now() + DEFAULT_EXPIRY_DAYS * DAY_MS);
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.valueOf())) {
    throw new Error('--expires takes a day as YYYY-MM-DD.');
  }
  return date;
}

function addListings(program: Command): void {
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
  const schema = program.command('schema').description('The merged schema.');
  command(schema, 'print', 'Prints the schema as SDL.').action(async ({ json = false }: Json) => {
    const { composition } = await openSession();
    const sdl = printSchema(lexicographicSortSchema(composition.schema));
    print(json, { sdl }, () => sdl);
  });
  const access = program.command('access').description('Who may do what.');
  command(access, 'print [plugin]', 'Prints the matrix of fields and roles.').action(
    async (plugin: string | undefined, { json = false }: Json) => {
      const { composition } = await openSession();
      print(json, json ? accessJson(composition) : undefined, () =>
        accessMatrix(composition, plugin).trimEnd(),
      );
    },
  );
}

function addDoctor(program: Command): void {
  command(program, 'doctor', 'Checks plugins, database, migrations, tables and policies.').action(
    async ({ json = false }: Json) => {
      const checks = await examine(await openSession());
      print(json, checks, () =>
        table(checks.map(({ name, ok, text }) => [ok ? 'ok' : 'FAULT', name, text])),
      );
      if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
    },
  );
}
