import type { OperationDefinitionNode } from 'graphql';
import { isOwn } from '../authz/rule-book.js';
import { leavesOf } from '../authz/permissions.js';
import type { Caller, Runtime } from '../context/runtime.js';
import type { RecordType } from '../model/record-type.js';
import type { Composition } from '../plugin/composition.js';
import { AUDIT_INSERT, type AuditFact, auditValues } from './audit-entry.js';
import { operationName } from './operation-name.js';

/** What one operation has read of secret fields; the planner adds to it, the gateway writes it. */
export class SecretReads {
  /** By type and fields: the records, or none for a filter, an order or a figure over many. */
  private readonly found = new Map<string, { type: string; fields: string[]; ids: Set<string> }>();

  constructor(private readonly secrets: ReadonlyMap<string, ReadonlySet<string>>) {}

  /** Of these fields those that are secret, sorted; undefined when none is. */
  among(record: RecordType, fields: Iterable<string>): string[] | undefined {
    const secret = this.secrets.get(record.name);
    if (!secret) return undefined;
    const found = [...new Set(fields)].filter((field) => secret.has(field)).sort();
    return found.length > 0 ? found : undefined;
  }

  /** Notes a read; the fields as `among` gave them. */
  add(record: RecordType, fields: string[], id?: string): void {
    const key = `${record.name} ${fields.join(' ')}`;
    const entry = this.found.get(key) ?? { type: record.name, fields, ids: new Set<string>() };
    this.found.set(key, entry);
    if (id !== undefined) entry.ids.add(id);
  }

  /** Whether nothing has been noted. */
  get isEmpty(): boolean {
    return this.found.size === 0;
  }

  /** One fact for each type and set of fields; nothing is left behind. */
  take(): AuditFact[] {
    const facts = [...this.found.values()].map(({ type, fields, ids }): AuditFact => {
      const first = [...ids].slice(0, MAX_IDS);
      return { action: 'READ', type, details: { fields, count: ids.size, ids: first } };
    });
    this.found.clear();
    return facts;
  }
}

/** Ids that an entry names; the count says how many there were. */
const MAX_IDS = 100;

const reads = new WeakMap<Caller, SecretReads>();

/** The reads of one request; a caller is made once per request. */
export function secretReadsOf(composition: Composition, caller: Caller): SecretReads {
  const known = reads.get(caller) ?? new SecretReads(secretFieldsOf(composition));
  reads.set(caller, known);
  return known;
}

/**
 * Writes what an operation has read of secret fields, before its answer leaves: without a trace
 * there is no answer. An operation that reads none costs nothing.
 * @throws Error when the entries cannot be written
 */
export async function auditReads(
  runtime: Runtime,
  caller: Caller,
  operation: OperationDefinitionNode | string,
): Promise<void> {
  const facts = reads.get(caller)?.take() ?? [];
  if (facts.length === 0) return;
  const by = { caller, operation: operationName(operation) };
  const statement = { text: AUDIT_INSERT, values: auditValues(facts, by) };
  await runtime.reads.sql(caller.principal.organizationId, statement, caller.deadline);
}

const secretFields = new WeakMap<Composition, ReadonlyMap<string, ReadonlySet<string>>>();

/** Says of a record that it is there, and nothing that is secret about it. */
const HARMLESS = new Set(['id', 'version', 'createdAt', 'updatedAt', 'history']);

/** Secret fields by type: sealed ones, and those that need a permission marked as sensitive. */
function secretFieldsOf(composition: Composition): ReadonlyMap<string, ReadonlySet<string>> {
  const known = secretFields.get(composition);
  if (known) return known;
  const made = new Map<string, ReadonlySet<string>>();
  const { plugins, records, rules } = composition;
  const sensitive = new Set(plugins.flatMap(({ definition }) => definition.sensitive ?? []));
  for (const record of records.values()) {
    const secret = [...record.fields.values()].filter((field) => {
      if (HARMLESS.has(field.name)) return false;
      if (field.kind === 'column' && field.sealed) return true;
      const rule = rules.get(`${record.name}.${field.name}`);
      if (rule === undefined || !leavesOf(rule).some((leaf) => sensitive.has(leaf))) return false;
      // Behind a relation stand the target's fields, which are noted themselves.
      return !('target' in field) || isOwn({ rules, records }, record.name, field.name);
    });
    if (secret.length > 0) made.set(record.name, new Set(secret.map(({ name }) => name)));
  }
  secretFields.set(composition, made);
  return made;
}
