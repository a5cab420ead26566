import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Principal } from '../context/principal.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { CostWalk } from './cost-walk.js';
import { pageLimit } from './limits.js';
import type { LimitClass } from './permissions.js';

/** What one operation may cost. */
export interface CostLimits {
  /** Points; see `POINTS`. */
  cost: number;
  /** Records that the answer can hold. */
  nodes: number;
}

/** What an operation can cost at most, worked out before it runs. */
export interface OperationCost {
  /** Points, rounded up. */
  requested: number;
  /** Absent for callers without limit. */
  limit?: number;
}

/** The most that one operation may ask for, by the limit class of the caller's roles. */
export const COST_LIMITS: Readonly<Record<LimitClass, CostLimits | undefined>> = {
  interactive: { cost: 5_000, nodes: 10_000 },
  integration: { cost: 20_000, nodes: 40_000 },
  bulk: { cost: 20_000, nodes: 40_000 },
  benchmark: undefined,
};

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
  check(request: CostRequest): OperationCost;
}

interface Estimate {
  cost: number;
  nodes: number;
}

/**
 * The meter of a schema. A page multiplies what stands in it, so that nested lists cost the product
 * of their sizes; the sizes are those that the caller asks for, not those that are found.
 */
export function createCostMeter(company: {
  schema: GraphQLSchema;
  records: ReadonlyMap<string, RecordType>;
}): CostMeter {
  const known = new WeakMap<OperationDefinitionNode, Map<number, Estimate>>();

  function estimate(request: CostRequest): Estimate {
    const largest = pageLimit(request.principal.limitClass);
    const kept = known.get(request.operation)?.get(largest);
    if (kept) return kept;
    const walk = new CostWalk(company, request, largest);
    const found = walk.operation(request.operation);
    if (walk.isStatic) {
      const byPage = known.get(request.operation) ?? new Map<number, Estimate>();
      known.set(request.operation, byPage.set(largest, found));
    }
    return found;
  }

  return {
    check(request) {
      const { cost, nodes } = estimate(request);
      const requested = Math.ceil(Math.round(cost * 10) / 10); // tenths are not exact in binary
      const { kind, limitClass } = request.principal;
      const limits = kind === 'system' ? undefined : COST_LIMITS[limitClass];
      if (!limits) return { requested };
      if (requested > limits.cost) throw tooComplex('points', requested, limits.cost);
      if (nodes > limits.nodes) throw tooComplex('records', nodes, limits.nodes);
      return { requested, limit: limits.cost };
    },
  };
}

function tooComplex(unit: string, requested: number, limit: number): Refusal {
  const message =
    `Too much at once: at most ${limit} ${unit} in an operation, this one can take ${requested}. ` +
    'Ask for smaller pages, fewer nested lists or fewer fields.';
  return new Refusal('QUERY_TOO_COMPLEX', message, { data: { unit, requested, limit } });
}
