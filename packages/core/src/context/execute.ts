import {
  getOperationAST,
  GraphQLError,
  execute as graphqlExecute,
  type ExecutionResult,
} from 'graphql';
import { auditRefusal } from '../audit/refused-writes.js';
import { auditReads } from '../audit/secret-reads.js';
import { createGate, type Gate } from '../authz/gate.js';
import { createDocuments } from './documents.js';
import { RequestContext } from './request.js';
import type { Caller, Runtime } from './runtime.js';

/** An operation as a program inside the process sends it: seeds, tests, jobs, the import. */
export interface OperationRequest {
  document: string;
  variables?: Readonly<Record<string, unknown>>;
  operationName?: string;
  caller: Caller;
}

/** Runs operations in process through the same walls as HTTP: limits, gate, shield, planner. */
export type Executor = (request: OperationRequest) => Promise<ExecutionResult>;

/** The in-process front of a runtime; documents are parsed and validated once (bounded cache). */
export function createExecutor(runtime: Runtime): Executor {
  const { schema } = runtime.composition;
  const gate: Gate = createGate(runtime.composition);
  const documents = createDocuments(schema);

  return async ({ document: text, variables = {}, operationName, caller }) => {
    const document = documents.validated(text);
    if (!('kind' in document)) return { errors: document };
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [new GraphQLError('Name the operation to run.')] };
    try {
      gate.check({ document, operation, variables, principal: caller.principal });
    } catch (error) {
      await auditRefusal(runtime, caller, { operation, error });
      return { errors: [error as GraphQLError] };
    }
    await runtime.vault.ready(caller.principal.organizationId);
    const contextValue = new RequestContext(runtime, caller);
    const result = await graphqlExecute({
      schema,
      document,
      variableValues: variables,
      operationName: operationName ?? null,
      contextValue,
    });
    await auditReads(runtime, caller, operation);
    const { extensions } = contextValue;
    return extensions.size > 0
      ? { ...result, extensions: { mutations: Object.fromEntries(extensions) } }
      : result;
  };
}

const executors = new WeakMap<Runtime, Executor>();

/** The executor of a runtime that all work inside of it shares. */
export function executorOf(runtime: Runtime): Executor {
  const known = executors.get(runtime) ?? createExecutor(runtime);
  executors.set(runtime, known);
  return known;
}
