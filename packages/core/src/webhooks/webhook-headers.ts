import { Webhook } from 'standardwebhooks';

/** One message to sign. */
export interface WebhookMessage {
  /** The same at each try: receivers know repetitions by it. */
  id: string;
  at: Date;
  body: string;
}

/**
 * The headers of Standard Webhooks 1.0; while secrets rotate there are several signatures.
 * @param secrets in the form `whsec_...`, the newest first
 */
export function webhookHeaders(
  secrets: readonly string[],
  { id, at, body }: WebhookMessage,
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Bureau-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.valueOf() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
