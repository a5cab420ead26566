import { subscriberHandlers } from '../events/subscriber-handlers.js';
import { exportHandler } from '../bulk/export-handler.js';
import { importHandlers } from '../imports/import-handler.js';
import { importField } from '../imports/import-work.js';
import type { Composition } from '../plugin/composition.js';
import type { JobDefinition, JobStepResult, JobWork } from './job-definition.js';
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

  async step(work: Parameters<JobWork['step']>[0]): Promise<void> {
    let cursor = this.run.job.cursor;
    const { kind: operation, permission } = this.definition;
    await this.run.step({
      operation,
      permission,
      work: async (ctx) => {
        const result: JobStepResult = (await work(ctx)) ?? {};
        cursor = result.cursor ?? this.run.job.cursor;
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
        const result: JobStepResult = (await work(ctx)) ?? {};
        return { ...result, end: { state: 'SUCCEEDED' } };
      },
    });
    this.isFinished = true;
  }

  checkpoint(): void {
    this.run.checkpoint();
  }

  report(progress: Parameters<JobWork['report']>[0]): void {
    this.run.report(progress);
  }
}
