import { getNamedType, type FieldNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { getArgumentValues } from 'graphql/execution/values.js';
import { objectPoints } from '../authz/actual-cost.js';
import { Refusal } from '../write/errors.js';
import type { ReadScope } from './scope.js';

/** One field of a selection: its key in the answer, its nodes (merged) and its arguments. */
export interface SelectedField {
  key: string;
  name: string;
  nodes: readonly FieldNode[];
  args: Record<string, unknown>;
}

/** The selection of `nodes` on an object type, as the executor will see it. */
export function selectedFields(
  scope: ReadScope,
  typeName: string,
  nodes: readonly FieldNode[],
): SelectedField[] {
  const type = objectType(scope.schema, typeName);
  const collected = collectSubfields(
    scope.schema,
    scope.fragments as never,
    scope.variables as never,
    type,
    nodes,
  );
  const fields: SelectedField[] = [];
  for (const [key, fieldNodes] of collected) {
    if (key === '__proto__') throw new Refusal('BAD_USER_INPUT', 'Use another alias.');
    const node = fieldNodes[0];
    const definition = node && type.getFields()[node.name.value];
    if (!node) continue;
    const args = definition
      ? getArgumentValues(definition, node, scope.variables as Record<string, unknown>)
      : {};
    fields.push({ key, name: node.name.value, nodes: fieldNodes, args });
  }
  return fields;
}

/** Points of one object with this selection, see `objectPoints`. */
export function selectionPoints(
  scope: ReadScope,
  typeName: string,
  selection: readonly SelectedField[],
): number {
  return objectPoints(
    scope,
    typeName,
    selection.map(({ name }) => name),
  );
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  return getNamedType(schema.getType(name)) as GraphQLObjectType;
}
