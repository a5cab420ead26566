import {
  getNamedType,
  isScalarType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { createGate, type Gate } from '../authz/gate.js';
import { createDocuments, type Documents } from '../context/documents.js';
import { createExecutor, type Executor } from '../context/execute.js';
import type { Principal } from '../context/principal.js';
import type { Runtime } from '../context/runtime.js';
import type { Composition } from '../plugin/composition.js';
import { webhookErrors } from './errors.js';

/** The queries whose answers stand in bodies: judged when they are set, run at each delivery. */
export interface WebhookSelections {
  /**
   * @throws CORE_WEBHOOK_SELECTION_INVALID, or Refusal FORBIDDEN naming what this principal lacks,
   * QUERY_TOO_COMPLEX
   */
  check(text: string, principal: Principal): void;
  run: Executor;
}

const made = new WeakMap<Runtime, WebhookSelections>();

/** Those of a runtime. */
export function webhookSelections(runtime: Runtime): WebhookSelections {
  const known = made.get(runtime) ?? create(runtime);
  made.set(runtime, known);
  return known;
}

function create(runtime: Runtime): WebhookSelections {
  const { composition } = runtime;
  const gate = createGate(composition);
  const documents = createDocuments(composition.schema);
  return {
    check: (text, principal) => check({ composition, gate, documents }, text, principal),
    run: createExecutor(runtime),
  };
}

function check(
  on: { composition: Composition; gate: Gate; documents: Documents },
  text: string,
  principal: Principal,
): void {
  const document = on.documents.validated(text);
  if (!('kind' in document)) throw invalid(document[0]?.message ?? '');
  const operation = queryOf(document);
  if (!operation) throw invalid('There must be one operation, a query.');
  if (!takesIdOnly(on.composition.schema, operation)) throw invalid('Its variables are others.');
  on.gate.check({ document, operation, variables: { id: '' }, principal });
}

function queryOf(document: DocumentNode): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  return operations.length === 1 && operation?.operation === 'query' ? operation : undefined;
}

function takesIdOnly(schema: GraphQLSchema, operation: OperationDefinitionNode): boolean {
  const definitions = operation.variableDefinitions ?? [];
  return definitions.every(({ variable, type }) => {
    const found = typeFromAST(schema, type as never);
    const named = found && getNamedType(found);
    return variable.name.value === 'id' && isScalarType(named) && named.name === 'ID';
  });
}

function invalid(fault: string) {
  return webhookErrors.WEBHOOK_SELECTION_INVALID({ fault }, ['input', 'selection']);
}
