import type { Runtime } from '../context/runtime.js';
import {
  STORED_COLUMNS,
  storedChange,
  type StoredChange,
  type StoredRow,
} from '../feed/stored-change.js';
import type { LiveNotice, NoticedEvent } from './live-notice.js';
import { catchUp, LiveStream } from './live-stream.js';

/** Which events a subscription is for; rights are looked at later, at each delivery. */
export type Wanted = (event: NoticedEvent) => boolean;

interface Listener {
  wanted: Wanted;
  stream: LiveStream;
}

const EVENTS = `select ${STORED_COLUMNS} from core.outbox_event where id = any($1::uuid[])`;

/** Where the open subscriptions of this process get their events from. */
export class LiveHub {
  private readonly listeners = new Map<string, Set<Listener>>();
  /** Notices are worked off one after another, which keeps the order. */
  private tail: Promise<void> = Promise.resolve();

  constructor(private readonly runtime: Pick<Runtime, 'reads' | 'log'>) {}

  /** Events of an organization from now on, until the stream is returned or ends. */
  open(organizationId: string, wanted: Wanted): LiveStream {
    const all = this.listeners.get(organizationId) ?? new Set();
    this.listeners.set(organizationId, all);
    const stream = new LiveStream(() => {
      all.delete(listener);
      if (all.size === 0) this.listeners.delete(organizationId);
    });
    const listener = { wanted, stream };
    all.add(listener);
    return stream;
  }

  /** Open streams of this process, for metrics. */
  get size(): number {
    return [...this.listeners.values()].reduce((sum, all) => sum + all.size, 0);
  }

  /** Takes a notice over; what it is about is read once for all who want it. */
  publish(notice: LiveNotice): void {
    if (!this.listeners.has(notice.organizationId)) return;
    this.tail = this.tail.then(() => this.deliver(notice));
  }

  /** Notices may have been missed: nobody may go on as if there were no gap. */
  interrupt(): void {
    for (const all of [...this.listeners.values()]) {
      for (const { stream } of [...all]) stream.fail(catchUp('The connection was interrupted.'));
    }
  }

  /** Resolves when what was published so far is with its streams. */
  settled(): Promise<void> {
    return this.tail;
  }

  private async deliver({ organizationId, events }: LiveNotice): Promise<void> {
    const listeners = [...(this.listeners.get(organizationId) ?? [])];
    const asked = events.filter((event) => listeners.some(({ wanted }) => wanted(event)));
    if (asked.length === 0) return;
    try {
      const stored = await this.read(organizationId, asked);
      for (const event of asked) {
        const change = stored.get(event.id);
        if (!change) continue;
        for (const { wanted, stream } of listeners) if (wanted(event)) stream.push(change);
      }
    } catch (error) {
      this.runtime.log.warn({ error: String(error) }, 'events for subscriptions cannot be read');
      for (const { stream } of listeners) stream.fail(catchUp('Events could not be read.'));
    }
  }

  private async read(
    organizationId: string,
    events: readonly NoticedEvent[],
  ): Promise<Map<string, StoredChange>> {
    const values = [events.map(({ id }) => id)];
    const rows = await this.runtime.reads.sql<StoredRow>(organizationId, { text: EVENTS, values });
    return new Map(rows.map((row) => [row.id, storedChange(row)]));
  }
}
