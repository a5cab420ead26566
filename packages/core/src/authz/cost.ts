import {
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Principal } from '../context/principal.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { CostWalk, type Sum } from './cost-walk.js';
import { limitsOf } from './limit-classes.js';
import type { SmallUses } from './rate-limiter.js';
import { longestArray } from './sent-values.js';

/** What an operation can cost at most, worked out before it runs. */
export interface OperationCost {
  /** Points, rounded up. */
  requested: number;
  /** Absent for callers without limit. */
  limit?: number;
}

/** Cost, and uses of the small buckets, which are no points. */
export interface MeasuredCost extends OperationCost {
  uses: SmallUses;
}

/** A validated operation and who asks for it. */
export interface CostRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As sent or coerced. */
  variables: Readonly<Record<string, unknown>>;
  principal: Principal;
}

/** Works out the cost of operations; what no variable decides is kept per operation. */
export interface CostMeter {
  /** @throws Refusal QUERY_TOO_COMPLEX with `requested` and `limit`, BAD_USER_INPUT for a page. */
  check(request: CostRequest): MeasuredCost;
}

/**
 * The meter of a schema. A page multiplies what stands in it, so that nested lists cost the product
 * of their sizes; the sizes are those that the caller asks for, not those that are found.
 */
export function createCostMeter(company: {
  schema: GraphQLSchema;
  records: ReadonlyMap<string, RecordType>;
}): CostMeter {
  const known = new WeakMap<OperationDefinitionNode, Map<number, Sum>>();

  function estimate(request: CostRequest): Sum {
    const largest = limitsOf(request.principal).page;
    const kept = known.get(request.operation)?.get(largest);
    if (kept) return kept;
    const walk = new CostWalk(company, request, largest);
    const found = walk.operation(request.operation);
    if (walk.isStatic) {
      const byPage = known.get(request.operation) ?? new Map<number, Sum>();
      known.set(request.operation, byPage.set(largest, found));
    }
    return found;
  }

  return {
    check(request) {
      const limits = limitsOf(request.principal);
      checkArrays(request, limits.arrayItems);
      const { cost, nodes, ...uses } = estimate(request);
      const requested = rounded(cost);
      if (requested > limits.cost) throw tooComplex('points', requested, limits.cost);
      if (nodes > limits.nodes) throw tooComplex('records', nodes, limits.nodes);
      if (uses.login > 1) throw tooManyGuesses(uses.login);
      return limits.cost === Infinity
        ? { requested, uses }
        : { requested, limit: limits.cost, uses };
    },
  };
}

/** Whole points: tenths are not exact in binary. */
export function rounded(points: number): number {
  return Math.ceil(Math.round(points * 10) / 10);
}

/** Longest array that stands in the text of a document. */
const literals = new WeakMap<DocumentNode, number>();

/** @throws Refusal for an array in arguments, sent or written, that is longer than the limit. */
function checkArrays({ document, variables, principal }: CostRequest, limit: number): void {
  if (principal.kind === 'system') return;
  let longest = literals.get(document);
  if (longest === undefined) {
    longest = longestLiteral(document);
    literals.set(document, longest);
  }
  const actual = Math.max(longest, longestArray(variables));
  if (actual <= limit) return;
  const message =
    `Too much at once: at most ${limit} items in an array, this one has ${actual}. ` +
    'Send several operations, or a file.';
  throw new Refusal('QUERY_TOO_COMPLEX', message, { limit: 'arrayItems', allowed: limit, actual });
}

function longestLiteral(document: DocumentNode): number {
  let longest = 0;
  visit(document, {
    ListValue({ values }) {
      longest = Math.max(longest, values.length);
    },
  });
  return longest;
}

/** By aliases one request could try as many secrets. */
function tooManyGuesses(actual: number): Refusal {
  const message = 'Too complex: one field that takes a secret in an operation.';
  const limit = 'guessFields';
  return new Refusal('QUERY_TOO_COMPLEX', message, { limit, allowed: 1, actual });
}

function tooComplex(unit: string, requested: number, limit: number): Refusal {
  const message =
    `Too much at once: at most ${limit} ${unit} in an operation, this one can take ${requested}. ` +
    'Ask for smaller pages, fewer nested lists or fewer fields.';
  return new Refusal('QUERY_TOO_COMPLEX', message, { data: { unit, requested, limit } });
}
