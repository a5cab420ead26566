import pg from 'pg';
import { TIMEOUTS } from '../context/connection.js';
import type { Runtime } from '../context/runtime.js';
import type { SignalChannel } from '../context/signals.js';

const RECONNECT_MS = 5_000;

export interface SignalOptions {
  url: string;
  channel: SignalChannel;
  heard: () => void;
}

/**
 * Calls back whenever work was announced, in this process or another one. While the connection is
 * away the service's own polling finds the work, only later.
 */
export class Signal {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly unhear: () => void;

  constructor(
    private readonly runtime: Pick<Runtime, 'log' | 'signals'>,
    private readonly options: SignalOptions,
  ) {
    this.unhear = runtime.signals.listen(options.channel, options.heard);
  }

  /** Never throws: it tries again every five seconds. */
  async listen(): Promise<void> {
    if (this.closed) return;
    const { url, channel, heard } = this.options;
    const client = new pg.Client({
      connectionString: url,
      application_name: `bureau ${channel}`,
      connectionTimeoutMillis: TIMEOUTS.connect,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', heard);
    client.on('error', () => undefined);
    client.on('end', () => this.again());
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      heard();
    } catch (error) {
      this.runtime.log.warn({ channel, error: String(error) }, 'signal cannot connect');
      this.again();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.unhear();
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private again(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    this.timer = setTimeout(() => void this.listen(), RECONNECT_MS);
    this.timer.unref();
  }
}
