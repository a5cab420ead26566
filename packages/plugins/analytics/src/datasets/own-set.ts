import type { Ctx } from '@bureau/core';
import { DataSet } from './data-set.entity.js';
import { dataSetErrors } from './errors.js';
import { MANAGE } from './visibility.js';

/** A data set that the caller may change, locked. @throws ANALYTICS_DATA_SET_NOT_YOURS */
export async function ownSet(
  ctx: Ctx,
  { dataSetId, expectedVersion }: { dataSetId: string; expectedVersion?: number | null },
): Promise<DataSet> {
  const path = ['input', 'dataSetId'];
  const set = await ctx.find(DataSet, dataSetId, { expectedVersion, path, lock: true });
  const { kind, userId } = ctx.principal;
  if (kind === 'system' || ctx.can(MANAGE) || set.owner.id === userId) return set;
  throw dataSetErrors.DATA_SET_NOT_YOURS({}, path);
}
