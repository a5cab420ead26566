import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Principal } from '../context/principal.js';
import { createCostMeter, type MeasuredCost } from './cost.js';
import { demandEnrolled } from './enrolment.js';
import { permits, refusal, type Verdict } from './evaluate.js';
import { createInputGuard, plainValues } from './input-requirements.js';
import { analyze, type Analysis } from './requirements.js';
import { createRuleBook, type Guarded, type Requirement } from './rule-book.js';

/** A validated operation and who asks for it. */
export interface GateRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As sent or coerced. */
  variables: Readonly<Record<string, unknown>>;
  principal: Principal;
}

/** The first wall: every field that an operation can touch, checked before anything runs. */
export interface Gate {
  /**
   * What the operation can cost at most, when it may run at all.
   * @throws Refusal FORBIDDEN naming permission and field; UNAUTHENTICATED for anonymous;
   * QUERY_TOO_COMPLEX for one that is allowed but too large (cost.ts).
   */
  check(request: GateRequest): MeasuredCost;
}

/**
 * The gate of a composition. What an operation needs is worked out once per document; a request
 * costs one verdict per distinct rule, and a walk over those variables that can hold a filter or
 * an order.
 */
export function createGate(composition: Guarded): Gate {
  const book = createRuleBook(composition);
  const inputs = createInputGuard(composition, book);
  const meter = createCostMeter(composition);
  const analyses = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Analysis>>();

  function analysisOf({ document, operation }: GateRequest): Analysis {
    const known = analyses.get(document) ?? new Map<OperationDefinitionNode, Analysis>();
    analyses.set(document, known);
    const analysis = known.get(operation) ?? analyze(book, inputs, { document, operation });
    known.set(operation, analysis);
    return analysis;
  }

  return {
    check(request) {
      const analysis = analysisOf(request);
      const met = new Set<string>();
      const demand = (need: Requirement) => {
        demandEnrolled(request.principal, need.field);
        if (met.has(need.key)) return;
        const verdict = permits(request.principal, need.rule, need.own ? 'all' : 'some');
        if (verdict !== true) throw refused(request.principal, need.field, verdict);
        met.add(need.key);
      };
      analysis.needs.forEach(demand);
      for (const use of analysis.variables) {
        const value = request.variables[use.name];
        for (const need of inputs.collect(plainValues, use, value)) demand(need);
      }
      return meter.check(request);
    },
  };
}

function refused(principal: Principal, field: string, verdict: Exclude<Verdict, true>): Error {
  return refusal(principal, { field, verdict, consequence: 'The operation was not run.' });
}
