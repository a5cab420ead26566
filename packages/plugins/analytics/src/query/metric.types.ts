import {
  CurrencyScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  enumOf,
  type EnumValue,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  TimeZoneScalar,
} from '@bureau/core';

export const MetricGrain = enumOf('MetricGrain', 'The length of the periods of a query.', {
  DAY: 'Calendar days.',
  WEEK: 'Weeks from Monday (ISO 8601).',
  MONTH: 'Calendar months.',
  QUARTER: 'Quarters of the calendar year.',
  YEAR: 'Calendar years.',
});
export type MetricGrain = EnumValue<typeof MetricGrain>;

export const MetricComparison = enumOf('MetricComparison', 'With what figures are compared.', {
  PREVIOUS_PERIOD: 'With the time of the same length just before; whole months with whole months.',
  PREVIOUS_YEAR: 'With the same days one year before.',
});
export type MetricComparison = EnumValue<typeof MetricComparison>;

export const MetricDirection = enumOf('MetricDirection', 'From which end.', {
  ASC: 'Smallest first.',
  DESC: 'Largest first.',
});
export type MetricDirection = EnumValue<typeof MetricDirection>;

export const MetricColumnKind = enumOf('MetricColumnKind', 'What a column of figures is.', {
  TIME: 'First day of the period.',
  DIMENSION: 'What rows are grouped by.',
  CURRENCY: 'Currency of the amounts of the row: amounts of two currencies are never added.',
  MEASURE: 'A figure.',
  COMPARISON: 'The figure that it is compared with.',
});
export type MetricColumnKind = EnumValue<typeof MetricColumnKind>;

export const MetricValueType = enumOf('MetricValueType', 'What the values of a column are.', {
  NUMBER: 'Exact decimal numbers.',
  TEXT: 'Texts and words of an enum.',
  DATE: 'Calendar days, YYYY-MM-DD.',
  BOOLEAN: 'true or false.',
  RECORD: 'Ids of records.',
});
export type MetricValueType = EnumValue<typeof MetricValueType>;

@InputType('MetricPeriodInput', { description: 'Calendar days, both included.' })
export class MetricPeriodInput {
  @Field(() => DateScalar, { nullable: true, description: 'First day.' })
  from?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day; default for balances and what is in force: today.',
  })
  to?: string | null;
}

@InputType('MetricConditionInput', {
  description: 'Which values of a dimension count. All parts that are given must hold.',
})
export class MetricConditionInput {
  @Field(() => String, { description: 'Name of the dimension.' })
  dimension!: string;
  @Field(() => [String], { nullable: true, description: 'One of these.' })
  in?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'None of these; missing values count.' })
  notIn?: string[] | null;
  @Field(() => String, { nullable: true, description: 'At least this: numbers, days, texts.' })
  gte?: string | null;
  @Field(() => String, { nullable: true, description: 'Less than this: numbers, days, texts.' })
  lt?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the value must be missing.' })
  isNull?: boolean | null;
}

@InputType('MetricHavingInput', {
  description: 'Rows of which a figure lies within bounds; a missing figure lies nowhere.',
})
export class MetricHavingInput {
  @Field(() => String, { description: 'Name of a measure of the query.' })
  measure!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'At least.' })
  gte?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'More than.' })
  gt?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'At most.' })
  lte?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Less than.' })
  lt?: string | null;
}

@InputType('MetricOrderInput', { description: 'An order of the rows; missing values come last.' })
export class MetricOrderInput {
  @Field(() => String, { description: '`time`, or a dimension or measure of the query.' })
  by!: string;
  @Field(() => MetricDirection, { nullable: true, description: 'Default: smallest first.' })
  direction?: MetricDirection | null;
}

@InputType('MetricQueryInput', { description: 'Which figures, of what, by what.' })
export class MetricQueryInput {
  @Field(() => [String], { description: 'Names of measures, at most 20.' })
  measures!: string[];
  @Field(() => [String], {
    nullable: true,
    description: 'Names of dimensions that all of the measures have, at most 8.',
  })
  dimensions?: string[] | null;
  @Field(() => [MetricConditionInput], { nullable: true, description: 'All must hold.' })
  where?: MetricConditionInput[] | null;
  @Field(() => MetricPeriodInput, { nullable: true, description: 'Default: all of the time.' })
  period?: MetricPeriodInput | null;
  @Field(() => MetricGrain, { nullable: true, description: 'One row for each such period.' })
  timeGrain?: MetricGrain | null;
  @Field(() => TimeZoneScalar, {
    nullable: true,
    description: 'Where days begin; default: the time zone of the organization.',
  })
  zone?: string | null;
  @Field(() => CurrencyScalar, {
    nullable: true,
    description: 'Only amounts of this currency; default: a row for each currency.',
  })
  currency?: string | null;
  @Field(() => [MetricHavingInput], { nullable: true, description: 'All must hold.' })
  having?: MetricHavingInput[] | null;
  @Field(() => [MetricOrderInput], {
    nullable: true,
    description: 'Default: by time, then by the dimensions.',
  })
  orderBy?: MetricOrderInput[] | null;
  @Field(() => Int, { nullable: true, description: 'Rows at most; default 1000, at most 10000.' })
  limit?: number | null;
  @Field(() => MetricComparison, {
    nullable: true,
    description: 'Adds the figures of another time; needs both days of the period.',
  })
  compareTo?: MetricComparison | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Rows for periods in which nothing happened too: counts and sums are 0 there.',
  })
  fill?: boolean | null;
}

