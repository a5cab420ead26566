import { randomUUID } from 'node:crypto';
import { RequestContext } from '../context/request.js';
import type { Caller, Runtime } from '../context/runtime.js';
import { shownEvent } from '../feed/stored-change.js';
import { visibleEvents } from '../feed/visible-events.js';
import type { WebhookDisabledReason } from './webhook-endpoint.entity.js';
import { webhookPrincipal } from './webhook-principal.js';
import type { ClaimedDelivery } from './webhook-rows.js';
import { webhookSelections } from './webhook-selection.js';
import { webhookText } from './webhook-text.js';

/** What is to be sent, or why it is not. */
export type WebhookBody =
  | { body: string }
  /** The endpoint may not learn of the event. */
  | { hidden: true }
  /** The endpoint lost what it stands on. */
  | { disable: WebhookDisabledReason }
  /** The platform could not say; later it may. */
  | { unavailable: true };

const DEADLINE_MS = 10_000;

/**
 * The body of a delivery, made with the rights that the endpoint has at this moment: ids and names,
 * and under `answer` what its selection asks for.
 */
export async function webhookBody(
  runtime: Runtime,
  { organizationId, endpoint, event }: ClaimedDelivery,
): Promise<WebhookBody> {
  await runtime.vault.ready(organizationId);
  const { scopes, userId } = endpoint;
  const actor = { organizationId, endpointId: endpoint.id, userId, scopes };
  const principal = await webhookPrincipal(runtime, actor);
  if (!principal) return { disable: 'RIGHT_LOST' };
  const deadline = Date.now() + DEADLINE_MS;
  const caller: Caller = { principal, requestId: randomUUID(), deadline, operation: 'webhook' };
  const ctx = new RequestContext(runtime, caller);
  const isOwn = event.recordId === endpoint.id;
  if (!isOwn && (await visibleEvents(ctx, [event])).length === 0) return { hidden: true };
  const { at, record: _record, ...shown } = await shownEvent(ctx, event);
  const told = { ...shown, at: at.toISOString() };
  const answer = await answerOf(runtime, caller, { selection: endpoint.selection, told });
  if ('body' in answer) {
    return { body: webhookText(told, answer.data) };
  }
  return answer;
}

const RIGHTS = new Set(['FORBIDDEN', 'UNAUTHENTICATED']);
const PASSING = new Set(['UNAVAILABLE', 'DEADLINE', 'INTERNAL', 'PLUGIN_UNAVAILABLE']);

async function answerOf(
  runtime: Runtime,
  caller: Caller,
  ask: { selection: string | null; told: { recordId: string | null } },
): Promise<{ body: true; data?: unknown } | Exclude<WebhookBody, { body: string }>> {
  const { selection, told } = ask;
  if (selection === null) return { body: true };
  // An event about no record leaves nothing to ask for.
  if (told.recordId === null) return { body: true, data: null };
  const { run } = webhookSelections(runtime);
  const result = await run({ document: selection, variables: { id: told.recordId }, caller });
  const [error] = result.errors ?? [];
  if (!error) return { body: true, data: result.data };
  const code = String(error.extensions['code'] ?? '');
  if (RIGHTS.has(code)) return { disable: 'RIGHT_LOST' };
  // Without data nothing ran: the document does not fit the schema, or is too large.
  if (result.data === undefined && code !== '' && !PASSING.has(code)) {
    return { disable: 'SELECTION_INVALID' };
  }
  if (result.data === undefined && code === '') return { disable: 'SELECTION_INVALID' };
  return { unavailable: true };
}
