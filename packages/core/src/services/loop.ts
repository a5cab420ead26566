import type { Log } from '../context/runtime.js';

export interface LoopOptions {
  /** For logs: `events`. */
  name: string;
  log: Log;
  /** Milliseconds between two looks when nobody calls. */
  pollMs: number;
  /**
   * Milliseconds from one turn to the next that a call may start: what is called for in between is
   * done by one turn. Whoever waits until all is settled does not wait for it. Default 0.
   */
  gatherMs?: number;
  /** Does what can be done; true when nothing is left that could be done now. */
  turn(): Promise<boolean>;
}

/** Turn after turn of a background service: at once while there is work, then by call and clock. */
export class Loop {
  private running: Promise<void> | undefined;
  private isStopping = false;
  private isCalled = false;
  /** When the last turn began. */
  private begun = Number.NEGATIVE_INFINITY;
  private rouse: () => void = () => undefined;
  private hurry: () => void = () => undefined;
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
      this.hurry();
      this.wake();
    });
  }

  /** Whether a long turn should end soon. */
  get stopping(): boolean {
    return this.isStopping;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.hurry();
    this.rouse();
    await this.running;
    this.settle();
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      await this.gather();
      this.isCalled = false;
      this.begun = performance.now();
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

  /** Waits for more calls, unless somebody waits for the end of all turns. */
  private gather(): Promise<void> {
    const rest = this.begun + (this.options.gatherMs ?? 0) - performance.now();
    if (rest <= 0 || this.isStopping || this.waiting.length > 0) return Promise.resolve();
    return waitFor(rest, (end) => (this.hurry = end));
  }

  private pause(): Promise<void> {
    if (this.isStopping) return Promise.resolve();
    return waitFor(this.options.pollMs, (end) => (this.rouse = end));
  }
}

/** Resolves after so many milliseconds, or when the function that it hands out is called. */
function waitFor(milliseconds: number, handOut: (end: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    handOut(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
