import { DateScalar, DecimalScalar, type EnumValue, enumOf, Field, ObjectType } from '@bureau/core';

/** What cash of the future comes from. */
export const CashForecastSource = enumOf(
  'CashForecastSource',
  'What cash of the future comes from.',
  {
    OPEN_ITEM: 'What customers owe and what is owed to suppliers.',
    RECURRING: 'Entries that come back, by their lines of cash.',
    LOAN: 'Payments of loans.',
    PLANNED: 'What other plugins plan, such as payments of contracts.',
  },
);
export type CashForecastSource = EnumValue<typeof CashForecastSource>;

/** How a forecast is divided. */
export const CashForecastStep = enumOf('CashForecastStep', 'How a forecast is divided.', {
  WEEK: 'Spans of seven days.',
  MONTH: 'Months of the calendar.',
});
export type CashForecastStep = EnumValue<typeof CashForecastStep>;

@ObjectType('CashForecastItem', { description: 'Cash that is expected.' })
export class CashForecastItem {
  @Field(() => DateScalar, { description: 'When; what is overdue is expected on the first day.' })
  on!: string;
  @Field(() => CashForecastSource, { description: 'What it comes from.' })
  source!: CashForecastSource;
  @Field(() => String, { description: 'Number of the document, or name.' })
  name!: string;
  @Field(() => DecimalScalar, { description: 'In the base currency; below zero: it is paid.' })
  amount!: string;
}

@ObjectType('CashForecastSpan', { description: 'Some days of a forecast.' })
export class CashForecastSpan {
  @Field(() => DateScalar, { description: 'First day.' })
  from!: string;
  @Field(() => DateScalar, { description: 'Last day.' })
  to!: string;
  @Field(() => DecimalScalar, { description: 'Cash before.' })
  opening!: string;
  @Field(() => DecimalScalar, { description: 'What is expected to come in.' })
  inflow!: string;
  @Field(() => DecimalScalar, { description: 'What is expected to go out, below zero.' })
  outflow!: string;
  @Field(() => DecimalScalar, { description: 'Cash after.' })
  closing!: string;
}

@ObjectType('CashForecast', { description: 'The cash that is to come, in the base currency.' })
export class CashForecast {
  @Field(() => DecimalScalar, { description: 'Cash in the books on the day before.' })
  opening!: string;
  @Field(() => [CashForecastSpan], { description: 'Span by span.' })
  spans!: CashForecastSpan[];
  @Field(() => [CashForecastItem], { description: 'What it is made of, the first 1,000 by day.' })
  items!: CashForecastItem[];
}
