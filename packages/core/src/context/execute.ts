import {
  getOperationAST,
  GraphQLError,
  execute as graphqlExecute,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { createGate, type Gate } from '../authz/gate.js';
import { limitRules, MAX_TOKENS } from '../authz/limits.js';
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

const DOCUMENTS = 500;

/** The in-process front of a runtime; documents are parsed and validated once (bounded cache). */
export function createExecutor(runtime: Runtime): Executor {
  const { schema } = runtime.composition;
  const gate: Gate = createGate(runtime.composition);
  const documents = new Map<string, DocumentNode | readonly GraphQLError[]>();
  const rules = [...specifiedRules, ...limitRules()];

  function validated(text: string): DocumentNode | readonly GraphQLError[] {
    const known = documents.get(text);
    if (known) return known;
    let outcome: DocumentNode | readonly GraphQLError[];
    try {
      const document = parse(text, { maxTokens: MAX_TOKENS });
      const errors = validate(schema, document, rules);
      outcome = errors.length > 0 ? errors : document;
    } catch (error) {
      outcome = [error as GraphQLError];
    }
    if (documents.size >= DOCUMENTS) documents.clear();
    documents.set(text, outcome);
    return outcome;
  }

  return async ({ document: text, variables = {}, operationName, caller }) => {
    const document = validated(text);
    if (!('kind' in document)) return { errors: document };
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [new GraphQLError('Name the operation to run.')] };
    try {
      gate.check({ document, operation, variables, principal: caller.principal });
    } catch (error) {
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
    const { extensions } = contextValue;
    return extensions.size > 0
      ? { ...result, extensions: { mutations: Object.fromEntries(extensions) } }
      : result;
  };
}
