import type { Ctx } from '../context/ctx.js';
import type { EventType } from './event.js';
import type { StoredEvent } from './consumer.js';

/** An event as a subscriber gets it. */
export interface ReceivedEvent<T = unknown> extends StoredEvent {
  payload: T;
}

/** What a plugin does about an event, soon after its commit. */
export interface Subscriber<T = unknown> {
  event: EventType<T>;
  /** `assets.returnFromLeaver`: begins with the id of the plugin; kind of its jobs. */
  name: string;
  /** How often it is tried again, 2, 4, 8 ... seconds apart. Default 8. */
  retries?: number;
  /**
   * Whether there is anything to do about an event, by its payload and the time alone; where there
   * is not, no job is made: an intake of ten thousand old records is no work for anybody then.
   */
  concerns?(payload: T, now: Date): boolean;
  /** One transaction; the platform acts. Its effect is there once for each event. */
  run(ctx: Ctx, event: ReceivedEvent<T>): Promise<void>;
}

/**
 * Declares what happens after an event; list it in the plugin's `on`. Each event is a job of its
 * own; those about one record run one after another, in the order of the events.
 */
export function subscriber<T>(
  event: EventType<T>,
  options: Omit<Subscriber<NoInfer<T>>, 'event'>,
): Subscriber {
  return { event, ...options } as unknown as Subscriber;
}
