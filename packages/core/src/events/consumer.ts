import type { RunSql } from '../context/run-sql.js';
import type { Principal } from '../context/principal.js';

export type { RunSql };

/** An event as it stands in the outbox. */
export interface StoredEvent {
  /** Uuid; consumers are idempotent by it. */
  id: string;
  organizationId: string;
  /** Whole number; order of writing within an organization. */
  sequence: string;
  /** `assets.asset.checkedOut` */
  name: string;
  version: number;
  /** Type and uuid of the record that it is about. */
  recordType: string | null;
  recordId: string | null;
  /** As the schema of the event parsed it. */
  payload: unknown;
  /** Start of the transaction that wrote it. */
  at: Date;
  principalKind: Principal['kind'];
  /** Membership or API key that caused it. */
  principalId: string;
  requestId: string;
  /** It did not happen: somebody tries receivers with it. */
  isTest: boolean;
}

/**
 * Takes events over: writes down, in the dispatcher's own transaction (role bureau_worker), what is
 * to be done about them, and does none of it yet. All events of one call are of one organization,
 * in order. The same commit marks them dispatched, so what it writes is there once. What it throws
 * is tried again event by event, with the others of the same record waiting behind it.
 */
export interface EventConsumer {
  /** For logs: `subscribers`. */
  readonly name: string;
  take(events: readonly StoredEvent[], run: RunSql): Promise<void>;
  /** Called after each commit of events that it took: the time to wake who works on them. */
  committed?(): void;
}
