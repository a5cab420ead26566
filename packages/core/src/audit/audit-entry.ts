import type { Caller } from '../context/runtime.js';
import { uuidv7 } from '../model/ids.js';
import type { RecordedChange } from '../write/change-set.js';
import { originOf } from './origin.js';

/** What an entry says beside who, when and from where. */
export interface AuditFact {
  action: 'CREATE' | 'UPDATE' | 'DELETE' | 'RUN' | 'READ' | 'SIGN_IN_FAILED' | 'REFUSED';
  /** Entity name and uuid of the record that is meant. */
  type?: string | undefined;
  record?: string | undefined;
  before?: Readonly<Record<string, unknown>> | undefined;
  after?: Readonly<Record<string, unknown>> | undefined;
  details?: Readonly<Record<string, unknown>> | undefined;
}

/** Who did it, from where, as part of what. */
export interface AuditedBy {
  caller: Caller;
  /** Mutation field, job, or name of the GraphQL operation. */
  operation: string;
}

/**
 * Adds entries to the trail; a part of a statement of its own or of a larger one. `$1` holds the
 * facts, each with the place of its author in `$2`: the values of `auditValues`.
 */
export const AUDIT_INSERT = `
  insert into core.audit_entry (id, principal_kind, principal_id, credential_id, operation,
    request_id, address, user_agent, client, record_type, record_id, action, before, after,
    details)
  select e.id, o.who ->> 'kind', (o.who ->> 'principal')::uuid, (o.who ->> 'credential')::uuid,
      o.who ->> 'operation', o.who ->> 'request', o.who ->> 'address', o.who ->> 'program',
      o.who ->> 'client', e.type, e.record, e.action, e.before, e.after, e.details
    from jsonb_to_recordset($1::jsonb) as e(id uuid, author integer, type text, record uuid,
        action text, before jsonb, after jsonb, details jsonb),
      lateral (select $2::jsonb -> e.author as who offset 0) o`;

/** The parameters of `AUDIT_INSERT` for facts of one author. */
export function auditValues(facts: readonly AuditFact[], by: AuditedBy): unknown[] {
  return [JSON.stringify(auditRows(facts, 0)), JSON.stringify([authorOf(by)])];
}

/** Facts as `AUDIT_INSERT` takes them; `author` is the place of theirs. */
export function auditRows(facts: readonly AuditFact[], author: number): object[] {
  return facts.map((fact) => ({ id: uuidv7(), author, ...fact }));
}

/** Who did it as `AUDIT_INSERT` and `OUTBOX_INSERT` take it. */
export function authorOf({ caller, operation }: AuditedBy): object {
  const { kind, id, credentialId } = caller.principal;
  return {
    kind,
    principal: id,
    credential: credentialId ?? null,
    operation,
    request: caller.requestId,
    ...originOf(caller),
  };
}

/** The changes of one transaction as facts. */
export function factsOf(changes: readonly RecordedChange[]): AuditFact[] {
  return changes.map(({ type, id, action, before, after }) => ({
    action,
    type,
    record: id,
    before,
    after,
  }));
}
