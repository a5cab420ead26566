import type { Caller } from '../context/runtime.js';
import type { OrmTransaction } from '../context/orm.js';
import { uuidv7 } from '../model/ids.js';
import type { RecordedChange } from '../write/change-set.js';

const INSERT = `
  insert into core.audit_entry (id, principal_kind, principal_id, operation, request_id, address,
    record_type, record_id, action, before, after)
  select e.id, $2, $3, $4, $5, $6, e.type, e.record, e.action, e.before, e.after
    from jsonb_to_recordset($1::jsonb) as e(id uuid, type text, record uuid, action text,
      before jsonb, after jsonb)`;

/**
 * Writes who changed what into the audit trail, in the transaction of the change: one statement,
 * whatever the number of records.
 * @throws Error for a change outside an organization: it would leave no trace.
 */
export async function writeAudit(
  transaction: OrmTransaction,
  changes: readonly RecordedChange[],
  by: { caller: Caller; operation: string },
): Promise<void> {
  if (changes.length === 0) return;
  const { principal, requestId, origin } = by.caller;
  if (principal.organizationId === undefined) {
    throw new Error(`${by.operation} changes records outside an organization.`);
  }
  const rows = changes.map((change) => ({
    id: uuidv7(),
    type: change.type,
    record: change.id,
    action: change.action,
    before: change.before ?? null,
    after: change.after ?? null,
  }));
  await transaction.run({
    text: INSERT,
    values: [
      JSON.stringify(rows),
      principal.kind,
      principal.id,
      by.operation,
      requestId,
      origin?.address ?? null,
    ],
  });
}
