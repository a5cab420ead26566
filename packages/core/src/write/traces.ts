import { AUDIT_INSERT, auditRows, authorOf, factsOf } from '../audit/audit-entry.js';
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
 * whatever the number of records, and of callers who share the transaction.
 * @throws Error for a change or an event outside an organization: it would leave no trace.
 */
export async function writeTraces(
  transaction: OrmTransaction,
  ...all: readonly Traces[]
): Promise<void> {
  const kept = all.filter(leavesTraces);
  if (kept.length === 0) return;
  const facts = kept.flatMap(({ changes, always }, author) => {
    const own = factsOf(changes);
    return auditRows(own.length === 0 && always ? [{ action: 'RUN' }] : own, author);
  });
  const events = kept.flatMap(({ outbox }, author) => outbox.rowsOf(author));
  const values = [facts, kept.map(authorOf), events].map((rows) => JSON.stringify(rows));
  await transaction.run({ text: INSERT, values });
}

function leavesTraces({ caller, operation, changes, outbox, always }: Traces): boolean {
  const isEmpty = changes.length === 0 && outbox.mark === 0;
  if (caller.principal.organizationId !== undefined) return always || !isEmpty;
  if (isEmpty) return false;
  throw new Error(`${operation} changes records outside an organization.`);
}
