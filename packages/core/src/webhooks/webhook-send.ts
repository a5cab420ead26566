import type { Runtime } from '../context/runtime.js';
import { encodeId } from '../model/ids.js';
import { OutboundRefused } from '../net/outbound-url.js';
import type { AttemptOutcome, AttemptResult, ClaimedDelivery } from './webhook-rows.js';
import { webhookHeaders } from './webhook-headers.js';
import { openSecret } from './webhook-secret.js';
import { WebhookDeliveryType } from './webhook.types.js';

/** Seconds until each next try: three days in all, as Standard Webhooks proposes. */
export const RETRY_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000];

const JITTER = 0.2;
const SUCCESS = { from: 200, to: 299 };

/** Sends one delivery, signed anew: the id is the same at every try, the time is not. */
export async function sendDelivery(
  runtime: Runtime,
  delivery: ClaimedDelivery,
  body: string,
): Promise<AttemptResult> {
  const startedAt = new Date();
  const began = performance.now();
  const ended = () => Math.round(performance.now() - began);
  try {
    const headers = signedHeaders(runtime, delivery, { body, at: startedAt });
    const { url } = delivery.endpoint;
    const { status } = await runtime.tracing({ name: 'webhook' }, () =>
      runtime.outbound.send({ url, method: 'POST', headers, body }),
    );
    return { startedAt, durationMs: ended(), status, fault: null };
  } catch (error) {
    return { startedAt, durationMs: ended(), status: null, fault: faultOf(error) };
  }
}

function signedHeaders(
  runtime: Runtime,
  { organizationId, id, endpoint }: ClaimedDelivery,
  { body, at }: { body: string; at: Date },
): Record<string, string> {
  const cell = { organizationId, endpointId: endpoint.id };
  const open = (column: 'secret' | 'previous_secret', sealed: string) =>
    openSecret(runtime.vault, { ...cell, column }, sealed);
  const secrets = [open('secret', endpoint.secret)];
  if (endpoint.previousSecret !== null) {
    secrets.push(open('previous_secret', endpoint.previousSecret));
  }
  return webhookHeaders(secrets, {
    id: encodeId(WebhookDeliveryType.options.prefix, id),
    at,
    body,
  });
}

/** A code and nothing else: what was found behind an address is not told. */
function faultOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.fault;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'FAILED';
}

/** Where the delivery stands after a try; `random` is from 0 to 1. */
export function outcomeOf(
  result: AttemptResult,
  attempt: number,
  random: number = Math.random(),
): AttemptOutcome {
  const { status } = result;
  if (status !== null && status >= SUCCESS.from && status <= SUCCESS.to) {
    return { state: 'DELIVERED' };
  }
  const wait = RETRY_SECONDS[attempt - 1];
  if (wait === undefined) return { state: 'FAILED' };
  return { state: 'PENDING', retryInSeconds: wait * (1 + JITTER * random) };
}
