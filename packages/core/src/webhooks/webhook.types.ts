import { expose, many, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../model/inputs.js';
import { WebhookAttempt, WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

export const WebhookEndpointType: Exposed = expose(WebhookEndpoint, {
  prefix: 'whe',
  filter: ['name', 'state', 'user'],
  order: ['name'],
  relations: {
    deliveries: many(() => WebhookDeliveryType, 'endpoint', 'What was sent to it.'),
  },
});

export const WebhookDeliveryType: Exposed = expose(WebhookDelivery, {
  prefix: 'whd',
  filter: ['endpoint', 'eventName', 'state', 'nextAttemptAt'],
  order: ['nextAttemptAt', 'eventName'],
  root: { one: 'webhookDelivery', many: 'webhookDeliveries' },
  relations: {
    tries: many(() => WebhookAttemptType, 'delivery', 'Each try, with what came of it.'),
  },
});

export const WebhookAttemptType: Exposed = expose(WebhookAttempt, {
  prefix: 'wha',
  filter: ['delivery', 'at'],
  order: ['at'],
  root: false,
});

const ENDPOINT = ['name', 'url', 'topics', 'recordTypes', 'selection', 'scopes'] as const;
const VERSION = 'The version that you saw; the change is refused when it is another one now.';

@InputType({ description: 'A new endpoint; it acts with your rights within its scopes.' })
export class WebhookEndpointCreateInput extends inputOf(WebhookEndpoint, ENDPOINT, {
  optional: ['recordTypes'],
}) {}

@InputType({ description: 'Changes of an endpoint; its secret stays.' })
export class WebhookEndpointUpdateInput extends patchOf(WebhookEndpoint, ENDPOINT) {
  @Field(() => ID, { description: 'The endpoint.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'An endpoint.' })
export class WebhookEndpointInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: VERSION })
  expectedVersion?: number | null;
}

@InputType({ description: 'An endpoint, and how long the secret before stays valid.' })
export class WebhookSecretRotateInput extends WebhookEndpointInput {
  @Field(() => Int, {
    defaultValue: 24,
    description: 'Hours for which deliveries are signed with both secrets, 0 to 168.',
  })
  overlapHours!: number;
}

@InputType({ description: 'A delivery to send once more.' })
export class WebhookDeliveryResendInput {
  @Field(() => ID, { description: 'The delivery.' })
  id!: string;
}

const SECRET = {
  secret: {
    type: () => String,
    description: 'Verifies the signatures (Standard Webhooks, whsec_); shown this once.',
  },
};

const endpoint = { webhookEndpoint: WebhookEndpointType };
export const WebhookEndpointCreatePayload = payloadOf(
  'WebhookEndpointCreatePayload',
  endpoint,
  SECRET,
);
export const WebhookEndpointUpdatePayload = payloadOf('WebhookEndpointUpdatePayload', endpoint);
export const WebhookEndpointEnablePayload = payloadOf('WebhookEndpointEnablePayload', endpoint);
export const WebhookEndpointDisablePayload = payloadOf('WebhookEndpointDisablePayload', endpoint);
export const WebhookEndpointSecretRotatePayload = payloadOf(
  'WebhookEndpointSecretRotatePayload',
  endpoint,
  SECRET,
);
export const WebhookEndpointTestPayload = payloadOf('WebhookEndpointTestPayload', endpoint);
export const WebhookEndpointDeletePayload = payloadOf(
  'WebhookEndpointDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The endpoint that is gone.' } },
);
export const WebhookDeliveryResendPayload = payloadOf('WebhookDeliveryResendPayload', {
  webhookDelivery: WebhookDeliveryType,
});
