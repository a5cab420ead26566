import { TIMEOUTS } from '../context/connection.js';
import { deadlineRefusal, until } from '../context/deadline.js';
import type { Ctx } from '../context/ctx.js';
import type { OrmTransaction } from '../context/orm.js';
import type { Principal } from '../context/principal.js';
import type { RequestContext } from '../context/request.js';
import type { Caller, Runtime, Statement, StatementRunner } from '../context/runtime.js';
import type { SignalChannel } from '../context/signals.js';
import { Outbox } from '../events/outbox.js';
import { ChangeCollector, ChangeLog } from './change-set.js';
import { DomainError, type Refusal } from './errors.js';
import {
  claimKeys,
  type IdempotencyClaim,
  isKeyUsed,
  outcomeStatement,
  unusedKeysStatement,
} from './idempotency.js';
import { LastReads } from './last-reads.js';
import type { Payload } from './payload.js';
import { announceChanges } from './record-changed.js';
import { announceCommit, applySettings, CHECK_CONSTRAINTS, watchdog } from './session.js';
import { isAccessChanged, type Traces, traceStatement } from './traces.js';
import { sqlStateOf } from './violations.js';

/** One call of a mutation, in a transaction that it shares with others of its kind. */
export interface SharedCall {
  /**
   * Of this call alone: its caller, its rights, its events and its changes. The transaction
   * beneath is everybody's, so there is neither `em` to write with nor `savepoint`.
   */
  ctx: Ctx;
  /** Arguments of the mutation field. */
  args: Readonly<Record<string, unknown>>;
}

/**
 * Does the work of several calls at once: for each its payload, or why the business said no. With
 * one refusal all is taken back and asked again for the others: their places may stay empty.
 */
export type SharedWork = (
  calls: readonly SharedCall[],
) => Promise<readonly (object | DomainError | undefined)[]>;

/** A caller who shares. */
export interface SharedMember {
  request: RequestContext;
  /** The mutation field. */
  operation: string;
  args: Readonly<Record<string, unknown>>;
  claim: IdempotencyClaim<Payload> | undefined;
  /** Reads of its own effect: what it asks for at once is read in one message with the commit. */
  finish(value: Payload, runner: StatementRunner): Promise<Payload>;
}

/** What a member is answered with. */
export interface SharedAnswer {
  value: Payload;
  /** The value of an earlier call with the same idempotency key; nothing was done now. */
  replayed: boolean;
  /** What was read of its effect. */
  finished?: Promise<Payload> | undefined;
}

/** What became of a member; `undefined`: nothing, because another one was refused. */
export type SharedOutcome = SharedAnswer | { error: DomainError | Refusal } | undefined;

/** The commit was sent and not answered: nobody knows whether it holds. */
export class CommitLost extends Error {
  override name = 'CommitLost';
}

/** Nobody waits for a key that somebody else holds while others wait for him. In milliseconds. */
const KEY_WAIT = 200;

/**
 * Runs the work of several callers of one organization in one transaction; each keeps its own key,
 * entries of the trail and events. One that the business refuses takes all back: then its error is
 * known, the replays are, and the others are to be run again without it. Most keys are new: they
 * are taken in one message with what the work does first, and only where one is not, all is taken
 * back and the keys are asked for ahead of the work.
 * @throws CommitLost, a Refusal, or what the work or the database threw; nothing is written then
 */
export async function inSharedTransaction(
  runtime: Runtime,
  members: readonly SharedMember[],
  work: SharedWork,
): Promise<SharedOutcome[]> {
  try {
    return await attempt(runtime, members, { work, areKeysNew: true });
  } catch (error) {
    if (!isKeyUsed(error)) throw error;
    return attempt(runtime, members, { work, areKeysNew: false });
  }
}

interface Way {
  work: SharedWork;
  /** Nobody looks whether keys were used before; the database tells. */
  areKeysNew: boolean;
}

async function attempt(
  runtime: Runtime,
  members: readonly SharedMember[],
  way: Way,
): Promise<SharedOutcome[]> {
  const [first] = members;
  if (!first) return [];
  const deadline = Math.min(...members.map(({ request }) => request.deadline));
  if (deadline <= Date.now()) throw deadlineRefusal();
  const { principal } = first.request.caller;
  await until(deadline, runtime.vault.ready(principal.organizationId), () => undefined);
  const strays = new ChangeLog();
  const opening = runtime.writes.begin([new ChangeCollector(strays)]);
  const transaction = await until(deadline, opening, (late) => void late.rollback());
  const watch = watchdog(transaction, deadline);
  const shared = new Shared(runtime, transaction, { members, strays, deadline });
  try {
    return await Promise.race([shared.run(way), watch.expired]);
  } finally {
    watch.stop();
    await transaction.rollback();
  }
}

/** One member's part of the transaction. */
interface Part {
  member: SharedMember;
  caller: Caller;
  ctx: RequestContext;
  changes: ChangeLog;
  outbox: Outbox;
  outcome: SharedOutcome;
}

class Shared {
  private readonly signals = new Set<SignalChannel>();
  private readonly parts: readonly Part[];

  constructor(
    private readonly runtime: Runtime,
    private readonly transaction: OrmTransaction,
    private readonly of: { members: readonly SharedMember[]; strays: ChangeLog; deadline: number },
  ) {
    this.parts = of.members.map((member) => this.partOf(member));
  }

