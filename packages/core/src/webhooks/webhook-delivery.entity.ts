import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf } from '../model/enums.js';
import { record } from '../model/record.js';
import { webhookErrors } from './errors.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** Whether a delivery has arrived. */
export const WebhookDeliveryState = enumOf(
  'WebhookDeliveryState',
  'Whether a delivery has arrived.',
  {
    PENDING: 'It is on its way, or waits for its next try.',
    DELIVERED: 'The endpoint answered with 2xx.',
    FAILED: 'It was given up after three days of tries.',
  },
);

/** One event for one endpoint. */
export const WebhookDeliverySchema = defineEntity({
  name: 'WebhookDelivery',
  schema: 'core',
  tableName: 'webhook_delivery',
  comment: 'One event on its way to one endpoint; kept for 30 days.',
  properties: {
    ...record(),
    endpoint: () => p.manyToOne(WebhookEndpoint).comment('Where it goes'),
    eventId: p.uuid().hidden().comment('The event'),
    eventName: p.string().length(200).comment('Name of the event'),
    state: choice(WebhookDeliveryState).default('PENDING').comment('Whether it has arrived'),
    attempts: p.integer().default(0).comment('Tries so far'),
    nextAttemptAt: p.datetime(6).comment('When it is tried next, while it waits'),
    deliveredAt: p.datetime(6).nullable().comment('When it arrived'),
    lastStatus: p.integer().nullable().comment('HTTP status of the last answer'),
  },
});

export class WebhookDelivery extends WebhookDeliverySchema.class {
  /** Sends it once more, under the same id. @throws CORE_WEBHOOK_PENDING */
  resend(now: Date): void {
    if (this.state === WebhookDeliveryState.PENDING) {
      throw webhookErrors.WEBHOOK_PENDING({}, ['input', 'id']);
    }
    this.state = WebhookDeliveryState.PENDING;
    this.attempts = 0;
    this.nextAttemptAt = now;
    this.deliveredAt = null;
  }
}
WebhookDeliverySchema.setClass(WebhookDelivery);

/** One try. */
export const WebhookAttemptSchema = defineEntity({
  name: 'WebhookAttempt',
  schema: 'core',
  tableName: 'webhook_attempt',
  comment: 'One try to deliver an event.',
  properties: {
    ...record(),
    delivery: () => p.manyToOne(WebhookDelivery).comment('What was tried'),
    at: p.datetime(6).comment('When it was tried'),
    durationMs: p.integer().comment('How long it took, milliseconds'),
    status: p.integer().nullable().comment('HTTP status of the answer; null: there was none'),
    fault: p.string().length(60).nullable().comment('Why there was no answer, such as TIMEOUT'),
  },
});

export class WebhookAttempt extends WebhookAttemptSchema.class {}
WebhookAttemptSchema.setClass(WebhookAttempt);
