import { getDirectiveValues, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { Caller } from '../context/runtime.js';
import { Refusal } from './errors.js';
import { checkKey } from './idempotency.js';

/** What the caller asks of one mutation field beside its arguments. */
export interface MutationRequest {
  idempotencyKey: string | undefined;
  dryRun: boolean;
}

/**
 * Reads `@idempotent(key:)` of the field, or the request's `Idempotency-Key`, and the dry run of
 * the request.
 * @throws Refusal BAD_USER_INPUT for two keys, a key that is none, or a header for many fields.
 */
export function mutationRequest(info: GraphQLResolveInfo, caller: Caller): MutationRequest {
  return { idempotencyKey: keyOf(info, caller), dryRun: caller.dryRun === true };
}

function keyOf(info: GraphQLResolveInfo, caller: Caller): string | undefined {
  const directive = info.schema.getDirective('idempotent');
  const keys = new Set<string>();
  for (const node of directive ? info.fieldNodes : []) {
    const values = directive && getDirectiveValues(directive, node, info.variableValues);
    if (values) keys.add(String(values['key']));
  }
  if (keys.size > 1) throw new Refusal('BAD_USER_INPUT', 'One field has two idempotency keys.');
  const [key] = keys;
  if (key !== undefined) return checkKey(key);
  if (caller.idempotencyKey === undefined) return undefined;
  if (countFields(info.operation.selectionSet, info) > 1) {
    const message = 'The header Idempotency-Key is for one mutation field: use @idempotent(key:).';
    throw new Refusal('BAD_USER_INPUT', message);
  }
  return checkKey(caller.idempotencyKey);
}

/** Root fields of the operation; validation has refused rings of fragments. */
function countFields(selections: SelectionSetNode, info: GraphQLResolveInfo): number {
  let count = 0;
  for (const node of selections.selections) {
    if (node.kind === Kind.FIELD) count += 1;
    else if (node.kind === Kind.INLINE_FRAGMENT) count += countFields(node.selectionSet, info);
    else {
      const fragment = info.fragments[node.name.value];
      if (fragment) count += countFields(fragment.selectionSet, info);
    }
    if (count > 1) break;
  }
  return count;
}
