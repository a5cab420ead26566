import { deadlineRefusal } from '../context/deadline.js';
import type { Runtime } from '../context/runtime.js';
import {
  CommitLost,
  inSharedTransaction,
  type SharedAnswer,
  type SharedMember,
  type SharedOutcome,
  type SharedWork,
} from './shared-transaction.js';
import { explain } from './violations.js';

/**
 * A mutation whose calls of one organization may share a transaction (`@Extensions({ coalesce })`):
 * what waits while one runs is the next one. For hot writes that take many at once for little more
 * than one. The resolver of the field does the same for one call: dry runs and calls that are
 * disturbed by others run alone.
 */
export interface Coalescing {
  run: SharedWork;
  /** How much room a call takes; default 1. */
  sizeOf?(args: Readonly<Record<string, unknown>>): number;
  /** Room of one transaction; default 100. A call that is larger has one for itself. */
  room?: number;
}

/** A call that may share. */
export interface CoalescedCall extends SharedMember {
  /** Runs it in a transaction of its own. */
  alone(): Promise<SharedAnswer>;
}

/** A call with less time left than this is not bound to others. In milliseconds. */
const SHORT = 1_000;

/** Refused calls are taken out and the others run again, so often; then each runs alone. */
const ROUNDS = 3;

const queues = new WeakMap<Runtime, Map<string, CallQueue>>();

/**
 * Does a call together with those of the same organization that wait beside it.
 * @throws DomainError, Refusal, or what the work threw for this call
 */
export function together(coalescing: Coalescing, call: CoalescedCall): Promise<SharedAnswer> {
  const { runtime, organizationId, deadline } = call.request;
  if (deadline - Date.now() < SHORT) return call.alone();
  const own = queues.get(runtime) ?? new Map<string, CallQueue>();
  queues.set(runtime, own);
  const name = `${organizationId} ${call.operation}`;
  const queue = own.get(name) ?? new CallQueue(runtime, coalescing, () => own.delete(name));
  own.set(name, queue);
  return queue.add(call);
}

interface Waiting {
  call: CoalescedCall;
  size: number;
  /** Runs out with the caller's time, until it is taken. */
  timer?: NodeJS.Timeout;
  resolve(value: SharedAnswer): void;
  reject(reason: unknown): void;
}

/** The calls of one organization and field that wait for their turn. */
class CallQueue {
  private waiting: Waiting[] = [];
  private isRunning = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly coalescing: Coalescing,
    private readonly ended: () => void,
  ) {}

  add(call: CoalescedCall): Promise<SharedAnswer> {
    return new Promise((resolve, reject) => {
      const size = this.coalescing.sizeOf?.(call.args) ?? 1;
      const entry: Waiting = { call, size, resolve, reject };
      this.waiting.push(entry);
      if (!this.isRunning) {
        void this.drain();
        return;
      }
      const rest = Math.max(0, call.request.deadline - Date.now());
      entry.timer = setTimeout(() => this.drop(entry), rest);
    });
  }

  /** Its caller waits no more: it is not run. */
  private drop(entry: Waiting): void {
    this.waiting = this.waiting.filter((one) => one !== entry);
    entry.reject(deadlineRefusal());
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) await this.serve(this.next());
    this.isRunning = false;
    this.ended();
  }

  /** As many as have room, in their order; of several with one key the first. */
  private next(): Waiting[] {
    const { room = 100 } = this.coalescing;
    const keys = new Set<string>();
    const taken: Waiting[] = [];
    let used = 0;
    for (const entry of this.waiting) {
      const { claim, request } = entry.call;
      const key = claim && `${request.principal.id} ${claim.key}`;
      // Its twin runs with the next ones, and finds the key of this one.
      if (key !== undefined && keys.has(key)) continue;
      if (taken.length > 0 && used + entry.size > room) break;
      if (key !== undefined) keys.add(key);
      used += entry.size;
      taken.push(entry);
    }
    const gone = new Set(taken);
    this.waiting = this.waiting.filter((entry) => !gone.has(entry));
    for (const { timer } of taken) clearTimeout(timer);
    return taken;
  }

  private async serve(entries: readonly Waiting[]): Promise<void> {
    const now = Date.now();
    const isShort = ({ call }: Waiting): boolean => call.request.deadline - now < SHORT;
    const hurried = entries.filter(isShort).map(alone);
    let rest = entries.filter((entry) => !isShort(entry));
    for (let round = 0; round < ROUNDS && rest.length > 0; round += 1) {
      const outcomes = await this.attempt(rest);
      if (!outcomes) break;
      rest.forEach((entry, place) => settle(entry, outcomes[place]));
      rest = rest.filter((_, place) => !outcomes[place]);
    }
    await Promise.all([...hurried, ...rest.map(alone)]);
  }

  /** `undefined`: the transaction failed as a whole, and each call is to run alone. */
  private async attempt(entries: readonly Waiting[]): Promise<SharedOutcome[] | undefined> {
    const { runtime, coalescing } = this;
    const members = entries.map(({ call }) => call);
    const name = `transaction ${members[0]?.operation}`;
    const span = { name, attributes: { 'bureau.calls': members.length } };
    try {
      return await runtime.tracing(span, () =>
        inSharedTransaction(runtime, members, coalescing.run),
      );
    } catch (error) {
      if (error instanceof CommitLost) {
        await Promise.all(entries.map((entry) => this.lose(entry, error.cause)));
        return entries.map(() => LOST);
      }
      const data = { operation: members[0]?.operation, calls: members.length };
      runtime.log.warn({ ...data, error: String(error) }, 'calls that shared run alone');
      return undefined;
    }
  }

  private async lose({ call, reject }: Waiting, cause: unknown): Promise<void> {
    reject(await explain(this.runtime, cause, call.request.caller));
  }
}

/** Answered already. */
const LOST: SharedOutcome = { value: {}, replayed: false };

function alone({ call, resolve, reject }: Waiting): Promise<void> {
  return call.alone().then(resolve, reject);
}

function settle({ resolve, reject }: Waiting, outcome: SharedOutcome): void {
  if (!outcome) return;
  if ('error' in outcome) reject(outcome.error);
  else resolve(outcome);
}
