import { loadDemo, ownerToken, type DemoLoad } from '@bureau/server';
import { ownerUrlOf, withMigrated, withRuntime, type Session } from './session.js';

/** What `bureau demo` did, and with which token the company can be asked now. */
export interface DemoResult extends DemoLoad {
  /** As the server prints it at its start. */
  token: string | undefined;
}

/**
 * Loads the demo company unless it is there; with `reset` it is removed first, with all its rows
 * and keys. Refused when an organization that is no demo has its slug.
 */
export function demoCompany(session: Session, reset: boolean): Promise<DemoResult> {
  return withMigrated(session, (database) => {
    ownerUrlOf(database);
    return withRuntime(session, database, async (runtime) => {
      const { dataDir } = session.environment;
      const started = { composition: session.composition, runtime, database };
      const done = await loadDemo(started, { dataDir, reset });
      return { ...done, token: await ownerToken(started, dataDir) };
    });
  });
}
