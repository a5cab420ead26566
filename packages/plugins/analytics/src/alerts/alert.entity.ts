import { choice, defineEntity, enumOf, type EnumValue, p, record, User } from '@bureau/core';
import { MetricGrain, type MetricQueryInput } from '../query/metric.types.js';

export const AlertKind = enumOf('AlertKind', 'What an alert watches for.', {
  ABOVE: 'The figure is above a threshold.',
  BELOW: 'The figure is below a threshold.',
  UNUSUAL: 'The figure is far from what is usual.',
});
export type AlertKind = EnumValue<typeof AlertKind>;

export const AlertState = enumOf('AlertState', 'Where an alert is.', {
  QUIET: 'Nothing to tell.',
  RAISED: 'It told of something that goes on.',
  STOPPED: 'It cannot be watched with the rights of its owner; `reason` says why.',
});
export type AlertState = EnumValue<typeof AlertState>;

const figure = () => p.decimal().precision(24).scale(6);

export const AlertSchema = defineEntity({
  name: 'Alert',
  schema: 'analytics',
  tableName: 'alert',
  comment: 'A figure that is watched with the rights of its owner.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('What it is called'),
    owner: () => p.manyToOne(User).comment('Who is told; whose rights count'),
    query: p.json<MetricQueryInput>().hidden().comment('The figure: one measure'),
    grain: choice(MetricGrain).comment('How long its periods are'),
    countsCurrent: p
      .boolean()
      .default(false)
      .comment('The period that is not over yet counts; else the last whole one'),
    kind: choice(AlertKind).comment('What it watches for'),
    threshold: figure().nullable().comment('Bound of ABOVE and BELOW'),
    clearAt: figure().nullable().comment('Where it is over; null: at the threshold'),
    sensitivity: p
      .decimal()
      .precision(6)
      .scale(2)
      .default('3.5')
      .comment('How many usual spreads are unusual'),
    state: choice(AlertState).default('QUIET').comment('Where it is'),
    reason: p.string().length(300).nullable().comment('Why it was stopped'),
    checkedAt: p.datetime(6).nullable().comment('When it was looked at last'),
    archivedAt: p.datetime(6).nullable().comment('When it was put away'),
  },
});

/** A figure that is watched. */
export class Alert extends AlertSchema.class {}
AlertSchema.setClass(Alert);

export const AlertEventSchema = defineEntity({
  name: 'AlertEvent',
  schema: 'analytics',
  tableName: 'alert_event',
  comment: 'Something that an alert told of, from its beginning to its end.',
  properties: {
    ...record(),
    alert: () => p.manyToOne(Alert).comment('The alert'),
    raisedAt: p.datetime(6).comment('When it was told'),
    clearedAt: p.datetime(6).nullable().comment('When it was over; null: it goes on'),
    periodFrom: p.date().comment('First day of the period'),
    value: figure().comment('The figure'),
    expected: figure().nullable().comment('What was usual, or the threshold'),
    score: figure().nullable().comment('How many usual spreads it was away'),
  },
});

/** Something that an alert told of. */
export class AlertEvent extends AlertEventSchema.class {}
AlertEventSchema.setClass(AlertEvent);
