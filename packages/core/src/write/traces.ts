import { AUDIT_INSERT, auditRows, authorOf, factsOf } from '../audit/audit-entry.js';
import type { Caller, Statement } from '../context/runtime.js';
import { type Outbox, OUTBOX_INSERT } from '../events/outbox.js';
import type { RecordedChange } from './change-set.js';

/**
 * Both in one statement: the trail costs a write no wait of its own. It tells whether credentials
 * or rights have changed in the transaction (migration 0280).
 */
const INSERT = `with audited as (${AUDIT_INSERT}), told as (${OUTBOX_INSERT})
  select current_setting('app.access_changed', true)`;

/** What one transaction leaves behind beside its effect. */
export interface Traces {
  caller: Caller;
  operation: string;
  changes: readonly RecordedChange[];
  outbox: Outbox;
  /** Leaves an entry also when no record was changed. */
  always: boolean;
}

/**
 * Who changed what, and the events, to be written in the transaction of the change: one statement,
 * whatever the number of records, and of callers who share the transaction. None for a transaction
 * that leaves no traces.
 * @throws Error for a change or an event outside an organization: it would leave no trace.
 */
export function traceStatement(...all: readonly Traces[]): Statement | undefined {
  const kept = all.filter(leavesTraces);
  if (kept.length === 0) return undefined;
  const facts = kept.flatMap(({ changes, always }, author) => {
    const own = factsOf(changes);
    return auditRows(own.length === 0 && always ? [{ action: 'RUN' }] : own, author);
  });
  const events = kept.flatMap(({ outbox }, author) => outbox.rowsOf(author));
  const values = [facts, kept.map(authorOf), events].map((rows) => JSON.stringify(rows));
  return { text: INSERT, values };
}

/** What the rows of `traceStatement` tell; without a statement it may have been anything. */
export function isAccessChanged(rows: readonly (string | null)[][] | undefined): boolean {
  return rows === undefined || rows[0]?.[0] === 'yes';
}

function leavesTraces({ caller, operation, changes, outbox, always }: Traces): boolean {
  const isEmpty = changes.length === 0 && outbox.mark === 0;
  if (caller.principal.organizationId !== undefined) return always || !isEmpty;
  if (isEmpty) return false;
  throw new Error(`${operation} changes records outside an organization.`);
}
