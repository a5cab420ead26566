import { randomBytes } from 'node:crypto';
import type { RequestContext } from '../context/request.js';
import { sealedCell, type Vault } from '../vault/vault.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

const TABLE = 'core.webhook_endpoint';
const BYTES = 32;

/** A new secret in the form of Standard Webhooks: `whsec_` and base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`;
}

/** The plain text of a stored secret of an endpoint. */
export function openSecret(
  vault: Vault,
  cell: { organizationId: string; endpointId: string; column: 'secret' | 'previous_secret' },
  sealed: string,
): string {
  const { organizationId, endpointId, column } = cell;
  return vault.open(organizationId, sealedCell(TABLE, column, endpointId), sealed);
}

/** The secret of an endpoint as it is stored now. */
export function secretOf(ctx: RequestContext, endpoint: WebhookEndpoint): string {
  const cell = { organizationId: ctx.organizationId, endpointId: endpoint.id };
  return openSecret(ctx.runtime.vault, { ...cell, column: 'secret' }, endpoint.secret);
}
