import type { Runtime } from '../context/runtime.js';
import { WorkerPool } from '../context/worker-pool.js';
import type { BackgroundService } from '../services/background.js';
import { Loop } from '../services/loop.js';
import { Signal } from '../services/signal.js';
import { disableEndpoint } from './disable-endpoint.js';
import { webhookBody } from './webhook-body.js';
import type { WebhookDisabledReason } from './webhook-endpoint.entity.js';
import {
  claimDeliveries,
  dropDelivery,
  recordAttempt,
  releaseDelivery,
  sweepDeliveries,
  type AttemptResult,
  type ClaimedDelivery,
} from './webhook-rows.js';
import { outcomeOf, sendDelivery } from './webhook-send.js';

export interface WebhookSenderOptions {
  /** URL of the worker role. */
  workerUrl: string;
  /** Milliseconds between two looks when nobody calls. Default 500. */
  pollMs?: number;
}

/** Deliveries under way in this process at once, and of one endpoint. */
const AT_ONCE = 64;
const PER_ENDPOINT = 4;
/** Days of failure after which an endpoint is switched off. */
const FAILING_DAYS = 5;
/** Days for which deliveries are kept. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const SWEEP_MS = 3_600_000;
/** Seconds after which a delivery is tried again whose body the platform could not make. */
const BODY_RETRY = 30;
const GONE = 410;

/**
 * Sends what the dispatcher put on its way, of all organizations, several processes side by side.
 * A slow endpoint holds up nobody but itself; order is not promised.
 */
export function createWebhookSender(
  runtime: Runtime,
  { workerUrl, pollMs = 500 }: WebhookSenderOptions,
): BackgroundService {
  const pool = new WorkerPool({ url: workerUrl, poolSize: 4 });
  const sender = new Sender(runtime, pool);
  const loop = new Loop({
    name: 'webhooks',
    log: runtime.log,
    pollMs,
    turn: () => sender.turn(pollMs),
  });
  const wake = () => {
    loop.wake();
    sender.rouse();
  };
  const signal = new Signal(runtime, { url: workerUrl, channel: 'core_webhook', heard: wake });
  return {
    name: 'webhooks',
    start: () => {
      loop.start();
      void signal.listen();
    },
    wake,
    settled: () => {
      sender.rouse();
      return loop.settled();
    },
    stop: async () => {
      await signal.close();
      sender.stopping = true;
      sender.rouse();
      await loop.stop();
      await sender.ended();
      await pool.close();
    },
  };
}

class Sender {
  stopping = false;
  /** Ends the pause of a turn. */
  rouse: () => void = () => undefined;
  private readonly running = new Map<string, { endpointId: string; ended: Promise<void> }>();
  private sweptAt = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly pool: WorkerPool,
  ) {}

  /** Starts what is due; true when nothing is due and nothing is under way. */
  async turn(pollMs: number): Promise<boolean> {
    await this.sweep();
    // What ends during the look may leave room for more: only what was idle before it is idle.
    const wasIdle = this.running.size === 0;
    const free = AT_ONCE - this.running.size;
    const claimed = free > 0 && !this.stopping ? await this.claim(free) : [];
    for (const delivery of claimed) this.launch(delivery);
    if (claimed.length === 0 && wasIdle) return true;
    if (claimed.length === 0 && this.running.size > 0) await this.pause(pollMs);
    return false;
  }

  async ended(): Promise<void> {
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  private claim(limit: number): Promise<ClaimedDelivery[]> {
    // An endpoint gets its next few when the last of those before is back.
    const busy = [...new Set([...this.running.values()].map(({ endpointId }) => endpointId))];
    return claimDeliveries(this.pool.run, { limit, perEndpoint: PER_ENDPOINT, busy });
  }

  private launch(delivery: ClaimedDelivery): void {
    const ended = this.deliver(delivery)
      .catch((error: unknown) => {
        const data = { delivery: delivery.id, error: String(error) };
        this.runtime.log.warn(data, 'webhook delivery left to its lease');
      })
      .finally(() => {
        this.running.delete(delivery.id);
        this.rouse();
      });
    this.running.set(delivery.id, { endpointId: delivery.endpoint.id, ended });
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const { run } = this.pool;
    const made = await webhookBody(this.runtime, delivery);
    if ('hidden' in made) return dropDelivery(run, delivery);
    if ('unavailable' in made) return releaseDelivery(run, delivery, BODY_RETRY);
    if ('disable' in made) {
      await releaseDelivery(run, delivery, 0);
      return this.disable(delivery, made.disable);
    }
    const result = await sendDelivery(this.runtime, delivery, made.body);
    const outcome = outcomeOf(result, delivery.attempt);
    await recordAttempt(run, delivery, { result, outcome });
    const reason = outcome.state === 'DELIVERED' ? undefined : this.verdict(delivery, result);
    if (reason) await this.disable(delivery, reason);
  }

  private verdict(
    { endpoint }: ClaimedDelivery,
    { status }: AttemptResult,
  ): WebhookDisabledReason | undefined {
    if (status === GONE) return 'GONE';
    const since = endpoint.failingSince?.valueOf() ?? Infinity;
    return since < Date.now() - FAILING_DAYS * DAY_MS ? 'FAILING' : undefined;
  }

  private disable(
    { organizationId, endpoint }: ClaimedDelivery,
    reason: WebhookDisabledReason,
  ): Promise<void> {
    return disableEndpoint(this.runtime, { organizationId, id: endpoint.id }, reason);
  }

  private async sweep(): Promise<void> {
    if (Date.now() - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = Date.now();
    await sweepDeliveries(this.pool.run, KEPT_DAYS);
  }

  private pause(pollMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
