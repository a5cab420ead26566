import { enumOf, type EnumValue, Field, ObjectType } from '@bureau/core';

export const MetricAggregation = enumOf('MetricAggregation', 'How a figure comes about.', {
  COUNT: 'Records are counted.',
  COUNT_DISTINCT: 'Different values are counted.',
  SUM: 'Values are added.',
  AVERAGE: 'Mean of the values that are there.',
  MIN: 'The smallest value.',
  MAX: 'The largest value.',
  BALANCE: 'Sum of everything until the end of the period.',
  IN_FORCE: 'What is in force on the last day of the period, counted or added.',
  RATIO: 'Quotient of two measures, each summed first.',
});
export type MetricAggregation = EnumValue<typeof MetricAggregation>;

@ObjectType('MetricMeasure', { description: 'A figure that can be asked for.' })
export class MetricMeasure {
  @Field(() => String, { description: 'Its name in queries.' })
  name!: string;
  @Field(() => String, { description: 'One sentence for people.' })
  description!: string;
  @Field(() => MetricAggregation, { description: 'How it comes about.' })
  aggregation!: MetricAggregation;
  @Field(() => String, { nullable: true, description: 'What one is, such as `people`.' })
  unit!: string | null;
}

@ObjectType('MetricDimension', { description: 'By what figures can be grouped.' })
export class MetricDimension {
  @Field(() => String, { description: 'Its name in queries.' })
  name!: string;
  @Field(() => String, { description: 'One sentence for people.' })
  description!: string;
}

@ObjectType('MetricHierarchy', { description: 'Dimensions from coarse to fine.' })
export class MetricHierarchy {
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => [String], { description: 'Names of dimensions, the coarsest first.' })
  dimensions!: string[];
}

@ObjectType('MetricFact', { description: 'What is counted and summed, each record once.' })
export class MetricFact {
  @Field(() => String, { description: 'Type of the records.' })
  type!: string;
  @Field(() => String, { description: 'Plugin that contributed it.' })
  plugin!: string;
  @Field(() => String, { description: 'Version of the plugin, and so of the model.' })
  version!: string;
  @Field(() => String, { description: 'One sentence for people.' })
  description!: string;
  @Field(() => [MetricMeasure], { description: 'Figures that you may read.' })
  measures!: MetricMeasure[];
  @Field(() => [MetricDimension], {
    description: 'By what you may group them; custom fields are among them.',
  })
  dimensions!: MetricDimension[];
  @Field(() => [MetricHierarchy], { description: 'Ways from coarse to fine.' })
  hierarchies!: MetricHierarchy[];
}
