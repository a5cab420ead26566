import { setTimeout as sleep } from 'node:timers/promises';
import { deadlineRefusal, until } from '../context/deadline.js';
import type { OrmTransaction } from '../context/orm.js';
import { RequestContext } from '../context/request.js';
import type { Caller, Runtime, Statement, StatementRunner } from '../context/runtime.js';
import type { SignalChannel } from '../context/signals.js';
import { Outbox } from '../events/outbox.js';
import { SealSubscriber } from '../vault/seal-subscriber.js';
import { ChangeCollector, ChangeLog, type RecordedChange } from './change-set.js';
import { Refusal } from './errors.js';
import { announceChanges } from './record-changed.js';
import { LastReads } from './last-reads.js';
import { claimKey, type IdempotencyClaim, outcomeStatement } from './idempotency.js';
import { savepointsOf } from './savepoint.js';
import { isAccessChanged, traceStatement } from './traces.js';
import {
  announceCommit,
  applySettings,
  CHECK_CONSTRAINTS,
  lockTimeout,
  watchdog,
} from './session.js';
import { explain, isLostRace } from './violations.js';

export interface TransactionOptions<T, R> {
  /** Name for audit: the mutation field, or what the job does. */
  operation: string;
  /** Somebody asked for it by name: it leaves an entry in the trail also without a change. */
  isMutation?: boolean | undefined;
  /** The request that it belongs to; a new one is made without it. */
  request?: RequestContext | undefined;
  /** Everything runs, nothing stays. */
  dryRun?: boolean | undefined;
  idempotency?: IdempotencyClaim<T> | undefined;
  /** Runs again from the start when the transaction lost a race. */
  work(ctx: RequestContext): Promise<T>;
  /**
   * Reads of its own effect, when all constraints hold: what the runner is asked for at once is
   * read last in the transaction, in one message with the commit; of a dry run all is.
   */
  finish?: ((value: T, runner: StatementRunner) => Promise<R>) | undefined;
}

export interface TransactionOutcome<T, R> {
  value: T;
  /** What was read of its effect; it may still be read after the commit. */
  finished: Promise<R> | undefined;
  /** What it changed, or would have changed; empty for a replay. */
  changes: readonly RecordedChange[];
  /** The value of an earlier transaction with the same idempotency key; nothing was done now. */
  replayed: boolean;
}

const MAX_RETRIES = 5;

/**
 * Runs work in one transaction on the caller's organization, together with its audit rows, outbox
 * rows and idempotency key. Lost races are run again, at most five times inside the deadline.
 * @throws DomainError, Refusal (CONFLICT, DEADLINE, UNAVAILABLE, IDEMPOTENCY_*), or what the work
 * threw; nothing is written then.
 */
export async function inTransaction<T, R = undefined>(
  runtime: Runtime,
  caller: Caller,
  options: TransactionOptions<T, R>,
): Promise<TransactionOutcome<T, R>> {
  const request = options.request ?? new RequestContext(runtime, caller);
  for (let tries = 0; ; tries += 1) {
    if (caller.deadline <= Date.now()) throw deadlineRefusal();
    try {
      const span = {
        name: `transaction ${options.operation}`,
        attributes: { 'bureau.try': tries },
      };
      return await runtime.tracing(span, () => attempt(request, options));
    } catch (error) {
      if (!isLostRace(error)) throw await explain(runtime, error, caller);
      const pause = Math.random() * 20 * 2 ** tries;
      if (tries >= MAX_RETRIES || Date.now() + pause >= caller.deadline) throw conflict();
      await sleep(pause);
    }
  }
}

function conflict(): Refusal {
  const message = 'Others change the same records at the same time. Try again.';
  return new Refusal('CONFLICT', message);
}

