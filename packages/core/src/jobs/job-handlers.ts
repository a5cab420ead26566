import { subscriberHandlers } from '../events/subscriber-handlers.js';
import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import { exportHandler } from '../bulk/export-handler.js';
import { FaultList } from '../imports/fault-list.js';
import { importHandlers } from '../imports/import-handler.js';
import type { RowFault } from '../imports/import-type.js';
import { importField } from '../imports/import-work.js';
import type { Composition } from '../plugin/composition.js';
import type { JobDefinition, JobFinish, JobStepResult, JobWork } from './job-definition.js';
import type { JobHandler, JobRun } from './job-run.js';

/** Everything that the loaded plugins can run: imports, exports, jobs, subscribers of events. */
export function jobHandlers(composition: Composition): JobHandler[] {
  const jobs = composition.plugins.flatMap(({ definition }) => definition.jobs ?? []);
  return [
    ...importHandlers(composition),
    exportHandler(),
    ...jobs.map(jobHandler),
    ...subscriberHandlers(composition),
  ];
}

/** Kinds whose plugin failed to start: their jobs wait until it does. */
export function idleKinds({ plugins }: Pick<Composition, 'plugins'>): string[] {
  return plugins
    .filter(({ failure }) => failure !== undefined)
    .flatMap(({ definition: { imports = [], jobs = [], on = [] } }) => [
      ...imports.map(importField),
      ...jobs.map(({ kind }) => kind),
      ...on.map(({ name }) => name),
    ]);
}

function jobHandler(definition: JobDefinition): JobHandler {
  const { kind, retries } = definition;
  return {
    kind,
    retriesFaults: true,
    ...(retries === undefined ? {} : { retries }),
    run: async (run) => {
      const work = new Work(run, definition, definition.input.parse(run.job.input));
      await definition.run(work);
      if (!work.isFinished) await work.finish(async () => undefined);
    },
  };
}

class Work implements JobWork {
  isFinished = false;

  constructor(
    private readonly run: JobRun,
    private readonly definition: JobDefinition,
    readonly input: unknown,
  ) {}

  get jobId(): string {
    return this.run.job.id;
  }

  get organizationId(): string {
    return this.run.job.organizationId;
  }

  get cursor(): unknown {
    return this.run.job.cursor;
  }

  get signal(): AbortSignal {
    return this.run.signal;
  }

  async step(work: Parameters<JobWork['step']>[0]): Promise<void> {
    let cursor = this.run.job.cursor;
    const { kind: operation, permission } = this.definition;
    await this.run.step({
      operation,
      permission,
      work: async (ctx) => {
        const { faults = [], ...result }: JobStepResult = (await work(ctx)) ?? {};
        cursor = result.cursor ?? this.run.job.cursor;
        await this.storeFaults(ctx, faults);
        return result;
      },
    });
    this.run.job.cursor = cursor;
  }

  async finish(work: Parameters<JobWork['finish']>[0]): Promise<void> {
    const { kind: operation, permission } = this.definition;
    await this.run.step({
      operation,
      permission,
      work: async (ctx) => {
        const { faults = [], outcome, ...result }: JobFinish = (await work(ctx)) ?? {};
        await this.storeFaults(ctx, faults);
        if (!outcome) return { ...result, end: { state: 'SUCCEEDED' } };
        const seconds = Math.round((Date.now() - this.run.job.startedAt.valueOf()) / 10) / 100;
        return { ...result, end: { state: 'SUCCEEDED', outcome: { seconds, ...outcome } } };
      },
    });
    this.isFinished = true;
  }

  async read<R>(work: (ctx: Ctx) => Promise<R>): Promise<R> {
    this.run.checkpoint();
    const caller = await this.run.caller(this.definition.permission);
    return work(new RequestContext(this.run.runtime, caller));
  }

  private async storeFaults(ctx: RequestContext, faults: readonly RowFault[]): Promise<void> {
    if (faults.length === 0) return;
    const list = new FaultList();
    list.add(faults);
    await list.store(ctx, this.jobId);
  }

  checkpoint(): void {
    this.run.checkpoint();
  }

  report(progress: Parameters<JobWork['report']>[0]): void {
    this.run.report(progress);
  }
}
