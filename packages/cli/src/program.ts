import {
  createOrganization,
  issueToken,
  migrate,
  planMigrations,
  syncDefaultRoles,
} from '@bureau/core';
import { ConfigError, eraseOrganization, fileStoreOf, withOwner } from '@bureau/server';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addAudit } from './audit.js';
import { addBackup } from './backup.js';
import { command, type Json } from './command.js';
import { demoCompany } from './demo.js';
import { examine } from './doctor.js';
import { exitCodeTable } from './exit-codes.js';
import { addEvents } from './events.js';
import { addFiles } from './files.js';
import { addKeys } from './keys.js';
import { addListings } from './listings.js';
import { print, table } from './output.js';
import { openSession, ownerUrlOf, withDatabase, withOwnerClient } from './session.js';
import { addWebhooks } from './webhooks.js';
import { addWork } from './work.js';

const DAY_MS = 86_400_000;
const DEFAULT_EXPIRY_DAYS = 90;

/** The `bureau` command; works beside a running server. With `json` it tells no errors itself. */
export function createProgram(options: { json: boolean }): Command {
  const program = new Command('bureau')
    .description('Administers a Bureau platform: database, organizations, keys, listings.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('afterAll', exitCodeTable())
    .exitOverride();
  // Subcommands take this over when they are made.
  if (options.json) program.configureOutput({ writeErr: () => undefined });
  addMigrate(program);
  addDemo(program);
  addOrganization(program);
  addToken(program);
  addKeys(program);
  addFiles(program);
  addListings(program);
  addAudit(program);
  addBackup(program);
  addDoctor(program);
  addEvents(program);
  addWebhooks(program);
  addWork(program);
  return program;
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
        await withOwner(owner, (client) => syncDefaultRoles(client, session.composition.roles));
        print(json, { applied: done }, () =>
          done.length === 0
            ? 'up to date'
            : table(done.map((one) => [one.plugin, one.name, `${one.milliseconds} ms`])),
        );
      });
    });
}

function addDemo(program: Command): void {
  const demo = program.command('demo').description('The demo company (slug "demo").');
  command(demo, 'load', 'Loads the demo company unless it is there.').action(
    async ({ json = false }: Json) => {
      const done = await demoCompany(await openSession(), false);
      const text = done.loaded ? 'loaded' : 'there already';
      print(json, done, () => `${text}; owner token ${done.token}`);
    },
  );
  command(demo, 'reset', 'Removes the demo company with all its data and loads it anew.').action(
    async ({ json = false }: Json) => {
      const done = await demoCompany(await openSession(), true);
      const text = done.removed ? 'removed and loaded' : 'loaded';
      print(json, done, () => `${text}; owner token ${done.token}`);
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
  addErase(organization);
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

function addErase(organization: Command): void {
  const what = 'Removes an organization with all its rows, files and keys, for good.';
  command(organization, 'erase <slug>', what)
    .requiredOption('--confirm <slug>', 'the slug once more')
    .action(async (slug: string, { json = false, confirm }: Json & { confirm: string }) => {
      if (confirm !== slug) throw new ConfigError('--confirm names another organization.');
      const session = await openSession();
      const files = fileStoreOf(session.environment);
      const id = await withOwnerClient(session, (client) => eraseOrganization(client, slug, files));
      print(
        json,
        { id, slug },
        () =>
          `organization ${slug} erased; write the key registers of backups anew ` +
          '("bureau backup register <file>"), so that old backups lose it too',
      );
    });
}

interface TokenOptions extends Json {
  organization: string;
  role: string;
  expires: Date;
}

function addToken(program: Command): void {
  const token = program.command('token').description('API keys.');
  const inDays = new Date(Date.now() + DEFAULT_EXPIRY_DAYS * DAY_MS);
  command(token, 'create', 'Creates an API key with the rights of one role; shown once.')
    .requiredOption('--organization <slug>', 'slug of the organization')
    .requiredOption('--role <key>', 'key of a role: owner, admin, viewer ...')
    .addOption(
      new Option('--expires <day>', 'day (YYYY-MM-DD) at whose begin, in UTC, it ends')
        .argParser(dayOf)
        .default(inDays, `in ${DEFAULT_EXPIRY_DAYS} days`),
    )
    .action(async ({ json = false, organization, role, expires }: TokenOptions) => {
      const session = await openSession();
      const issued = await withOwnerClient(session, (client) =>
        issueToken(client, { organizationSlug: organization, roleKey: role, expires }),
      );
      const data = { token: issued.token, expiresAt: expires.toISOString() };
      print(json, data, () => issued.token);
    });
}

function dayOf(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.valueOf());
  // 2027-02-30 is read as a day of March.
  if (isDay && date.toISOString().startsWith(text)) return date;
  throw new InvalidArgumentError('It takes a day as YYYY-MM-DD.');
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
