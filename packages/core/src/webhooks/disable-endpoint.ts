import { randomUUID } from 'node:crypto';
import { systemCaller } from '../context/system.js';
import type { Runtime } from '../context/runtime.js';
import { inTransaction } from '../write/transaction.js';
import { WebhookDisabled } from './events.js';
import {
  WebhookEndpoint,
  WebhookState,
  type WebhookDisabledReason,
} from './webhook-endpoint.entity.js';

/** Switches an endpoint off in the name of the platform, with audit and event. */
export async function disableEndpoint(
  runtime: Runtime,
  endpoint: { organizationId: string; id: string },
  reason: WebhookDisabledReason,
): Promise<void> {
  const { organizationId, id } = endpoint;
  await inTransaction(runtime, systemCaller(runtime.composition, organizationId, randomUUID()), {
    operation: 'webhookEndpointDisable',
    work: async (ctx) => {
      const found = await ctx.em.findOne(WebhookEndpoint, { id });
      if (found?.state !== WebhookState.ENABLED) return;
      found.disable(reason, ctx.now);
      ctx.emit(WebhookDisabled, { reason }, { type: WebhookEndpoint.name, id });
    },
  });
  runtime.log.warn({ organizationId, webhookEndpoint: id, reason }, 'webhook endpoint disabled');
}
