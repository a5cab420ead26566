import { Extensions } from 'type-graphql';
import type { RequestContext } from '../context/request.js';
import { requestOf } from '../context/runtime-of.js';
import type { Ctx } from '../context/ctx.js';
import { actorOf } from '../jobs/actor.js';
import { Job } from '../jobs/job.entity.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { bulkErrors } from './errors.js';
import { BulkExportInput, BulkExportPayload } from './export.types.js';
import { type ExportSource, planRequest } from './export-plan.js';
import { EXPORT_KIND } from './export-request.js';

/** Exports of one caller at the same time, waiting ones included. */
const MAX_RUNNING = 2;

const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 18))';
const RUNNING = `
  select count(*) as running from core.job
  where kind = $1 and state in ('QUEUED', 'RUNNING') and actor_id = $2`;

/** Lists of records, whole. */
@Resolver()
export class BulkExportResolver {
  @Mutation(() => BulkExportPayload, {
    description:
      'Writes all records of a list into a file, as a job, with the rights that the caller has ' +
      'while it runs. No record comes twice; each is as it was when its page was read. The ' +
      'address of the file is in the result of the job and good for 24 hours.',
  })
  @Extensions({ bucket: 'export' })
  async bulkExport(@Context() context: Ctx, @Arg('input') input: BulkExportInput) {
    const ctx = requestOf(context);
    const source = sourceOf(ctx, input);
    const { composition } = ctx.runtime;
    const request = planRequest(composition, ctx.principal, { source, format: input.format });
    await ctx.sql(LOCK, [ctx.principal.id]);
    const [row] = await ctx.sql<{ running: string }>(RUNNING, [EXPORT_KIND, ctx.principal.id]);
    if (Number(row?.running) >= MAX_RUNNING) throw bulkErrors.EXPORT_BUSY({ max: MAX_RUNNING });
    const job = ctx.em.create(Job, { kind: EXPORT_KIND, input: request, ...actorOf(ctx) });
    ctx.announce('core_job');
    return { job };
  }
}

/** @throws DomainError CORE_EXPORT_SOURCE */
function sourceOf(ctx: RequestContext, input: BulkExportInput): ExportSource {
  const { query, variables, type: kind, columns, where } = input;
  const isQuery = query != null && kind == null && columns == null && where == null;
  if (isQuery) return { query, variables: objectOf(variables) };
  if (query != null || variables != null || kind == null) throw bulkErrors.EXPORT_SOURCE();
  const { plugins } = ctx.runtime.composition;
  const types = plugins.flatMap(({ definition }) => definition.imports ?? []);
  const type = types.find((one) => one.kind === kind);
  if (!type?.export) throw bulkErrors.EXPORT_SOURCE({}, ['input', 'type']);
  return {
    type: { ...type, export: type.export },
    ...(columns?.length ? { columns } : {}),
    ...(where == null ? {} : { where }),
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  if (value == null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw bulkErrors.EXPORT_SOURCE({}, ['input', 'variables']);
}
