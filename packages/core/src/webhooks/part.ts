import { permissionsOf } from '../authz/permissions.js';
import type { PluginPart } from '../plugin/part.js';
import { webhooks } from '../schema/migrations/0031-webhooks.js';
import { webhookErrors } from './errors.js';
import { WebhookDisabled, WebhookTested } from './events.js';
import { WebhookAttempt, WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookResolver } from './webhook.resolver.js';
import { WebhookAttemptType, WebhookDeliveryType, WebhookEndpointType } from './webhook.types.js';

const READ = 'core.webhook.read';
const WRITE = 'core.webhook.write';

/** Events on their way to addresses outside. */
export const webhookPart: PluginPart = {
  entities: [WebhookEndpoint, WebhookDelivery, WebhookAttempt],
  types: [WebhookEndpointType, WebhookDeliveryType, WebhookAttemptType],
  resolvers: [WebhookResolver],
  migrations: [webhooks],
  events: [WebhookTested, WebhookDisabled],
  errors: webhookErrors.table,
  permissions: permissionsOf('core', {
    'webhook.read': 'See to which addresses events are sent, and what came of it.',
    'webhook.write': 'Send events to addresses, with no more than the own rights.',
  }),
  rules: {
    WebhookEndpoint: { '*': READ },
    WebhookDelivery: { '*': READ },
    WebhookAttempt: { '*': READ },
    Mutation: {
      webhookEndpointCreate: WRITE,
      webhookEndpointUpdate: WRITE,
      webhookEndpointEnable: WRITE,
      webhookEndpointDisable: WRITE,
      webhookEndpointSecretRotate: WRITE,
      webhookEndpointDelete: WRITE,
      webhookEndpointTest: WRITE,
      webhookDeliveryResend: WRITE,
    },
  },
};
