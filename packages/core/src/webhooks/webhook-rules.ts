import type { RequestContext } from '../context/request.js';
import { eventCatalogue } from '../feed/event-catalogue.js';
import { EVERYTHING, withinScopes } from '../identity/rights.js';
import { checkOutboundUrl, OutboundRefused } from '../net/outbound-url.js';
import { errors } from '../schema/errors.js';
import { demandCover, rightsOfUser } from '../schema/granting.js';
import { webhookErrors } from './errors.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { webhookSelections } from './webhook-selection.js';
import { topicCovers } from './webhook-topics.js';

/**
 * Everything that must hold of an endpoint when it is made or changed: its address, its events,
 * rights that both its user and the caller hold, and a selection that these rights permit.
 * @throws CORE_WEBHOOK_*, CORE_SCOPES_EMPTY, CORE_PERMISSION_UNKNOWN, CORE_GRANT_EXCEEDS, Refusal
 */
export async function checkEndpoint(ctx: RequestContext, endpoint: WebhookEndpoint): Promise<void> {
  checkAddress(ctx, endpoint.url);
  checkTopics(ctx, endpoint);
  const userId = endpoint.user.id;
  const rights = await rightsOfUser(ctx, userId);
  checkScopes(ctx, endpoint.scopes, rights);
  const permissions = withinScopes(rights, endpoint.scopes);
  // Whoever says where it goes gets what it reads: no more than the own rights.
  demandCover(ctx, permissions, ['input', 'scopes']);
  if (endpoint.selection == null) return;
  const principal = {
    ...ctx.principal,
    ...{ kind: 'apiKey' as const, id: endpoint.id, userId, permissions },
    limitClass: 'integration' as const,
  };
  webhookSelections(ctx.runtime).check(endpoint.selection, principal);
}

function checkAddress(ctx: RequestContext, url: string): void {
  try {
    checkOutboundUrl(url, ctx.runtime.outbound.policy);
  } catch (error) {
    if (!(error instanceof OutboundRefused)) throw error;
    throw webhookErrors.WEBHOOK_URL_REFUSED({ fault: error.fault }, ['input', 'url']);
  }
}

function checkTopics(ctx: RequestContext, { topics, recordTypes }: WebhookEndpoint): void {
  const { composition } = ctx.runtime;
  const path = ['input', 'topics'];
  if (topics.length === 0) throw webhookErrors.WEBHOOK_TOPICS_EMPTY({}, path);
  const names = [...eventCatalogue(composition).keys()];
  for (const topic of topics) {
    const known = topic === '*' || names.some((name) => topicCovers(topic, name));
    if (!known) throw webhookErrors.WEBHOOK_TOPIC_UNKNOWN({ topic: topic.slice(0, 200) }, path);
  }
  const type = recordTypes.find((name) => !composition.records.has(name));
  if (type === undefined) return;
  const at = ['input', 'recordTypes'];
  throw webhookErrors.WEBHOOK_RECORD_TYPE_UNKNOWN({ type: type.slice(0, 200) }, at);
}

function checkScopes(
  ctx: RequestContext,
  scopes: readonly string[],
  rights: ReadonlyMap<string, unknown>,
): void {
  const path = ['input', 'scopes'];
  if (scopes.length === 0) throw errors.SCOPES_EMPTY({}, path);
  for (const permission of scopes) {
    if (permission === EVERYTHING) continue;
    if (!ctx.runtime.composition.permissions.has(permission)) {
      throw errors.PERMISSION_UNKNOWN({ permission: permission.slice(0, 200) }, path);
    }
    if (!rights.has(permission)) throw errors.GRANT_EXCEEDS({ permission }, path);
  }
}
