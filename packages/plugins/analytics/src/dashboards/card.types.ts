import {
  DateScalar,
  enumOf,
  type EnumValue,
  Field,
  InputType,
  Int,
  JsonScalar,
  ObjectType,
} from '@bureau/core';
import { MetricGrain, MetricQueryInput, MetricResult } from '../query/metric.types.js';

export const ChartKind = enumOf('ChartKind', 'How figures are shown.', {
  LINE: 'A line over time.',
  BAR: 'Bars beside each other; lying ones where they are not of time.',
  STACKED_BAR: 'Bars on top of each other: parts of a whole.',
  AREA: 'Filled lines on top of each other, over time.',
  PIE: 'A ring of at most six parts; smaller ones are put together.',
  TABLE: 'Rows of figures.',
  NUMBER: 'The latest figure, with what it was before.',
});
export type ChartKind = EnumValue<typeof ChartKind>;

@InputType('ChartLabelInput', { description: 'A word for a measure.' })
export class ChartLabelInput {
  @Field(() => String, { description: 'Name of the measure.' })
  measure!: string;
  @Field(() => String, { description: 'What stands for it, 1 to 60 characters.' })
  label!: string;
}

@InputType('ChartInput', { description: 'How a card shows its figures.' })
export class ChartInput {
  @Field(() => ChartKind, { description: 'The kind of chart.' })
  kind!: ChartKind;
  @Field(() => Int, { nullable: true, description: 'Decimals that are shown, 0 to 6.' })
  digits?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether ratios are shown in percent.' })
  isPercent?: boolean | null;
  @Field(() => [ChartLabelInput], { nullable: true, description: 'Words for measures.' })
  labels?: ChartLabelInput[] | null;
}

@InputType('CardPeriodInput', { description: 'Days seen from the day of whoever looks.' })
export class CardPeriodInput {
  @Field(() => MetricGrain, { description: 'What is counted.' })
  grain!: MetricGrain;
  @Field(() => Int, {
    nullable: true,
    description: 'Periods until now, the current one included; default 1, at most 400.',
  })
  last?: number | null;
  @Field(() => Int, { nullable: true, description: 'Periods after it; default 0, at most 400.' })
  next?: number | null;
}

@InputType('DashboardCardInput', { description: 'One place of a dashboard.' })
export class DashboardCardInput {
  @Field(() => String, { description: 'Its name in the dashboard: letters, digits, underscores.' })
  key!: string;
  @Field(() => String, { description: 'What stands above it, 1 to 120 characters.' })
  title!: string;
  @Field(() => MetricQueryInput, { description: 'Its figures; days are given by `period`.' })
  query!: MetricQueryInput;
  @Field(() => CardPeriodInput, {
    nullable: true,
    description: 'Of which days; default: as things stand, or all of the time.',
  })
  period?: CardPeriodInput | null;
  @Field(() => ChartInput, { description: 'How they are shown.' })
  chart!: ChartInput;
}

/** A card as it is kept: what was put in. */
export type StoredCard = DashboardCardInput;

@ObjectType('DashboardCard', { description: 'One place of a dashboard.' })
export class DashboardCard {
  @Field(() => String, { description: 'Its name in the dashboard.' })
  key!: string;
  @Field(() => String, { description: 'What stands above it.' })
  title!: string;
  @Field(() => ChartKind, { description: 'How its figures are shown.' })
  kind!: ChartKind;
  @Field(() => JsonScalar, { description: 'All of it, in the form of `DashboardCardInput`.' })
  definition!: unknown;
}

@ObjectType('CardRefusal', { description: 'Why a card has no figures.' })
export class CardRefusal {
  @Field(() => String, { description: 'Code of the refusal: FORBIDDEN, BAD_USER_INPUT ...' })
  code!: string;
  @Field(() => String, { description: 'What is wrong.' })
  message!: string;
  @Field(() => String, { nullable: true, description: 'The permission that is missing.' })
  permission!: string | null;
}

@ObjectType('DashboardCardData', { description: 'A card with the figures that you may see.' })
export class DashboardCardData {
  @Field(() => String, { description: 'Its name in the dashboard.' })
  key!: string;
  @Field(() => String, { description: 'What stands above it.' })
  title!: string;
  @Field(() => ChartKind, { description: 'How its figures are shown.' })
  kind!: ChartKind;
  @Field(() => DateScalar, { nullable: true, description: 'First day of the figures.' })
  from!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day of the figures.' })
  to!: string | null;
  @Field(() => MetricResult, {
    nullable: true,
    description: 'The figures; null: see `refusal`.',
  })
  result!: MetricResult | null;
  @Field(() => CardRefusal, {
    nullable: true,
    description: 'Why there are none; the other cards of the dashboard are there.',
  })
  refusal!: CardRefusal | null;
  /** For the picture. */
  card!: StoredCard;
  /** For its address: public id or key of the dashboard, and the days that were given. */
  source?: {
    id: string | null;
    key: string | null;
    days?: { from: string; to: string } | undefined;
  };
}