  async run({ work, areKeysNew }: Way): Promise<SharedOutcome[]> {
    const { transaction, parts, of } = this;
    const lock = of.members.some(({ claim }) => claim) ? KEY_WAIT : TIMEOUTS.lock;
    await applySettings(transaction, { principal: this.principal(), ...of }, lock);
    await this.claim(areKeysNew);
    const live = parts.filter(({ outcome }) => !outcome);
    const answers = await work(live.map(({ ctx, member }) => ({ ctx, args: member.args })));
    live.forEach((part, place) => (part.outcome = outcomeOf(answers[place])));
    const refused = live.some(({ outcome }) => outcome && 'error' in outcome);
    if (!refused && live.some(({ outcome }) => !outcome)) {
      throw new Error('Shared work gave no answer for one of its calls.');
    }
    if (!refused && live.length > 0) await this.finish(live);
    // What was written is taken back with the refused ones; what was known before stays known.
    const isSure = ({ outcome }: Part): boolean =>
      !refused || (outcome !== undefined && ('error' in outcome || outcome.replayed));
    return parts.map((part) => (isSure(part) ? part.outcome : undefined));
  }

  /** Keys that were used before have their answer of then, or why it cannot be given. */
  private async claim(areKeysNew: boolean): Promise<void> {
    const keyed = this.parts.flatMap((part) => {
      const { claim } = part.member;
      return claim ? [{ part, caller: part.caller, claim }] : [];
    });
    if (keyed.length === 0) return;
    if (areKeysNew) return this.transaction.first(unusedKeysStatement(keyed));
    const claimed = await claimKeys(this.runtime, this.transaction, keyed);
    keyed.forEach(({ part }, place) => {
      const one = claimed[place];
      if (!one) return;
      part.outcome =
        'replay' in one ? { value: one.replay, replayed: true } : { error: one.refusal };
    });
  }

  private async finish(live: readonly Part[]): Promise<void> {
    const { runtime, transaction, of } = this;
    await transaction.em.flush();
    if (of.strays.mark > 0) throw new Error('A shared transaction wrote by the unit of work.');
    const traces = traceStatement(...live.map((part) => this.tracesOf(part)));
    const kept = live.flatMap(({ member: { claim }, caller, outcome }) =>
      claim && outcome && 'value' in outcome ? [{ caller, claim, value: outcome.value }] : [],
    );
    const outcomes = outcomeStatement(runtime, kept);
    const last = [CHECK_CONSTRAINTS, traces, outcomes].filter((one) => one !== undefined);
    const rows = await this.commit(last, live);
    if (live.some(({ outbox }) => outbox.mark > 0)) this.signals.add('core_event');
    const told = traces && rows[last.indexOf(traces)];
    const [principal, { signals }] = [this.principal(), this];
    announceCommit(runtime, { principal, isAccessChanged: isAccessChanged(told), signals });
  }

  /** The last statements, the reads of all answers and the commit in one message. */
  private async commit(last: readonly Statement[], live: readonly Part[]) {
    const { runtime, of } = this;
    const { organizationId } = this.principal();
    const reads = new LastReads(runtime.reads.runner(organizationId, of.deadline));
    for (const { member, outcome } of live) {
      if (!outcome || !('value' in outcome)) continue;
      outcome.finished = member.finish(outcome.value, reads);
      // Whoever waits for it hears of it; until then a failure is nobody's.
      outcome.finished.catch(() => undefined);
    }
    try {
      const rows = await this.transaction.commit([...last, ...reads.take()]);
      reads.settle(rows.slice(last.length));
      return rows;
    } catch (error) {
      reads.fail(error);
      if (isAnswered(error)) throw error;
      throw new CommitLost('The commit was not answered.', { cause: error });
    }
  }

  private tracesOf({ member, caller, changes, outbox }: Part): Traces {
    const { operation } = member;
    const merged = changes.merged();
    const { records } = this.runtime.composition;
    announceChanges(outbox, merged, { changes, records });
    return { caller, operation, changes: merged, outbox, always: true };
  }

  private partOf(member: SharedMember): Part {
    const { request, operation } = member;
    const [changes, outbox] = [new ChangeLog(), new Outbox()];
    const open = { orm: this.transaction, operation, changes, outbox, signals: this.signals };
    const ctx = request.within({ ...open, savepoint: refuseSavepoint });
    return { member, caller: request.caller, ctx, changes, outbox, outcome: undefined };
  }

  /** The settings of the session name one principal; of several they name none. */
  private principal(): Principal {
    const [{ principal }, ...others] = this.parts.map(({ caller }) => caller) as [Caller];
    const isOne = others.every((one: Caller) => one.principal.id === principal.id);
    return isOne ? principal : { ...principal, id: '' };
  }
}

function outcomeOf(answer: object | DomainError | undefined): SharedOutcome {
  if (answer instanceof DomainError) return { error: answer };
  if (!answer) return undefined;
  return { value: { userErrors: [], ...(answer as Payload) }, replayed: false };
}

/** Whether the database took all back; of a connection that ends nobody knows. */
function isAnswered(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && !/^(08|57P)/.test(state);
}

function refuseSavepoint(): Promise<never> {
  return Promise.reject(new Error('ctx.savepoint is not there in a shared transaction.'));
}
