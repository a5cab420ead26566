import type { Runtime } from '../context/runtime.js';
import { WorkerPool, type WorkerTransaction } from '../context/worker-pool.js';
import type { BackgroundService } from '../services/background.js';
import { Loop } from '../services/loop.js';
import { Signal } from '../services/signal.js';
import { isPassing } from '../write/violations.js';
import type { EventConsumer } from './consumer.js';
import {
  lockOrganization,
  markDispatched,
  nextEvents,
  organizationsWaiting,
  postpone,
  type WaitingEvent,
} from './event-rows.js';

export interface DispatcherOptions {
  /** URL of the worker role. */
  workerUrl: string;
  consumers: readonly EventConsumer[];
  /** Milliseconds between two looks when nobody calls. Default 500. */
  pollMs?: number;
}

/** Events of one organization in one transaction. */
const BATCH = 200;
/** Under load one turn takes the events of so many milliseconds: a turn has its price. */
const GATHER_MS = 50;
/** Tries of one event, 1, 2, 4 ... seconds apart, after which it goes on without who fails. */
export const EVENT_ATTEMPTS = 8;

/**
 * Hands the events of all organizations to the consumers, at least once and in order, several
 * processes side by side: each organization is one process's while a batch is dispatched.
 *
 * The order is that of writing among what is committed. It needs no watermark: an event about a
 * record is written while its transaction holds the record's row, so of two transactions that
 * change one record the later one writes later. Long transactions (an import of a whole file)
 * therefore hold nobody up. Whoever reads the outbox by a cursor does need the watermark.
 */
export function createDispatcher(
  runtime: Runtime,
  { workerUrl, consumers, pollMs = 500 }: DispatcherOptions,
): BackgroundService {
  const pool = new WorkerPool({ url: workerUrl, poolSize: 2, prepare: true });
  const dispatch = new Dispatch(runtime, pool, consumers);
  const loop = new Loop({
    name: 'events',
    log: runtime.log,
    pollMs,
    gatherMs: GATHER_MS,
    turn: () => dispatch.everywhere(() => loop.stopping),
  });
  const signal = new Signal(runtime, {
    url: workerUrl,
    channel: 'core_event',
    heard: () => loop.wake(),
  });
  return {
    name: 'events',
    start: () => {
      loop.start();
      void signal.listen();
    },
    wake: () => loop.wake(),
    settled: () => loop.settled(),
    stop: async () => {
      await signal.close();
      await loop.stop();
      await pool.close();
    },
  };
}

class Dispatch {
  constructor(
    private readonly runtime: Runtime,
    private readonly pool: WorkerPool,
    private readonly consumers: readonly EventConsumer[],
  ) {}

  /** One batch of each organization that waits; true when there was nothing to do. */
  async everywhere(isStopping: () => boolean): Promise<boolean> {
    let done = 0;
    const faults: unknown[] = [];
    for (const organizationId of await organizationsWaiting(this.pool.run)) {
      if (isStopping()) break;
      try {
        done += await this.batch(organizationId);
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
    return done === 0;
  }

  /** The number of events that were dispatched or put off. */
  private async batch(organizationId: string): Promise<number> {
    let first: WaitingEvent | undefined;
    let count = 0;
    try {
      await this.within(organizationId, BATCH, async (events, transaction) => {
        [first, count] = [events[0], events.length];
        for (const consumer of this.consumers) await consumer.take(events, transaction.run);
        await markDispatched(transaction.run, events);
      });
    } catch (error) {
      if (isPassing(error) || !first) throw error;
      if (count === 1) await this.fail(first, error);
      else await this.oneByOne(organizationId, count);
    }
    return count;
  }

  /** Finds the event that its neighbours failed with. */
  private async oneByOne(organizationId: string, count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      let event: WaitingEvent | undefined;
      try {
        await this.within(organizationId, 1, async (events, transaction) => {
          [event] = events;
          for (const consumer of this.consumers) await consumer.take(events, transaction.run);
          await markDispatched(transaction.run, events);
        });
      } catch (error) {
        if (isPassing(error) || !event) throw error;
        await this.fail(event, error);
      }
    }
  }

  private async fail(event: WaitingEvent, error: unknown): Promise<void> {
    const { id, name, organizationId, attempts } = event;
    const stack = error instanceof Error ? error.stack : String(error);
    this.runtime.log.warn({ event: id, name, organizationId, attempts, stack }, 'event put off');
    if (attempts + 1 < EVENT_ATTEMPTS) {
      await postpone(this.pool.run, event, 2 ** attempts);
      return;
    }
    await this.pool.transaction((transaction) => this.withoutFaulty(event, transaction));
  }

  /** The last try: each consumer for itself, and who fails again goes without the event. */
  private async withoutFaulty(event: WaitingEvent, transaction: WorkerTransaction): Promise<void> {
    const failed: string[] = [];
    for (const consumer of this.consumers) {
      try {
        await transaction.savepoint(() => consumer.take([event], transaction.run));
      } catch (error) {
        if (isPassing(error)) throw error;
        failed.push(consumer.name);
      }
    }
    const fault = failed.length > 0 ? failed.join(', ') : null;
    await markDispatched(transaction.run, [event], fault);
    if (!fault) return;
    const { id, name, organizationId } = event;
    const said = 'event given up: these consumers never took it';
    this.runtime.log.error({ event: id, name, organizationId, consumers: failed }, said);
  }

  /** The next events of an organization in a transaction, if nobody else is at them. */
  private async within(
    organizationId: string,
    limit: number,
    work: (events: WaitingEvent[], transaction: WorkerTransaction) => Promise<void>,
  ): Promise<void> {
    await this.pool.transaction(async (transaction) => {
      if (!(await lockOrganization(transaction.run, organizationId))) return;
      const events = await nextEvents(transaction.run, organizationId, limit);
      if (events.length > 0) await work(events, transaction);
    });
    for (const consumer of this.consumers) consumer.committed?.();
  }
}