@ObjectType('MetricColumn', { description: 'What stands in one place of every row.' })
export class MetricColumn {
  @Field(() => String, { description: 'Name of the measure or dimension; `time`, `currency`.' })
  name!: string;
  @Field(() => MetricColumnKind, { description: 'What the column is.' })
  kind!: MetricColumnKind;
  @Field(() => MetricValueType, { description: 'What its values are.' })
  type!: MetricValueType;
  @Field(() => String, { description: 'One sentence for people.' })
  description!: string;
  @Field(() => String, { nullable: true, description: 'What one is, such as `people`.' })
  unit!: string | null;
  @Field(() => String, { nullable: true, description: 'The type of the records.' })
  recordType!: string | null;
}

@ObjectType('MetricCell', { description: 'One value.' })
export class MetricCell {
  @Field(() => String, { nullable: true, description: 'The value as text; null: missing.' })
  value!: string | null;
  @Field(() => String, { nullable: true, description: 'What people call a record.' })
  label!: string | null;
}

@ObjectType('MetricRow', { description: 'One combination of values, and its figures.' })
export class MetricRow {
  @Field(() => [MetricCell], { description: 'In the order of the columns.' })
  cells!: MetricCell[];
}

@ObjectType('MetricOrigin', { description: 'From what figures of one fact were computed.' })
export class MetricOrigin {
  @Field(() => String, { description: 'Record type of the fact.' })
  fact!: string;
  @Field(() => [String], { description: 'Measures, and parts of ratios.' })
  measures!: string[];
  @Field(() => String, { nullable: true, description: 'Name of the roll-up; null: the rows.' })
  rollup!: string | null;
  @Field(() => DateTimeScalar, {
    description: 'All that was committed until then is in. Roll-ups are never behind the rows.',
  })
  dataAsOf!: Date;
}

@ObjectType('MetricPassedOver', { description: 'A roll-up that could not serve, and why.' })
export class MetricPassedOver {
  @Field(() => String, { description: 'Name of the roll-up.' })
  rollup!: string;
  @Field(() => String, { description: 'What it lacks.' })
  reason!: string;
}

@ObjectType('MetricLegExplanation', { description: 'How the figures of one fact are computed.' })
export class MetricLegExplanation {
  @Field(() => MetricOrigin, { description: 'What serves.' })
  origin!: MetricOrigin;
  @Field(() => [MetricPassedOver], { description: 'Roll-ups that were tried before.' })
  passedOver!: MetricPassedOver[];
}

@ObjectType('MetricResult', { description: 'Figures and what they are.' })
export class MetricResult {
  @Field(() => [MetricColumn], { description: 'What stands in the cells.' })
  columns!: MetricColumn[];
  @Field(() => [MetricRow], { description: 'The figures.' })
  rows!: MetricRow[];
  @Field(() => Boolean, { description: 'Whether there are more rows than the limit.' })
  hasMore!: boolean;
  @Field(() => [MetricOrigin], { description: 'From what, and how old it is.' })
  origins!: MetricOrigin[];
}

@ObjectType('MetricExplanation', { description: 'How figures are computed.' })
export class MetricExplanation {
  @Field(() => String, { description: 'The statement; values are bound, not written into it.' })
  sql!: string;
  @Field(() => [MetricLegExplanation], { description: 'Facts, each summed by itself.' })
  legs!: MetricLegExplanation[];
}

@ObjectType('MetricRecords', { description: 'The records behind a figure.' })
export class MetricRecords {
  @Field(() => String, { description: 'Their type.' })
  type!: string;
  @Field(() => [ID], { description: 'Their ids, for `nodes(ids:)`; sorted.' })
  ids!: string[];
  @Field(() => Boolean, { description: 'Whether there are more: give the last id as `after`.' })
  hasMore!: boolean;
}
