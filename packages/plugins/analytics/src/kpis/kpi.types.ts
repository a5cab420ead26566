import {
  DateScalar,
  DecimalScalar,
  type Exposed,
  expose,
  Field,
  ID,
  InputType,
  inputOf,
  ObjectType,
  patchOf,
  payloadOf,
} from '@bureau/core';
import { CardRefusal } from '../dashboards/card.types.js';
import { owned } from '../dashboards/visibility.js';
import { MetricQueryInput } from '../query/metric.types.js';
import { Kpi } from './kpi.entity.js';
import { KpiStatus } from './status.js';

export const KpiType: Exposed = expose(Kpi, {
  prefix: 'kpi',
  filter: ['name', 'owner', 'grain', 'direction', 'archivedAt'],
  order: ['name', 'createdAt'],
  search: ['name'],
  conditions: { own: owned },
});

const QUERY = 'One measure, with conditions and a currency where it needs them; nothing else.';

@InputType({ description: 'A new figure with a target.' })
export class KpiCreateInput extends inputOf(
  Kpi,
  ['name', 'description', 'grain', 'countsCurrent', 'direction', 'target', 'warning'],
  { optional: ['countsCurrent'] },
) {
  @Field(() => MetricQueryInput, { description: QUERY })
  query!: MetricQueryInput;
  @Field(() => ID, { nullable: true, description: 'Who answers for it; default: you.' })
  ownerId?: string | null;
}

@InputType({ description: 'Changes of a figure with a target; what is left out stays.' })
export class KpiUpdateInput extends patchOf(
  Kpi,
  ['name', 'description', 'countsCurrent', 'direction', 'target', 'warning'],
  { id: 'kpiId' },
) {
  @Field(() => MetricQueryInput, { nullable: true, description: QUERY })
  query?: MetricQueryInput | null;
}

@InputType({ description: 'A figure with a target, and the version that you saw.' })
export class KpiArchiveInput extends inputOf(Kpi, [], { id: 'kpiId' }) {}

@ObjectType('KpiPoint', { description: 'The figure of one period.' })
export class KpiPoint {
  @Field(() => DateScalar, { description: 'First day of the period.' })
  start!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'The figure; null: there is none.' })
  value!: string | null;
}

@ObjectType('KpiFigures', { description: 'How a figure stands, for whoever asks.' })
export class KpiFigures {
  @Field(() => KpiStatus, { description: 'How it stands against its target.' })
  status!: KpiStatus;
  @Field(() => DecimalScalar, { nullable: true, description: 'The figure.' })
  value!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'That of the period before.' })
  previous!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'By how much it changed since.' })
  change!: string | null;
  @Field(() => [KpiPoint], { description: 'Period by period, the oldest first.' })
  trend!: KpiPoint[];
  @Field(() => CardRefusal, { nullable: true, description: 'Why there are no figures.' })
  refusal!: CardRefusal | null;
}

export const KpiCreatePayload = payloadOf('KpiCreatePayload', { kpi: KpiType });
export const KpiUpdatePayload = payloadOf('KpiUpdatePayload', { kpi: KpiType });
export const KpiArchivePayload = payloadOf('KpiArchivePayload', { kpi: KpiType });
