import { compareCatalogue, pendingMigrations } from '@bureau/core';
import { withDatabase, withOwnerClient, type Session } from './session.js';

/** One check of `bureau doctor`. */
export interface Check {
  name: string;
  ok: boolean;
  /** What is there, or what is wrong and what to do. */
  text: string;
}

const OLDEST_NODE = 22;

/** Looks at everything that has to hold for the server to run. */
export async function examine(session: Session): Promise<Check[]> {
  const checks: Check[] = [nodeCheck()];
  const plugins = session.plugins.map(({ id, version }) => `${id} ${version}`).join(', ');
  checks.push({ name: 'plugins', ok: true, text: plugins });
  await withDatabase(session, async (database) => {
    checks.push({ name: 'database', ok: true, text: database.describe });
    const pending = await pendingMigrations(database.urls.app, session.plugins);
    const text = pending.map(({ plugin, name }) => `${plugin} ${name}`).join(', ');
    checks.push({
      name: 'migrations',
      ok: pending.length === 0,
      text: pending.length === 0 ? 'up to date' : `${text}: run "bureau migrate"`,
    });
    if (database.urls.owner && pending.length === 0) checks.push(await catalogueCheck(session));
  });
  checks.push({
    name: 'pooling',
    ok: true,
    text:
      'session pooling is supported; a transaction pooler in front of the database is not ' +
      '(session settings, named statements, LISTEN)',
  });
  return checks;
}

function nodeCheck(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  return { name: 'node', ok: major >= OLDEST_NODE, text: process.version };
}

async function catalogueCheck(session: Session): Promise<Check> {
  const faults = await withOwnerClient(session, (client) =>
    compareCatalogue(client, session.composition.orm.getMetadata(), session.plugins),
  );
  const ok = faults.length === 0;
  const text = ok ? 'every tenant table has its keys, indexes, policies' : faults.join('\n');
  return { name: 'tables', ok, text };
}
