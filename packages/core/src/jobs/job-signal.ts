import pg from 'pg';
import type { Ctx } from '../context/ctx.js';
import type { Log } from '../context/runtime.js';

const CHANNEL = 'core_job';
const RECONNECT_MS = 5_000;

/** Tells the runners of all processes, when this transaction commits, that a job waits. */
export async function announceJob(ctx: Ctx): Promise<void> {
  await ctx.sql(`select pg_notify('${CHANNEL}', '')`);
}

/**
 * Calls back whenever a job was announced. While the connection is away the runner's own polling
 * finds the jobs, only later.
 */
export class JobSignal {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: { url: string; log: Log; heard: () => void }) {}

  /** Never throws: it tries again every five seconds. */
  async listen(): Promise<void> {
    if (this.closed) return;
    const { url, log, heard } = this.options;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'bureau jobs',
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', heard);
    client.on('error', () => undefined);
    client.on('end', () => this.again());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      heard();
    } catch (error) {
      log.warn({ error: String(error) }, 'job signal cannot connect');
      this.again();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
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
