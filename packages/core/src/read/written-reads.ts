import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { Runtime } from '../context/runtime.js';
import type { ReadAccess } from './access.js';
import { type OperationPlan, planOperation, type Written } from './operation-plan.js';
import { rightsKey } from './rights-key.js';
import { variableHoles, type VariableHoles } from './variable-holes.js';

/** A validated operation that the gate let through, as it was sent. */
export interface ReadRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  context: ReadAccess;
}

/**
 * Answers operations of which every field is planned: rows of one statement per root field are
 * written as JSON text, and graphql-js has no part in it. A plan is kept for the document, the
 * rights of the caller and the form of the variables.
 */
export interface WrittenReads {
  /**
   * JSON text of `data`; undefined where graphql-js has to execute: fields with resolvers,
   * secrets, custom fields, and every answer that has an error in it.
   */
  answer(request: ReadRequest): Promise<Written | undefined>;
}

/** Plans that are kept; beyond it the one that was not used for longest is forgotten. */
const KEPT = 2_000;

/** The written reads of a runtime. */
export function createWrittenReads(runtime: Runtime): WrittenReads {
  const plans = new Plans();
  return {
    async answer(request) {
      const { operation, context } = request;
      if (operation.operation !== 'query' || context.caller.listsById === true) return undefined;
      if (runtime.composition.plugins.some(({ failure }) => failure !== undefined))
        return undefined;
      try {
        const values = coerced(runtime, request);
        const plan = values && (await plans.of(request, values));
        return await plan?.run(context, values ?? {});
      } catch {
        // It is executed again in the ordinary way, which finds the same fault and words it.
        return undefined;
      }
    },
  };
}

function coerced(runtime: Runtime, { operation, variables }: ReadRequest) {
  const { variableDefinitions = [] } = operation;
  if (variableDefinitions.length === 0) return {};
  return getVariableValues(runtime.composition.schema, variableDefinitions, { ...variables })
    .coerced;
}

interface Known {
  /** Stands for the operation in keys. */
  number: number;
  holes: VariableHoles;
}

/** Plans by operation, rights and form of the variables; `null` where there can be none. */
class Plans {
  private readonly operations = new WeakMap<OperationDefinitionNode, Known>();
  private readonly plans = new Map<string, OperationPlan | null>();
  private counter = 0;

  async of(
    request: ReadRequest,
    values: Readonly<Record<string, unknown>>,
  ): Promise<OperationPlan | undefined> {
    const { holes, number } = this.known(request);
    const key = `${number} ${rightsKey(request.context.caller.principal)} ${holes.keyOf(values)}`;
    let plan = this.plans.get(key);
    if (plan === undefined) plan = await this.planned(request, { holes, values });
    this.plans.delete(key);
    this.plans.set(key, plan);
    if (this.plans.size > KEPT) this.forgetOldest();
    return plan ?? undefined;
  }

  private known({ operation, context }: ReadRequest): Known {
    const known = this.operations.get(operation) ?? {
      number: ++this.counter,
      holes: variableHoles(context.runtime.composition.schema, operation),
    };
    this.operations.set(operation, known);
    return known;
  }

  private async planned(
    { document, operation, context }: ReadRequest,
    { holes, values }: { holes: VariableHoles; values: Readonly<Record<string, unknown>> },
  ): Promise<OperationPlan | null> {
    const run = { step: 0, variables: values, now: context.now, today: () => context.today };
    const variables = holes.holed(values, run);
    return planOperation(context, { document, operation, variables, run }).catch(() => null);
  }

  private forgetOldest(): void {
    const oldest = this.plans.keys().next();
    if (!oldest.done) this.plans.delete(oldest.value);
  }
}
