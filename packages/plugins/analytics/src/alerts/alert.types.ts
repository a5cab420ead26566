import {
  type Exposed,
  expose,
  Field,
  ID,
  InputType,
  inputOf,
  many,
  patchOf,
  payloadOf,
  type Principal,
} from '@bureau/core';
import { owned, ownedUnless, ownedWith } from '../dashboards/visibility.js';
import { MetricQueryInput } from '../query/metric.types.js';
import { Alert, AlertEvent } from './alert.entity.js';

/** Leaves its holders every alert, with what it saw. */
const ALERT_MANAGE = 'analytics.alert.manage';

const ownedAlert = (principal: Principal) => ({ alert: owned(principal) });

/** Its figures are computed with the rights of its owner: no other role sees them by itself. */
export const AlertType: Exposed = expose(Alert, {
  prefix: 'alt',
  filter: ['name', 'owner', 'kind', 'state', 'archivedAt'],
  order: ['name', 'createdAt'],
  relations: { events: many(() => AlertEventType, 'alert', 'What it told of.') },
  conditions: { own: owned },
  always: ownedUnless(ALERT_MANAGE),
});

export const AlertEventType: Exposed = expose(AlertEvent, {
  prefix: 'ale',
  filter: ['alert', 'raisedAt', 'clearedAt'],
  order: ['raisedAt'],
  conditions: { own: ownedAlert },
  always: ownedWith('alert', ALERT_MANAGE),
});

const QUERY = 'One measure, with conditions and a currency where it needs them; nothing else.';

@InputType({ description: 'A figure to watch.' })
export class AlertCreateInput extends inputOf(
  Alert,
  ['name', 'grain', 'countsCurrent', 'kind', 'threshold', 'clearAt', 'sensitivity'],
  { optional: ['countsCurrent', 'sensitivity'] },
) {
  @Field(() => MetricQueryInput, { description: QUERY })
  query!: MetricQueryInput;
  @Field(() => ID, {
    nullable: true,
    description: 'Who is told, with whose rights it is watched; default: you.',
  })
  ownerId?: string | null;
}

@InputType({ description: 'Changes of an alert; what is left out stays. It begins anew.' })
export class AlertUpdateInput extends patchOf(
  Alert,
  ['name', 'countsCurrent', 'threshold', 'clearAt', 'sensitivity'],
  { id: 'alertId' },
) {
  @Field(() => MetricQueryInput, { nullable: true, description: QUERY })
  query?: MetricQueryInput | null;
}

@InputType({ description: 'An alert, and the version of the record that you saw.' })
export class AlertArchiveInput extends inputOf(Alert, [], { id: 'alertId' }) {}

export const AlertCreatePayload = payloadOf('AlertCreatePayload', { alert: AlertType });
export const AlertUpdatePayload = payloadOf('AlertUpdatePayload', { alert: AlertType });
export const AlertArchivePayload = payloadOf('AlertArchivePayload', { alert: AlertType });
