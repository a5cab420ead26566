import type { EntityClass } from '@mikro-orm/core';
import { permits } from '../authz/evaluate.js';
import { decodeId } from '../model/ids.js';
import type { RecordType } from '../model/record-type.js';
import { boundTo } from '../read/conditions.js';
import type { RequestContext } from './request.js';
import { writeLimits } from './write-limits.js';

/**
 * The uuid of a record that the caller may change by its public id; undefined for what is no such
 * id, and for a row that the caller's rights leave out.
 */
export async function touchable(
  ctx: RequestContext,
  entity: EntityClass<object>,
  id: string,
): Promise<string | undefined> {
  const record = ctx.runtime.composition.recordOf(entity);
  if (!record) throw new Error(`${entity.name} has no public ids: it is not exposed.`);
  const uuid = decodeId(record.prefix, id);
  return uuid !== undefined && (await mayTouch(ctx, record, uuid)) ? uuid : undefined;
}

/** Row conditions of the caller, where the type or the mutation is held for some rows only. */
async function mayTouch(ctx: RequestContext, record: RecordType, uuid: string): Promise<boolean> {
  const { caller, principal } = ctx;
  const { rules } = ctx.runtime.composition;
  const rule = rules.get(`${record.name}.id`);
  if (rule === undefined) return true;
  const wide = permits(principal, rule, 'all');
  const limits = writeLimits(principal, record, rules.get(`Mutation.${ctx.operation}`));
  const isBound = boundTo(principal, record) !== undefined;
  if (!limits && !isBound && (wide === true || wide.partly === undefined)) return true;
  await ctx.em.flush();
  const seen = await ctx.runtime.planner.ids({
    ...{ caller, runner: ctx.runner, type: record.exposed, limit: 1 },
    where: { id: { eq: uuid } },
    condition: limits,
  });
  return seen.length === 1;
}
