import { defineEntity, p } from '@mikro-orm/core';
import { choice, enumOf, type EnumValue } from '../model/enums.js';
import { record } from '../model/record.js';
import { secret } from '../model/secret.js';
import { User } from '../schema/user.entity.js';
import { webhookErrors } from './errors.js';

/** Whether an endpoint gets anything. */
export const WebhookState = enumOf('WebhookState', 'Whether an endpoint gets anything.', {
  ENABLED: 'Events are sent to it.',
  DISABLED: 'Nothing is sent; what happens meanwhile is not made up for (see changes).',
});

/** Why an endpoint was switched off. */
export const WebhookDisabledReason = enumOf(
  'WebhookDisabledReason',
  'Why an endpoint was switched off.',
  {
    BY_USER: 'Somebody switched it off.',
    FAILING: 'Every delivery failed for five days.',
    GONE: 'It answered 410 Gone.',
    RIGHT_LOST: 'Its user or a right that its selection needs is gone.',
    SELECTION_INVALID: 'Its selection does not fit the schema any more, or costs too much.',
  },
);
export type WebhookDisabledReason = EnumValue<typeof WebhookDisabledReason>;

/** An address that events are sent to. */
export const WebhookEndpointSchema = defineEntity({
  name: 'WebhookEndpoint',
  schema: 'core',
  tableName: 'webhook_endpoint',
  comment: 'An address that events are sent to, with the rights of a user.',
  properties: {
    ...record(),
    name: p.string().length(120).comment('What it is for'),
    url: p.string().length(2000).comment('Address that takes the deliveries'),
    topics: p.array().comment('Events that it gets: names, a beginning with .*, or *'),
    recordTypes: p.array().comment('Only events about these record types; empty: all'),
    selection: p
      .text()
      .nullable()
      .comment('GraphQL query whose answer is in the body; variable $id is the record'),
    scopes: p.array().comment('Permissions that it may use of its user; * means all of them'),
    state: choice(WebhookState).default('ENABLED').comment('Whether it gets anything'),
    disabledReason: choice(WebhookDisabledReason).nullable().comment('Why it was switched off'),
    disabledAt: p.datetime(6).nullable().comment('When it was switched off'),
    failingSince: p.datetime(6).nullable().comment('First failure after the last success'),
    secret: secret().hidden().comment('Secret that signs the deliveries; sealed'),
    previousSecret: secret()
      .nullable()
      .hidden()
      .comment('The secret before, which signs too until its time is over; sealed'),
    previousSecretUntil: p.datetime(6).nullable().comment('Until then the secret before signs too'),
    user: () => p.manyToOne(User).comment('Whose rights it uses'),
  },
});

export class WebhookEndpoint extends WebhookEndpointSchema.class {
  /** @throws CORE_WEBHOOK_DISABLED */
  disable(reason: WebhookDisabledReason, now: Date): void {
    if (this.state === WebhookState.DISABLED) throw webhookErrors.WEBHOOK_DISABLED({}, PATH);
    this.state = WebhookState.DISABLED;
    this.disabledReason = reason;
    this.disabledAt = now;
  }

  /** Its failures are forgotten. @throws CORE_WEBHOOK_ENABLED */
  enable(): void {
    if (this.state === WebhookState.ENABLED) throw webhookErrors.WEBHOOK_ENABLED({}, PATH);
    this.state = WebhookState.ENABLED;
    this.disabledReason = null;
    this.disabledAt = null;
    this.failingSince = null;
  }

  /** From now on the new secret signs, and the one before as well until the overlap is over. */
  rotate(secrets: { before: string; next: string }, until: Date): void {
    this.previousSecret = secrets.before;
    this.previousSecretUntil = until;
    this.secret = secrets.next;
  }
}
WebhookEndpointSchema.setClass(WebhookEndpoint);

const PATH = ['input', 'id'];
