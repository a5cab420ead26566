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
  Pictures,
  Query,
  Refusal,
  Resolver,
  Root,
} from '@bureau/core';
import { type CardPicture, cardPicture, SHARE } from '../charts/card-picture.js';
import { cardSvg } from '../charts/card-svg.js';
import type { PictureSize } from '../charts/frame.js';
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
    const days = daysGiven(period);
    const data = await cardsData(ctx, cards, days);
    const source = { id, key, days };
    return { title, dataAsOf: ctx.now, cards: data.map((one) => ({ ...one, source })) };
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
    return cardSvg(ctx, data, sizeOf(width, height));
  }

  @Extensions({ cost: 5 })
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Address of the picture for those without a credential; null: no figures. It is drawn anew ' +
      'each time, with the rights that you have then, and shows nothing when you have lost them. ' +
      'Longer than an hour needs `analytics.board.share`.',
  })
  async svgAddress(
    @Root() { key: card, source, result }: DashboardCardData,
    @Context() ctx: Ctx,
    @Arg('expiresAt', () => DateTimeScalar, {
      nullable: true,
      description: 'Default: in an hour; at most in 31 days.',
    })
    expiresAt: Date | null,
    @Arg('width', () => Int, { nullable: true, description: '200 to 2,000; default 640.' })
    width: number | null,
    @Arg('height', () => Int, { nullable: true, description: '120 to 2,000; default 360.' })
    height: number | null,
  ): Promise<string | null> {
    if (!source || !result) return null;
    const end = expiresAt ? new Date(expiresAt) : new Date(ctx.now.valueOf() + HOUR);
    const life = end.valueOf() - ctx.now.valueOf();
    if (!(life > 0 && life <= MOST_LIFE)) {
      throw new Refusal('BAD_USER_INPUT', 'An address ends later than now, in 31 days at most.');
    }
    const isShared = life > HOUR;
    if (isShared) ctx.demand(SHARE);
    const input: CardPicture = { ...source, card, ...sizeOf(width, height), isShared };
    return ctx.service(Pictures).address(ctx, { kind: cardPicture, input, expiresAt: end });
  }
}

const HOUR = 3_600_000;
const MOST_LIFE = 31 * 24 * HOUR;

/** @throws Refusal BAD_USER_INPUT */
function sizeOf(width: number | null, height: number | null): PictureSize {
  const size = { width: width ?? 640, height: height ?? 360 };
  if (size.width < 200 || size.width > 2_000 || size.height < 120 || size.height > 2_000) {
    throw new Refusal('BAD_USER_INPUT', 'A picture is 200 to 2,000 wide, 120 to 2,000 high.');
  }
  return size;
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
