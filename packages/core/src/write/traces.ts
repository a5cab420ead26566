import { AUDIT_INSERT, auditValues, factsOf } from '../audit/audit-entry.js';
import type { OrmTransaction } from '../context/orm.js';
import type { Caller } from '../context/runtime.js';
import { type Outbox, OUTBOX_INSERT } from '../events/outbox.js';
import type { RecordedChange } from './change-set.js';

/** Both in one round trip: the trail costs a write no wait of its own. */
const INSERT = `with audited as (${AUDIT_INSERT}) ${OUTBOX_INSERT}`;

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
 * Writes who changed what, and the events, in the transaction of the change: one statement,
 * whatever the number of records.
 * @throws Error for a change or an event outside an organization: it would leave no trace.
 */
export async function writeTraces(transaction: OrmTransaction, traces: Traces): Promise<void> {
  const { caller, operation, changes, outbox, always } = traces;
  const isEmpty = changes.length === 0 && outbox.mark === 0;
  if (caller.principal.organizationId === undefined) {
    if (isEmpty) return;
    throw new Error(`${operation} changes records outside an organization.`);
  }
  if (isEmpty && !always) return;
  const facts = factsOf(changes);
  if (facts.length === 0 && always) facts.push({ action: 'RUN' });
  const values = [...auditValues(facts, { caller, operation }), outbox.json()];
  await transaction.run({ text: INSERT, values });
}
