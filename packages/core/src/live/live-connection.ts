import pg from 'pg';
import { TIMEOUTS } from '../context/connection.js';
import type { Runtime } from '../context/runtime.js';
import { LIVE_CHANNEL, readNotice } from './live-notice.js';

/** Organizations in which credentials or rights have changed. */
const ACCESS_CHANNEL = 'core_access';
const RECONNECT_MS = 1_000;

/** The one listening connection of a server process. */
export interface LiveConnection {
  /** Resolves when it listens for the first time; never rejects. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Passes what the dispatchers of all processes announce on to the open subscriptions of this one,
 * and changes of rights to its credentials. After a break subscriptions are ended as retryable,
 * because what was announced in it is lost.
 */
export function createLiveConnection(
  runtime: Pick<Runtime, 'live' | 'credentials' | 'log'>,
  url: string,
): LiveConnection {
  return new Connection(runtime, url);
}

class Connection implements LiveConnection {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly runtime: Pick<Runtime, 'live' | 'credentials' | 'log'>,
    private readonly url: string,
  ) {}

  async listen(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'bureau live',
      connectionTimeoutMillis: TIMEOUTS.connect,
      keepAlive: true,
    });
    this.client = client;
    client.on('error', () => undefined);
    client.on('end', () => this.again(client));
    client.on('notification', ({ channel, payload }) => {
      if (channel === ACCESS_CHANNEL) return this.runtime.credentials.changed(payload);
      const notice = readNotice(payload ?? '');
      if (notice) this.runtime.live.publish(notice);
    });
    try {
      await client.connect();
      await client.query(`listen ${LIVE_CHANNEL}; listen ${ACCESS_CHANNEL}`);
      this.runtime.credentials.listening(true);
      // Whoever subscribed while nobody listened may have missed something.
      this.runtime.live.interrupt();
    } catch (error) {
      this.runtime.log.warn({ error: String(error) }, 'live connection cannot be made');
      this.again(client);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.runtime.credentials.listening(false);
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private again(client: pg.Client): void {
    if (this.closed || this.client !== client) return;
    this.runtime.credentials.listening(false);
    this.runtime.live.interrupt();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.listen(), RECONNECT_MS).unref();
  }
}
