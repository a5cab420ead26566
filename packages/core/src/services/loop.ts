import type { Log } from '../context/runtime.js';

export interface LoopOptions {
  /** For logs: `events`. */
  name: string;
  log: Log;
  /** Milliseconds between two looks when nobody calls. */
  pollMs: number;
  /** Does what can be done; true when nothing is left that could be done now. */
  turn(): Promise<boolean>;
}

/** Turn after turn of a background service: at once while there is work, then by call and clock. */
export class Loop {
  private running: Promise<void> | undefined;
  private isStopping = false;
  private isCalled = false;
  private rouse: () => void = () => undefined;
  private waiting: (() => void)[] = [];

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    this.running ??= this.work();
  }

  wake(): void {
    this.isCalled = true;
    this.rouse();
  }

  /** Resolves after a turn that left nothing, or when the loop ends. */
  settled(): Promise<void> {
    if (!this.running || this.isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.wake();
    });
  }

  /** Whether a long turn should end soon. */
  get stopping(): boolean {
    return this.isStopping;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.rouse();
    await this.running;
    this.settle();
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      this.isCalled = false;
      const isIdle = await this.turn();
      if (isIdle && !this.isCalled) this.settle();
      if (isIdle !== false && !this.isCalled) await this.pause();
    }
  }

  /** `undefined`: it failed, so that it waits before it tries again, and nothing is settled. */
  private async turn(): Promise<boolean | undefined> {
    try {
      return await this.options.turn();
    } catch (error) {
      const { log, name } = this.options;
      log.warn({ service: name, error: String(error) }, 'background service has to wait');
      return undefined;
    }
  }

  private settle(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private pause(): Promise<void> {
    if (this.isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.pollMs);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
