import { Kind, type OperationDefinitionNode } from 'graphql';

const MAX_LENGTH = 100;

/** What an operation is called in the trail: its name, else its first root field. */
export function operationName(operation: OperationDefinitionNode | string): string {
  if (typeof operation === 'string') return operation;
  const [first] = operation.selectionSet.selections;
  const root = first?.kind === Kind.FIELD ? first.name.value : operation.operation;
  return (operation.name?.value ?? root).slice(0, MAX_LENGTH);
}
