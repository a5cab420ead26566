import { z } from 'zod';
import { defineEvent } from '../events/event.js';

/** Asked for by `webhookEndpointTest`; goes to that endpoint only, whatever its topics are. */
export const WebhookTested = defineEvent({
  name: 'core.webhookEndpoint.tested',
  version: 1,
  description: 'Somebody tries whether an endpoint takes deliveries.',
  payload: z.object({}),
});

/** The platform switched an endpoint off. */
export const WebhookDisabled = defineEvent({
  name: 'core.webhookEndpoint.disabled',
  version: 1,
  description: 'The platform switched an endpoint off, because it failed or lost a right.',
  payload: z.object({ reason: z.string() }),
});
