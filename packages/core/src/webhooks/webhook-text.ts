import { encodeId, uuidv7 } from '../model/ids.js';
import { WebhookDeliveryType } from './webhook.types.js';

/** An event as the feed tells it, ids and names only. */
export interface ToldEvent {
  /** Public id. */
  id: string;
  name: string;
  version: number;
  /** ISO 8601, UTC. */
  at: string;
  recordType: string | null;
  /** Public id. */
  recordId: string | null;
  action: string | null;
  fields: readonly string[];
  recordVersion: number | null;
  isTest: boolean;
}

/** The body of a delivery; `answer` is what a selection asked for, if there is one. */
export function webhookText(event: ToldEvent, answer?: unknown): string {
  const { name: type, at: timestamp, ...told } = event;
  const data = { ...told, ...(answer !== undefined && { answer }) };
  return JSON.stringify({ type, timestamp, data });
}

/** A public id for a delivery that is made outside the database. */
export function newDeliveryId(): string {
  return encodeId(WebhookDeliveryType.options.prefix, uuidv7());
}
