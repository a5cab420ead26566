import type { RequestContext } from '../context/request.js';
import { SYSTEM_ID } from '../context/system.js';
import { uuidv7 } from '../model/ids.js';
import type { EnqueueOptions, JobDefinition } from './job-definition.js';

const INSERT = `
  insert into core.job (id, kind, input, run_after, unique_key, created_by_id, actor_kind, actor_id)
  values ($1, $2, $3::jsonb, coalesce($4::timestamptz, now()), $5, $6, $7, $8)
  on conflict (organization_id, kind, unique_key)
    where unique_key is not null and state in ('QUEUED', 'RUNNING') do nothing
  returning id`;

const WAITING = `
  select id from core.job
  where kind = $1 and unique_key = $2 and state in ('QUEUED', 'RUNNING')`;

const MAX_TRIES = 3;

/**
 * Makes a job in the transaction of the context: it is there when that commits, and never
 * otherwise. It acts as the caller, with the rights that the caller has when it runs.
 * @throws Error for an input that does not fit or a job that no loaded plugin has: the plugin's
 * fault, not the caller's
 */
export async function enqueueJob<T>(
  ctx: RequestContext,
  type: JobDefinition<T>,
  { input, options }: { input: T; options: EnqueueOptions },
): Promise<{ id: string }> {
  return insertJob(ctx, [...valuesOf(ctx, type, input), ...callerOf(ctx)], options);
}

/**
 * The same for work of the platform itself, whoever caused it: it runs also when the caller has
 * gone by then, and callers without credential may cause it.
 */
export function enqueueSystemJob<T>(
  ctx: RequestContext,
  type: JobDefinition<T>,
  { input, options }: { input: T; options: EnqueueOptions },
): Promise<{ id: string }> {
  return insertJob(ctx, [...valuesOf(ctx, type, input), null, 'system', SYSTEM_ID], options);
}

/** `values`: kind, input, membership, kind and id of the actor. */
async function insertJob(
  ctx: RequestContext,
  values: readonly (string | null)[],
  options: EnqueueOptions,
): Promise<{ id: string }> {
  const { runAfter = null, uniqueKey = null } = options;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const [kind, json, ...caller] = values;
    const row = [uuidv7(), kind, json, runAfter, uniqueKey, ...caller];
    const [made] = await ctx.sql<{ id: string }>(INSERT, row);
    ctx.announce('core_job');
    if (made) return made;
    const [waiting] = await ctx.sql<{ id: string }>(WAITING, [kind, uniqueKey]);
    if (waiting) return waiting;
    // It ended in between.
  }
  throw new Error(`Jobs of kind ${values[0]} end faster than one can be made.`);
}

function valuesOf<T>(ctx: RequestContext, type: JobDefinition<T>, input: T): string[] {
  const { plugins } = ctx.runtime.composition;
  const isKnown = plugins.some(({ definition }) =>
    definition.jobs?.includes(type as JobDefinition),
  );
  if (!isKnown) throw new Error(`Job ${type.kind} is in "jobs" of no loaded plugin.`);
  const parsed = type.input.safeParse(input);
  if (parsed.success) return [type.kind, JSON.stringify(parsed.data ?? {})];
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new Error(`The input of job ${type.kind} does not fit: ${faults.join(', ')}.`);
}

function callerOf({ principal }: RequestContext): (string | null)[] {
  const { kind, id, userId } = principal;
  if (kind === 'anonymous') throw new Error('Nobody is no one that a job could act for.');
  return [userId ?? null, kind, id];
}
