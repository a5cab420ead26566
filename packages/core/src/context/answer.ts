import {
  type DocumentNode,
  execute as graphqlExecute,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { createWrittenReads, type WrittenReads } from '../read/written-reads.js';
import type { RequestContext } from './request.js';
import type { Runtime } from './runtime.js';
import { writtenData } from './written-data.js';

/** A validated operation that the gate let through. */
export interface AnswerRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode | undefined;
  operationName?: string | null | undefined;
  /** As sent. */
  variables: Readonly<Record<string, unknown>>;
  context: RequestContext;
}

/** Executes an operation; its `data` may be written already, see `textOfAnswer`. */
export type Answering = (request: AnswerRequest) => Promise<ExecutionResult>;

/**
 * What executes operations behind the gate: reads of which every field is planned are written
 * straight from their rows, all others go through graphql-js.
 */
export function createAnswering(
  runtime: Runtime,
  reads: WrittenReads = createWrittenReads(runtime),
): Answering {
  const { schema } = runtime.composition;
  return async ({ document, operation, operationName, variables, context }) => {
    const written = operation && (await reads.answer({ document, operation, variables, context }));
    if (written) return { data: writtenData(written) };
    return graphqlExecute({
      schema,
      document,
      variableValues: variables,
      operationName: operationName ?? null,
      contextValue: context,
    });
  };
}