async function attempt<T, R>(
  request: RequestContext,
  options: TransactionOptions<T, R>,
): Promise<TransactionOutcome<T, R>> {
  const { runtime, caller } = request;
  const key = runtime.vault.ready(caller.principal.organizationId);
  await until(caller.deadline, key, () => undefined);
  const changes = new ChangeLog();
  const outbox = new Outbox();
  const sealing = new SealSubscriber(runtime.vault, caller.principal.organizationId);
  const collector = new ChangeCollector(changes);
  const opening = runtime.writes.begin([sealing, collector]);
  const transaction = await until(caller.deadline, opening, (late) => void late.rollback());
  sealing.sql = (text, values) => transaction.rows(text, values);
  const { operation } = options;
  const signals = new Set<SignalChannel>();
  const { dryRun = false } = options;
  const parts = { orm: transaction, operation, changes, outbox, signals, dryRun };
  const savepoint = savepointsOf(request, parts);
  const ctx = request.within({ ...parts, savepoint });
  const watch = watchdog(transaction, caller.deadline);
  try {
    return await Promise.race([
      run(ctx, { transaction, changes, outbox, signals, options }),
      watch.expired,
    ]);
  } finally {
    watch.stop();
    await transaction.rollback();
  }
}

interface Run<T, R> {
  transaction: OrmTransaction;
  changes: ChangeLog;
  outbox: Outbox;
  signals: Set<SignalChannel>;
  options: TransactionOptions<T, R>;
}

async function run<T, R>(
  ctx: RequestContext,
  { transaction, changes, outbox, signals, options }: Run<T, R>,
): Promise<TransactionOutcome<T, R>> {
  const { runtime, caller } = ctx;
  const claim = options.dryRun ? undefined : options.idempotency;
  await applySettings(transaction, caller, lockTimeout(caller, claim !== undefined));
  if (claim) {
    const earlier = await claimKey(runtime, { transaction, caller }, claim);
    if (earlier) return { value: earlier.replay, finished: undefined, changes: [], replayed: true };
  }
  const value = await options.work(ctx);
  await transaction.em.flush();
  const merged = changes.merged();
  announceChanges(outbox, merged, { changes, records: runtime.composition.records });
  const { operation, isMutation: always = false } = options;
  const traces = traceStatement({ caller, operation, changes: merged, outbox, always });
  const outcome = claim && outcomeStatement(runtime, [{ caller, claim, value }]);
  // Constraints before every commit, and before the rollback of a dry run, which would skip them.
  const last = [CHECK_CONSTRAINTS, traces, outcome].filter((one) => one !== undefined);
  if (options.dryRun) {
    await transaction.together(last);
    const finished = options.finish?.(value, transaction);
    await finished;
    return { value, finished, changes: merged, replayed: false };
  }
  const { rows, finished } = await commit(ctx, { transaction, last, value, options });
  if (outbox.mark > 0) signals.add('core_event');
  const told = traces && rows[last.indexOf(traces)];
  const { principal } = caller;
  announceCommit(runtime, { principal, isAccessChanged: isAccessChanged(told), signals });
  return { value, finished, changes: merged, replayed: false };
}

interface Ending<T, R> {
  transaction: OrmTransaction;
  last: readonly Statement[];
  value: T;
  options: TransactionOptions<T, R>;
}

/** The last statements, the reads of the answer and the commit in one message. */
async function commit<T, R>(
  request: RequestContext,
  { transaction, last, value, options }: Ending<T, R>,
): Promise<{ rows: (string | null)[][][]; finished: Promise<R> | undefined }> {
  const { runtime, caller } = request;
  const later = runtime.reads.runner(caller.principal.organizationId, caller.deadline);
  const reads = new LastReads(later);
  const finished = options.finish?.(value, reads);
  // Whoever waits for it hears of it; until then a failure is nobody's.
  finished?.catch(() => undefined);
  try {
    const rows = await transaction.commit([...last, ...reads.take()]);
    reads.settle(rows.slice(last.length));
    return { rows, finished };
  } catch (error) {
    reads.fail(error);
    throw error;
  }
}
