import {
  Arg,
  Context,
  type Ctx,
  DateTimeScalar,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Refusal,
  Resolver,
  Root,
} from '@bureau/core';
import { cardSvg } from '../charts/card-svg.js';
import { MetricPeriodInput } from '../query/metric.types.js';
import { DashboardCardData } from './card.types.js';
import { cardsData } from './dashboard-data.js';
import { findDashboard } from './find-dashboard.js';
import type { Days } from './period.js';

@ObjectType('DashboardData', { description: 'A dashboard with the figures that you may see.' })
export class DashboardData {
  @Field(() => String, { description: 'What it is called.' })
  title!: string;
  @Field(() => DateTimeScalar, { description: 'Instant of which the figures are.' })
  dataAsOf!: Date;
  @Field(() => [DashboardCardData], { description: 'Its cards, in their order.' })
  cards!: DashboardCardData[];
}

/** Dashboards as they are read. */
@Resolver(() => DashboardCardData)
export class DashboardDataResolver {
  @Extensions({ cost: 100, items: 24 })
  @Query(() => DashboardData, {
    description:
      'All cards of a dashboard in one answer, each with your rights: a card that you may not ' +
      'read says so and the others are there. Give `id` of a record or `key` of a template.',
  })
  async dashboardData(
    @Context() ctx: Ctx,
    @Arg('id', () => ID, { nullable: true, description: 'Of a dashboard.' }) id: string | null,
    @Arg('key', () => String, { nullable: true, description: 'Of a template.' })
    key: string | null,
    @Arg('period', () => MetricPeriodInput, {
      nullable: true,
      description: 'Days of all cards that have days; default: those of each.',
    })
    period: MetricPeriodInput | null,
  ): Promise<DashboardData> {
    const { title, cards } = await findDashboard(ctx, { id, key });
    return { title, dataAsOf: ctx.now, cards: await cardsData(ctx, cards, daysGiven(period)) };
  }

  @Extensions({ cost: 5 })
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The card as a picture (SVG), with title, units and time; null: no figures.',
  })
  svg(
    @Root() data: DashboardCardData,
    @Context() ctx: Ctx,
    @Arg('width', () => Int, { nullable: true, description: '200 to 2,000; default 640.' })
    width: number | null,
    @Arg('height', () => Int, { nullable: true, description: '120 to 2,000; default 360.' })
    height: number | null,
  ): Promise<string | null> {
    const size = { width: width ?? 640, height: height ?? 360 };
    if (size.width < 200 || size.width > 2_000 || size.height < 120 || size.height > 2_000) {
      throw new Refusal('BAD_USER_INPUT', 'A picture is 200 to 2,000 wide, 120 to 2,000 high.');
    }
    return cardSvg(ctx, data, size);
  }
}

/** @throws Refusal BAD_USER_INPUT for half a period */
export function daysGiven(period: MetricPeriodInput | null | undefined): Days | undefined {
  if (!period) return undefined;
  const { from, to } = period;
  if (from == null || to == null || to < from) {
    throw new Refusal('BAD_USER_INPUT', 'Give first and last day of the period.');
  }
  return { from, to };
}
