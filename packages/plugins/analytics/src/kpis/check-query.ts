import { type Ctx, errorsOf, filledText, Refusal, User, decodeId } from '@bureau/core';
import { plain } from '../dashboards/check-cards.js';
import type { MetricGrain, MetricQueryInput } from '../query/metric.types.js';
import { figureSeries } from './figure-series.js';

/** Business errors of figures that are watched; codes are `ANALYTICS_<REASON>`. */
export const figureErrors = errorsOf('analytics', {
  FIGURE_NAME: 'A name is needed; white space is none.',
  FIGURE_QUERY: 'This figure cannot be watched ({reason}).',
  FIGURE_OWNER: 'There is no such active user.',
  KPI_WARNING: 'A warning lies on the bad side of the target.',
  KPI_NOT_YOURS: 'Only its owner, or a role that manages them, changes this.',
});

const MOST_CONDITIONS = 20;

/**
 * Holds the query of a watched figure against the model: one measure, in one currency, without
 * days and dimensions. It is asked once with the rights of the caller.
 * @throws ANALYTICS_FIGURE_QUERY, Refusal FORBIDDEN
 */
export async function checkedQuery(
  ctx: Ctx,
  query: MetricQueryInput,
  grain: MetricGrain,
): Promise<MetricQueryInput> {
  const path = ['input', 'query'];
  const isPlain = query.measures.length === 1 && !query.dimensions?.length && !query.period;
  if (!isPlain || query.timeGrain || query.compareTo || query.having?.length || query.orderBy) {
    const reason = 'give one measure, conditions and a currency, nothing else';
    throw figureErrors.FIGURE_QUERY({ reason }, path);
  }
  const kept = plain({ ...query, where: query.where?.slice(0, MOST_CONDITIONS) });
  try {
    const wish = { query: kept, grain, countsCurrent: true, periods: 1 };
    const points = await figureSeries(ctx, wish);
    if (points.length <= 1) return kept;
    throw new Refusal('BAD_USER_INPUT', 'Amounts of several currencies: name one.');
  } catch (error) {
    if (!(error instanceof Refusal) || error.extensions['code'] !== 'BAD_USER_INPUT') throw error;
    throw figureErrors.FIGURE_QUERY({ reason: error.message.replace(/\.$/, '') }, path);
  }
}

/** @throws ANALYTICS_FIGURE_NAME */
export function nameOf(name: string): string {
  return filledText(name, () => figureErrors.FIGURE_NAME({}, ['input', 'name']));
}

/** The user who is named, or the caller. @throws ANALYTICS_FIGURE_OWNER */
export async function ownerOf(ctx: Ctx, given: string | null | undefined): Promise<User> {
  const id = given == null ? ctx.principal.userId : decodeId('usr', given);
  const owner = id === undefined ? null : await ctx.em.findOne(User, { id });
  if (owner?.isActive) return owner;
  throw figureErrors.FIGURE_OWNER({}, ['input', 'ownerId']);
}
