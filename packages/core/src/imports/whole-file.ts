import { TIMEOUTS } from '../context/connection.js';
import type { OrmTransaction } from '../context/orm.js';
import { RequestContext } from '../context/request.js';
import type { Caller, Runtime } from '../context/runtime.js';
import type { SignalChannel } from '../context/signals.js';
import { Outbox } from '../events/outbox.js';
import { SealSubscriber } from '../vault/seal-subscriber.js';
import { ChangeCollector, ChangeLog } from '../write/change-set.js';
import { announceChanges } from '../write/record-changed.js';
import { savepointsOf } from '../write/savepoint.js';
import { traceStatement } from '../write/traces.js';
import { explain, isLostRace } from '../write/violations.js';

/** What the work of a long transaction does after each batch. */
export interface Trail {
  /** Writes audit and outbox rows of the batch and forgets its records. */
  write(): Promise<void>;
  /** Forgets both: nothing will be committed. */
  drop(): void;
}

export interface WholeFile {
  /** Name for the audit trail. */
  operation: string;
  /** Returns whether to commit. */
  work: (ctx: RequestContext, trail: Trail) => Promise<boolean>;
}

const GRACE = 500;

const SETTINGS = `
  select set_config('app.organization_id', $1, true), set_config('app.principal_id', $2, true),
    set_config('statement_timeout', $3, true), set_config('lock_timeout', $4, true)`;

/**
 * One transaction for all rows of a file, whose memory does not grow with them: the trail is
 * written batch by batch, in the same transaction as everything else. It is not run again by
 * itself when it loses a race: the job is.
 * @throws DomainError, Refusal, a lost race, or what the work threw; nothing is written then
 */
export async function inOneTransaction(
  runtime: Runtime,
  caller: Caller,
  { operation, work }: WholeFile,
): Promise<boolean> {
  const request = new RequestContext(runtime, caller);
  const changes = new ChangeLog();
  const outbox = new Outbox();
  const sealing = new SealSubscriber(runtime.vault, caller.principal.organizationId);
  const orm = await runtime.writes.begin([sealing, new ChangeCollector(changes)]);
  sealing.sql = (text, values) => orm.rows(text, values);
  const signals = new Set<SignalChannel>(['core_event']);
  const parts = { orm, operation, changes, outbox, signals };
  const ctx = request.within({ ...parts, savepoint: savepointsOf(request, parts) });
  const drop = () => {
    changes.cut(0);
    outbox.cut(0);
    orm.em.clear();
  };
  const write = async () => {
    await orm.em.flush();
    const merged = changes.merged();
    announceChanges(outbox, merged, { changes, records: runtime.composition.records });
    const left = { caller, operation, changes: merged, outbox, always: false };
    const traces = traceStatement(left);
    if (traces) await orm.run(traces);
    drop();
  };
  // The database ends statements at the deadline by itself; this is for one that does not answer.
  const cut = setTimeout(() => orm.destroy(), caller.deadline - Date.now() + GRACE);
  try {
    await applySettings(orm, caller);
    const isKept = await work(ctx, { write, drop });
    if (!isKept) return false;
    await write();
    await orm.script('set constraints all immediate');
    await orm.commit();
    for (const channel of signals) runtime.signals.announce(channel);
    return true;
  } catch (error) {
    throw isLostRace(error) ? error : await explain(runtime, error, caller);
  } finally {
    clearTimeout(cut);
    await orm.rollback();
  }
}

async function applySettings(orm: OrmTransaction, caller: Caller): Promise<void> {
  const { principal, deadline } = caller;
  const rest = Math.max(1, deadline - Date.now());
  const lock = String(TIMEOUTS.lock);
  const values = [principal.organizationId ?? '', principal.id, String(rest), lock];
  await orm.run({ text: SETTINGS, values });
}
