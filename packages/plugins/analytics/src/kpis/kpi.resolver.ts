import {
  Arg,
  Context,
  type Ctx,
  defineLoader,
  exact,
  Extensions,
  FieldResolver,
  Int,
  Mutation,
  Refusal,
  Resolver,
  Root,
} from '@bureau/core';
import type { MetricGrain, MetricQueryInput } from '../query/metric.types.js';
import { refusalOf } from '../dashboards/dashboard-data.js';
import { checkedQuery, figureErrors, nameOf, ownerOf } from './check-query.js';
import { figureSeries } from './figure-series.js';
import { Kpi, type KpiDirection } from './kpi.entity.js';
import {
  KpiArchiveInput,
  KpiArchivePayload,
  KpiCreateInput,
  KpiCreatePayload,
  KpiFigures,
  KpiType,
  KpiUpdateInput,
  KpiUpdatePayload,
} from './kpi.types.js';
import { isWarning, statusOf } from './status.js';

/** Leaves its holders every figure with a target. */
export const KPI_MANAGE = 'analytics.kpi.manage';
const MOST_PERIODS = 120;

interface Row extends Record<string, unknown> {
  id: string;
  query: string | object;
  grain: MetricGrain;
  counts_current: string;
  direction: KpiDirection;
  target: string;
  warning: string | null;
}

const rowLoader = defineLoader<string, Row | undefined>({
  name: 'analytics.kpi',
  key: (id) => id,
  async batch(ctx, ids) {
    const rows = await ctx.sql<Row>(
      `select id, query, grain, counts_current::text as counts_current, direction,
        trim_scale(target)::text as target, trim_scale(warning)::text as warning
      from analytics.kpi where id = any($1::uuid[])`,
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id));
  },
});

/** Figures that somebody answers for. */
@Resolver(() => KpiType.object as never)
export class KpiResolver {
  @Extensions({ cost: 20, items: 12 })
  @FieldResolver(() => KpiFigures, {
    nullable: true,
    description: 'The figure, its way there and how it stands: with your rights.',
  })
  async figures(
    @Root() { id }: { id: string },
    @Context() ctx: Ctx,
    @Arg('periods', () => Int, { nullable: true, description: 'Default 12, at most 120.' })
    periods: number | null,
  ): Promise<KpiFigures | null> {
    const row = await ctx.load(rowLoader, id);
    return row ? figuresOf(ctx, row, periods ?? 12) : null;
  }

  @Mutation(() => KpiCreatePayload, { description: 'Sets a target for a figure.' })
  async kpiCreate(@Context() ctx: Ctx, @Arg('input') input: KpiCreateInput) {
    const { query, ownerId, name, countsCurrent, description, warning, ...given } = input;
    const bounds = { ...given, warning: warning ?? null };
    if (!isWarning(bounds)) throw figureErrors.KPI_WARNING({}, ['input', 'warning']);
    const kpi = ctx.em.create(Kpi, {
      ...bounds,
      name: nameOf(name),
      description: description ?? null,
      countsCurrent: countsCurrent ?? false,
      owner: await ownerOf(ctx, ownerId),
      query: await checkedQuery(ctx, query, given.grain),
    });
    return { kpi };
  }

  @Mutation(() => KpiUpdatePayload, { description: 'Changes a figure or its target.' })
  async kpiUpdate(@Context() ctx: Ctx, @Arg('input') input: KpiUpdateInput) {
    const kpi = await changed(ctx, input);
    if (input.name != null) kpi.name = nameOf(input.name);
    if (input.description !== undefined) kpi.description = input.description;
    if (input.countsCurrent != null) kpi.countsCurrent = input.countsCurrent;
    if (input.direction != null) kpi.direction = input.direction;
    if (input.target != null) kpi.target = input.target;
    if (input.warning !== undefined) kpi.warning = input.warning;
    if (input.query) kpi.query = await checkedQuery(ctx, input.query, kpi.grain);
    const { direction, target, warning } = kpi;
    const bounds = { direction, target, warning: warning ?? null };
    if (!isWarning(bounds)) throw figureErrors.KPI_WARNING({}, ['input', 'warning']);
    return { kpi };
  }

  @Mutation(() => KpiArchivePayload, { description: 'Puts it away, or takes it out again.' })
  async kpiArchive(@Context() ctx: Ctx, @Arg('input') input: KpiArchiveInput) {
    const kpi = await changed(ctx, input);
    kpi.archivedAt = kpi.archivedAt ? null : ctx.now;
    return { kpi };
  }
}

async function figuresOf(ctx: Ctx, row: Row, periods: number): Promise<KpiFigures> {
  if (periods < 1 || periods > MOST_PERIODS) {
    throw new Refusal('BAD_USER_INPUT', `periods is 1 to ${MOST_PERIODS}.`);
  }
  const query = typeof row.query === 'string' ? JSON.parse(row.query) : row.query;
  const { grain } = row;
  const countsCurrent = row.counts_current === 'true';
  // One more than is shown, so that the first has one before it too.
  const wish = { query: query as MetricQueryInput, grain, countsCurrent, periods: periods + 1 };
  try {
    const all = await figureSeries(ctx, wish);
    const value = all.at(-1)?.value ?? null;
    const previous = all.at(-2)?.value ?? null;
    const change = value !== null && previous !== null ? exact(value).minus(exact(previous)) : null;
    return {
      ...{ status: statusOf(value, row), value, previous, refusal: null },
      change: change?.toFixed() ?? null,
      trend: all.slice(-periods),
    };
  } catch (error) {
    const none = { value: null, previous: null, change: null, trend: [] };
    return { ...none, status: 'UNKNOWN', refusal: refusalOf(error) };
  }
}

async function changed(
  ctx: Ctx,
  { kpiId, expectedVersion }: { kpiId: string; expectedVersion?: number | null },
): Promise<Kpi> {
  const path = ['input', 'kpiId'];
  const kpi = await ctx.find(Kpi, kpiId, { expectedVersion, path, lock: true });
  const isOwner = kpi.owner.id === ctx.principal.userId;
  if (isOwner || ctx.can(KPI_MANAGE)) return kpi;
  throw figureErrors.KPI_NOT_YOURS({}, path);
}
