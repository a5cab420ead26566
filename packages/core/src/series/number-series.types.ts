import { expose, many, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int, ObjectType } from '../model/graphql.js';
import { DecimalScalar } from '../model/scalars.js';
import { payloadOf } from '../model/inputs.js';
import { NumberCounter, NumberSeries } from './number-series.entity.js';

export const NumberSeriesType: Exposed = expose(NumberSeries, {
  prefix: 'nse',
  filter: ['key'],
  order: ['key'],
  by: ['key'],
  root: { one: 'numberSeries', many: 'numberSeriesList' },
  relations: {
    counters: many(() => NumberCounterType, 'series', 'How far it has come, by year and company.'),
  },
});

export const NumberCounterType: Exposed = expose(NumberCounter, {
  prefix: 'nco',
  filter: ['series', 'legalEntity', 'year'],
  order: ['year'],
  root: false,
});

@ObjectType('NumberSeriesKind', { description: 'A number series that a plugin draws from.' })
export class NumberSeriesKind {
  @Field({ description: 'Its key, such as assets.tag.' })
  key!: string;
  @Field({ description: 'What it numbers.' })
  description!: string;
  @Field({ description: 'How its numbers are written at present.' })
  pattern!: string;
  @Field({ description: 'No number is left out; callers wait for each other.' })
  isGapless!: boolean;
  @Field({ description: 'Every company counts for itself.' })
  isPerLegalEntity!: boolean;
  @Field(() => NumberSeriesType.object, {
    nullable: true,
    description: 'Its record, once it was used or set.',
  })
  series!: { id: string } | null;
}

@InputType({ description: 'How numbers are written and counted from now on.' })
export class NumberSeriesUpdateInput {
  @Field({ description: 'The series, as its plugin declares it.' })
  key!: string;
  @Field(() => String, { nullable: true, description: 'Such as INV-{yyyy}-{00000}.' })
  pattern?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The number to go on with, above every one that was drawn.',
  })
  nextValue?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Year of nextValue; default the present one. For series that count by year.',
  })
  year?: number | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Company of nextValue, for series that count by company.',
  })
  legalEntityId?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const NumberSeriesUpdatePayload = payloadOf('NumberSeriesUpdatePayload', {
  numberSeries: NumberSeriesType,
});
