import { RESULT_LIFE } from '../bulk/export-purpose.js';
import type { Ctx } from '../context/ctx.js';
import { defineLoader } from '../context/loader.js';
import { RequestContext } from '../context/request.js';
import { downloadAddress } from '../files/download-token.js';
import { runtimeOf } from '../files/file-service.js';
import { FileType } from '../files/file.types.js';
import { encodeId } from '../model/ids.js';
import {
  Arg,
  Context,
  DateTimeScalar,
  FieldResolver,
  Mutation,
  Resolver,
  Root,
} from '../model/graphql.js';
import { UserErrorType } from '../model/shared-types.js';
import { demandOn } from '../schema/granting.js';
import { DomainError, type DomainErrorOptions } from '../write/errors.js';
import { userErrorOf } from '../write/payload.js';
import { Job } from './job.entity.js';
import { jobUpdated } from './events.js';
import {
  JobCancelInput,
  JobCancelPayload,
  JobProgress,
  JobResult,
  JobRetryInput,
  JobRetryPayload,
  JobType,
} from './job.types.js';

/** What the runner wrote about a job; texts, as the read pool gives them. */
interface JobDetail extends Record<string, unknown> {
  id: string;
  done: string;
  failed: string;
  total: string | null;
  step: string | null;
  seconds: string | null;
  outcome: string | null;
  error_code: string | null;
  error_message: string | null;
  error_facts: string | null;
  next: string | null;
  ended: string | null;
  created_by_id: string | null;
  actor_kind: string;
  actor_id: string;
}

/** What handlers leave as outcome, as far as it is shown. */
interface JobOutcome extends Omit<JobResult, 'asOf' | 'fileId'> {
  asOf?: string;
  /** Uuid. */
  fileId?: string;
}

const DETAILS = `
  select id, done, failed, total, step, outcome, error_code, error_message, error_facts,
    case when state = 'RUNNING' then extract(epoch from now() - started_at) end as seconds,
    case when state = 'QUEUED' then to_json(greatest(run_after, created_at)) #>> '{}' end as next,
    to_json(finished_at) #>> '{}' as ended, created_by_id, actor_kind, actor_id
  from core.job where id = any($1::uuid[])`;

/** One statement for the progress of all jobs of an answer. */
const detailLoader = defineLoader<string, JobDetail | undefined>({
  name: 'core.jobDetail',
  key: (id) => id,
  async batch(ctx, ids) {
    const rows = await ctx.sql<JobDetail>(DETAILS, [ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id));
  },
});

/** What jobs say of themselves, and how they are ended. */
@Resolver(() => JobType.object as never)
export class JobResolver {
  @FieldResolver(() => JobProgress, { description: 'How far it has come.' })
  async progress(@Root() job: { id: string }, @Context() ctx: Ctx): Promise<JobProgress> {
    return progressOf(await ctx.load(detailLoader, job.id));
  }

  @FieldResolver(() => JobResult, { nullable: true, description: 'What came of it, at the end.' })
  async result(@Root() job: { id: string }, @Context() ctx: Ctx): Promise<JobResult | null> {
    const detail = await ctx.load(detailLoader, job.id);
    if (!detail?.outcome) return null;
    const outcome = JSON.parse(detail.outcome) as JobOutcome;
    const asOf = outcome.asOf === undefined ? null : new Date(outcome.asOf);
    return { ...outcome, asOf, ...addressOf(ctx, detail, outcome.fileId) };
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'While it waits: not before that instant, after a failed try or by request.',
  })
  async nextRunAt(@Root() job: { id: string }, @Context() ctx: Ctx): Promise<Date | null> {
    const { next = null } = (await ctx.load(detailLoader, job.id)) ?? {};
    return next === null ? null : new Date(next);
  }

  @FieldResolver(() => [UserErrorType], { description: 'Why it failed; empty: it did not.' })
  async userErrors(@Root() job: { id: string }, @Context() ctx: Ctx): Promise<object[]> {
    const detail = await ctx.load(detailLoader, job.id);
    if (!detail?.error_code || !(ctx instanceof RequestContext)) return [];
    const facts = JSON.parse(detail.error_facts ?? '{}') as DomainErrorOptions;
    const { error_code: code, error_message: message } = detail;
    return [userErrorOf(ctx, new DomainError(code, message ?? '', facts))];
  }

  @Mutation(() => JobCancelPayload, {
    description: 'Ends a job; what it has written stays, a step under way is taken back.',
  })
  async jobCancel(@Context() ctx: Ctx, @Arg('input') input: JobCancelInput) {
    const job = await ctx.find(Job, input.id, { path: ['input', 'id'], lock: true });
    demandOn(ctx, 'core.job.write', job.createdBy?.id ?? '');
    job.cancel(ctx.now);
    tell(ctx, job);
    return { job };
  }

  @Mutation(() => JobRetryPayload, {
    description: 'Goes on with a failed, dead or cancelled job, from the last step that was kept.',
  })
  async jobRetry(@Context() ctx: Ctx, @Arg('input') input: JobRetryInput) {
    const job = await ctx.find(Job, input.id, { path: ['input', 'id'], lock: true });
    demandOn(ctx, 'core.job.write', job.createdBy?.id ?? '');
    job.retry();
    // Faults of an import are counted and written anew when it begins anew.
    if (job.cursor === null) await ctx.sql(FORGET_FAULTS, [job.id]);
    tell(ctx, job);
    if (ctx instanceof RequestContext) ctx.announce('core_job');
    return { job };
  }
}

/**
 * An address for who asked for the job: a user, or the key that called. Others who may see the job,
 * an administrator or a narrower key of the same user, may not see what is in the file.
 */
function addressOf(
  ctx: Ctx,
  detail: JobDetail,
  fileId: string | undefined,
): Pick<JobResult, 'fileId' | 'downloadUrl' | 'expiresAt'> {
  const { principal, organizationId } = ctx;
  const isCaller = detail.actor_kind === principal.kind && detail.actor_id === principal.id;
  const isOwner = principal.kind === 'user' && detail.created_by_id === principal.userId;
  if (fileId === undefined || detail.ended === null || !(isCaller || isOwner)) {
    return { fileId: null };
  }
  const expiresAt = new Date(Date.parse(detail.ended) + RESULT_LIFE);
  if (expiresAt <= ctx.now) return { fileId: null };
  const seconds = Math.floor(expiresAt.valueOf() / 1_000);
  const download = { organizationId, id: fileId, expiresAt: seconds };
  const downloadUrl = downloadAddress(runtimeOf(ctx), download);
  return { fileId: encodeId(FileType.options.prefix, fileId), downloadUrl, expiresAt };
}

const FORGET_FAULTS = 'delete from core.import_fault where job_id = $1';

function tell(ctx: Ctx, { id, kind, state, done, failed, total }: Job): void {
  const payload = { jobId: id, kind, state, done, failed, total: total ?? null };
  ctx.emit(jobUpdated, payload, { type: 'Job', id });
}

function progressOf(detail: JobDetail | undefined): JobProgress {
  const done = Number(detail?.done ?? 0);
  const failed = Number(detail?.failed ?? 0);
  const total = detail?.total == null ? null : Number(detail.total);
  const tried = done + failed;
  const percent = total ? Math.round((1_000 * tried) / total) / 10 : null;
  const seconds = detail?.seconds == null ? null : Number(detail.seconds);
  const isUnderWay = seconds !== null && total !== null && tried > 0;
  const etaSeconds = isUnderWay ? Math.ceil((seconds / tried) * (total - tried)) : null;
  return { done, failed, total, percent, etaSeconds, step: detail?.step ?? null };
}
