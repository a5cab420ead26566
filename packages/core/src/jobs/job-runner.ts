import { randomUUID } from 'node:crypto';
import { ReadPool } from '../context/pools.js';
import type { Runtime } from '../context/runtime.js';
import type { BackgroundService } from '../services/background.js';
import { Signal } from '../services/signal.js';
import { jobErrors } from './errors.js';
import { judge, lastEnd } from './job-failure.js';
import { type ClaimedJob, createJobQueue, type JobQueue } from './job-queue.js';
import { idleKinds, jobHandlers } from './job-handlers.js';
import { type JobHandler, JobRun, JobStopped } from './job-run.js';

export interface JobRunnerOptions {
  /** URL of the worker role, which sees the jobs of all organizations and nothing else of them. */
  workerUrl: string;
  /** Jobs at once, each of another organization. Default 2. */
  concurrency?: number;
  /** Milliseconds between two looks when nobody calls. Default 500. */
  pollMs?: number;
  /** While it says so no job begins, and those under way are put back after their step. */
  isPaused?: () => boolean;
  /** Default: everything that the plugins can run. */
  handlers?: readonly JobHandler[];
}

/** Works on the jobs of all organizations in this process. */
export type JobRunner = BackgroundService;

const BEAT_MS = 2_000;
/** Organizations whose last turn is remembered. */
const TURNS = 1_000;

/** Handlers run on the runtime's own role, one organization at a time. */
export function createJobRunner(runtime: Runtime, options: JobRunnerOptions): JobRunner {
  return new Runner(runtime, options);
}

class Runner implements JobRunner {
  readonly name = 'jobs';
  private readonly pool: ReadPool;
  private readonly queue: JobQueue;
  private readonly signal: Signal;
  private readonly handlers: ReadonlyMap<string, JobHandler>;
  /** Runs under way by organization. */
  private readonly runs = new Map<string, { run: JobRun; ended: Promise<void> }>();
  /** Organizations in the order of their last turn. */
  private served: string[] = [];
  private loop: Promise<void> | undefined;
  private stopping = false;
  /** Ends the pause of the loop. */
  private rouse: () => void = () => undefined;
  private isCalled = false;
  private waiting: (() => void)[] = [];

  constructor(
    private readonly runtime: Runtime,
    private readonly options: JobRunnerOptions,
  ) {
    const { workerUrl } = options;
    this.pool = new ReadPool({ url: workerUrl, poolSize: 2 });
    this.queue = createJobQueue(this.pool, () => runtime.signals.announce('core_event'));
    const heard = () => this.wake();
    this.signal = new Signal(runtime, { url: workerUrl, channel: 'core_job', heard });
    const handlers = options.handlers ?? jobHandlers(runtime.composition);
    this.handlers = new Map(handlers.map((handler) => [handler.kind, handler]));
  }

  start(): void {
    this.loop ??= this.work();
    void this.signal.listen();
  }

  wake(): void {
    this.isCalled = true;
    this.rouse();
  }

  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.wake();
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { run } of this.runs.values()) run.stop('stopping');
    this.rouse();
    await this.signal.close();
    await this.loop;
    await Promise.all([...this.runs.values()].map(({ ended }) => ended));
    await this.pool.close();
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      this.isCalled = false;
      const isIdle = await this.fill();
      if (isIdle && this.runs.size === 0 && !this.isCalled) {
        for (const resolve of this.waiting.splice(0)) resolve();
      }
      if (!this.isCalled && !this.stopping) await this.pause();
    }
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Starts jobs while there is room; true when no more wait, false also when none can be seen. */
  private async fill(): Promise<boolean> {
    const { concurrency = 2, isPaused } = this.options;
    if (isPaused?.()) {
      for (const { run } of this.runs.values()) run.stop('stopping');
      return false;
    }
    try {
      while (!this.stopping && this.runs.size < concurrency) {
        const idle = idleKinds(this.runtime.composition);
        const turn = { busy: [...this.runs.keys()], served: this.served, idle };
        const job = await this.queue.claim(randomUUID(), turn);
        if (!job) return true;
        this.launch(job);
      }
    } catch (error) {
      this.runtime.log.warn({ error: String(error) }, 'jobs cannot be claimed');
    }
    return false;
  }

  private launch(job: ClaimedJob): void {
    const { organizationId } = job;
    const run = new JobRun(this.runtime, job);
    const ended = this.carryOut(run).finally(() => {
      this.runs.delete(organizationId);
      this.wake();
    });
    this.runs.set(organizationId, { run, ended });
    const others = this.served.filter((id) => id !== organizationId);
    this.served = [...others.slice(1 - TURNS), organizationId];
  }

  /** Never throws: what goes wrong is said by the job, or left to the end of its lease. */
  private async carryOut(run: JobRun): Promise<void> {
    const { job } = run;
    const timer = setInterval(() => void this.beat(run), BEAT_MS);
    try {
      await this.handle(run);
    } catch (error) {
      await this.settle(run, error).catch((fault: unknown) => {
        this.runtime.log.warn({ job: job.id, error: String(fault) }, 'job left to its lease');
      });
    } finally {
      clearInterval(timer);
    }
  }

  private async handle(run: JobRun): Promise<void> {
    const { job } = run;
    const handler = this.handlers.get(job.kind);
    if (!handler) throw jobErrors.JOB_UNKNOWN();
    const end = lastEnd(job, handler);
    if (end) await this.queue.end(job, end);
    else await this.runtime.tracing({ name: `job ${job.kind}` }, () => handler.run(run));
  }

  private async settle(run: JobRun, error: unknown): Promise<void> {
    const { job } = run;
    if (error instanceof JobStopped) {
      if (error.why === 'stopping') await this.queue.release(job);
      return;
    }
    const verdict = judge(this.runtime, { job, handler: this.handlers.get(job.kind) }, error);
    if ('end' in verdict) await this.queue.end(job, verdict.end);
    else await this.queue.release(job, verdict.retryIn);
  }

  private async beat(run: JobRun): Promise<void> {
    try {
      if (!(await this.queue.beat(run.job, run.takeReport()))) run.stop('lost');
    } catch (error) {
      this.runtime.log.warn({ job: run.job.id, error: String(error) }, 'no sign of life of a job');
    }
  }

  private pause(): Promise<void> {
    const { pollMs = 500 } = this.options;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
