import { setTimeout as sleep } from 'node:timers/promises';
import {
  newDeliveryId,
  topicCovers,
  webhookHeaders,
  webhookText,
  type ToldEvent,
} from '@bureau/core';
import {
  FeedUnavailable,
  readFeed,
  reasonOf,
  type FeedClientOptions,
  type FeedPage,
} from './feed-client.js';

export interface ListenOptions extends FeedClientOptions {
  forwardTo: string;
  /** As those of a webhook endpoint. */
  topics: readonly string[];
  /** `whsec_...` */
  secret: string;
  /** Called when the events that follow will be forwarded. */
  ready(): void;
  /** Called after each delivery. */
  delivered(delivery: ForwardedDelivery): void;
  /** Called when the server cannot be asked; it is asked again. */
  waiting(reason: string): void;
}

/** One delivery, and what came of it. */
export interface ForwardedDelivery {
  /** The `webhook-id` that was sent. */
  id: string;
  event: ToldEvent;
  /** Status of the answer; null: there was none. */
  status: number | null;
  fault: string | null;
  durationMs: number;
}

const PAGE = 50;
const POLL_MS = 1_000;
const PATIENCE_MS = 2_000;
const ANSWER_MS = 10_000;

/**
 * Forwards what happens from now on to an address, one after the other in the order of the feed,
 * once each and signed as deliveries are, until the signal is given. What happens while the server
 * is away is forwarded later.
 * @throws FeedRefused when the token is not valid or may not follow events.
 */
export async function forwardWebhooks(options: ListenOptions): Promise<void> {
  const { signal, topics } = options;
  const start = await patiently(options, { after: null, first: 1 });
  if (!start) return;
  let after = start.latest;
  options.ready();
  while (!signal.aborted) {
    const page = await patiently(options, { after, first: PAGE });
    if (!page) return;
    for (const event of page.nodes) {
      if (signal.aborted) return;
      if (!topics.some((topic) => topicCovers(topic, event.name))) continue;
      options.delivered(await forward(options, event));
    }
    after = page.cursor;
    if (!page.hasMore) await pause(POLL_MS, signal);
  }
}

/** A page, however often it has to be asked for; undefined once the signal is given. */
async function patiently(
  options: ListenOptions,
  page: { after: string | null; first: number },
): Promise<FeedPage | undefined> {
  while (!options.signal.aborted) {
    try {
      return await readFeed(options, page);
    } catch (error) {
      if (options.signal.aborted) return undefined;
      if (!(error instanceof FeedUnavailable)) throw error;
      options.waiting(error.message);
      await pause(PATIENCE_MS, options.signal);
    }
  }
  return undefined;
}

async function forward(
  { forwardTo, secret, signal }: ListenOptions,
  event: ToldEvent,
): Promise<ForwardedDelivery> {
  const id = newDeliveryId();
  const body = webhookText(event);
  const headers = webhookHeaders([secret], { id, at: new Date(), body });
  const began = performance.now();
  const ended = () => Math.round(performance.now() - began);
  try {
    const response = await fetch(forwardTo, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    await response.body?.cancel();
    return { id, event, status: response.status, fault: null, durationMs: ended() };
  } catch (error) {
    return { id, event, status: null, fault: reasonOf(error), durationMs: ended() };
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
