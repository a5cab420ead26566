import { choice, defineEntity, enumOf, type EnumValue, p, record, User } from '@bureau/core';
import { MetricGrain, type MetricQueryInput } from '../query/metric.types.js';

export const KpiDirection = enumOf('KpiDirection', 'Which way is better.', {
  HIGHER: 'More is better: revenue, seats in use.',
  LOWER: 'Less is better: cost, leavers.',
});
export type KpiDirection = EnumValue<typeof KpiDirection>;

const figure = () => p.decimal().precision(24).scale(6);

export const KpiSchema = defineEntity({
  name: 'Kpi',
  schema: 'analytics',
  tableName: 'kpi',
  comment: 'A figure that somebody answers for, and where it shall be.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('What it is called'),
    description: p.string().length(1000).nullable().comment('Why it counts'),
    owner: () => p.manyToOne(User).comment('Who answers for it'),
    query: p.json<MetricQueryInput>().hidden().comment('The figure: one measure'),
    grain: choice(MetricGrain).comment('How long its periods are'),
    countsCurrent: p
      .boolean()
      .default(false)
      .comment('The period that is not over yet counts; else the last whole one'),
    direction: choice(KpiDirection).comment('Which way is better'),
    target: figure().comment('Where it shall be'),
    warning: figure()
      .nullable()
      .comment('From here to the target it is a warning; null: there are no warnings'),
    archivedAt: p.datetime(6).nullable().comment('When it was put away'),
  },
});

/** A figure that somebody answers for. */
export class Kpi extends KpiSchema.class {}
KpiSchema.setClass(Kpi);
