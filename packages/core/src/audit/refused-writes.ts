import type { OperationDefinitionNode } from 'graphql';
import type { Caller, Runtime } from '../context/runtime.js';
import { Refusal } from '../write/errors.js';
import { AUDIT_INSERT, auditValues } from './audit-entry.js';
import { operationName } from './operation-name.js';

/**
 * Leaves in the trail that a mutation was refused for want of a permission; any other error, and
 * any other operation, leaves nothing. The refusal stands whether it can be written or not.
 */
export async function auditRefusal(
  runtime: Runtime,
  caller: Caller,
  refused: { operation: OperationDefinitionNode | string; error: unknown },
): Promise<void> {
  const { operation, error } = refused;
  const { organizationId } = caller.principal;
  if (organizationId === undefined || !(error instanceof Refusal)) return;
  if (typeof operation !== 'string' && operation.operation !== 'mutation') return;
  const { code, permission, field } = error.extensions;
  if (code !== 'FORBIDDEN') return;
  const facts = [{ action: 'REFUSED' as const, details: { code, permission, field } }];
  const by = { caller, operation: operationName(operation) };
  const statement = { text: AUDIT_INSERT, values: auditValues(facts, by) };
  try {
    await runtime.reads.sql(organizationId, statement, caller.deadline);
  } catch (fault) {
    runtime.log.warn({ error: String(fault) }, 'a refused write left no entry in the trail');
  }
}
