import { compareCatalogue, pendingMigrations } from '@bureau/core';
import { withOwner } from '@bureau/server';
import { DatabaseStartError, type Database } from '@bureau/server/database';
import { runningChecks } from './doctor-database.js';
import { withDatabase, type Session } from './session.js';

/** One check of `bureau doctor`. */
export interface Check {
  name: string;
  ok: boolean;
  /** What is there, or what is wrong and what to do. */
  text: string;
}

const OLDEST_NODE = 22;

/** Looks at everything that has to hold for the server to run; a fault does not end it. */
export async function examine(session: Session): Promise<Check[]> {
  const plugins = session.plugins.map(({ id, version }) => `${id} ${version}`).join(', ');
  const checks = [nodeCheck(), { name: 'plugins', ok: true, text: plugins }];
  try {
    checks.push(...(await withDatabase(session, (database) => databaseChecks(session, database))));
  } catch (error) {
    if (!(error instanceof DatabaseStartError)) throw error;
    checks.push({ name: 'database', ok: false, text: error.message });
  }
  return [...checks, mailCheck(session)];
}

/** Nothing is broken without a mail server, but nobody gets a mail. */
function mailCheck({ environment }: Session): Check {
  const text = environment.mail
    ? `sent as ${environment.mail.from}`
    : 'no mail server: mails stay SKIPPED; set SMTP_URL and MAIL_FROM';
  return { name: 'mail', ok: true, text };
}

function nodeCheck(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  const ok = major >= OLDEST_NODE;
  const { version } = process;
  return { name: 'node', ok, text: ok ? version : `${version}: use ${OLDEST_NODE} or newer` };
}

async function databaseChecks(session: Session, database: Database): Promise<Check[]> {
  const checks: Check[] = [{ name: 'database', ok: true, text: database.describe }];
  const pending = await pendingMigrations(database.urls.app, session.plugins);
  const names = pending.map(({ plugin, name }) => `${plugin} ${name}`).join(', ');
  const current = pending.length === 0;
  const text = current ? 'up to date' : `${names}: run "bureau migrate"`;
  checks.push({ name: 'migrations', ok: current, text });
  const { owner } = database.urls;
  if (owner && current) checks.push(await catalogueCheck(session, owner));
  if (current) checks.push(...(await runningChecks(session, database)));
  return checks;
}

async function catalogueCheck(session: Session, owner: string): Promise<Check> {
  const metadata = session.composition.orm.getMetadata();
  const faults = await withOwner(owner, (client) =>
    compareCatalogue(client, metadata, session.plugins),
  );
  const ok = faults.length === 0;
  const text = ok ? 'every tenant table has its keys, indexes, policies' : faults.join('\n');
  return { name: 'tables', ok, text };
}
