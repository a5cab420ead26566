/** What the services behind the requests are woken for, in all processes: a LISTEN channel. */
export type SignalChannel = 'core_event' | 'core_job' | 'core_webhook';

const DELAY_MS = 20;

/**
 * Calls the services behind the requests after a commit: those of this process at once, those of
 * others by one NOTIFY for all commits of the last 20 ms. It is sent after the transactions and
 * not in them, because a transaction with a NOTIFY holds a lock of the whole database while it
 * commits, which would let writers wait for one disk after another. A process that dies in
 * between loses nothing: the services look by themselves too.
 */
export class Signals {
  private readonly listeners = new Map<SignalChannel, Set<() => void>>();
  private readonly pending = new Set<SignalChannel>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly notify: (channels: SignalChannel[]) => Promise<void>) {}

  announce(channel: SignalChannel): void {
    for (const heard of this.listeners.get(channel) ?? []) heard();
    this.pending.add(channel);
    this.timer ??= setTimeout(() => this.send(), DELAY_MS).unref();
  }

  /** Calls back for every announcement of this process, until the returned function is called. */
  listen(channel: SignalChannel, heard: () => void): () => void {
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(heard));
    return () => void listeners.delete(heard);
  }

  close(): void {
    clearTimeout(this.timer);
    this.pending.clear();
  }

  private send(): void {
    this.timer = undefined;
    const channels = [...this.pending];
    this.pending.clear();
    // Whoever does not hear of it finds the work by its own polling, only later.
    if (channels.length > 0) this.notify(channels).catch(() => undefined);
  }
}
