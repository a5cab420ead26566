import {
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { Hole, NotPlannable, type PlanRun } from './hole.js';

/**
 * Which parts of the variables a plan depends on. Texts, ids, days and the like are bound values:
 * they become holes. What decides the text of a statement (which keys of a filter are there, enums,
 * booleans, sizes of pages) is part of the plan's key.
 */
export interface VariableHoles {
  /** Equal for variables that fit the same plan. @throws NotPlannable */
  keyOf(values: Values): string;
  /** The variables with holes in them, filled from the run. */
  holed(values: Values, run: PlanRun): Record<string, unknown>;
}

type Values = Readonly<Record<string, unknown>>;

const BOUND = new Set(['String', 'ID', 'Decimal', 'Date', 'DateTime']);
const DECIDING = new Set(['Boolean', 'Int', 'Float']);

/** The same for the variables that one operation declares. */
export function variableHoles(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): VariableHoles {
  const declared = (operation.variableDefinitions ?? []).map(({ variable, type }) => ({
    name: variable.name.value,
    type: typeFromAST(schema, type as never) as unknown as GraphQLInputType,
  }));
  return {
    keyOf: (values) => declared.map(({ name, type }) => keyOf(values[name], type)).join(' '),
    holed: (values, run) => {
      const made = declared.flatMap(({ name, type }): [string, unknown][] => {
        if (!Object.hasOwn(values, name)) return [];
        return [[name, holed(values[name], type, () => run.variables[name])]];
      });
      return Object.fromEntries(made);
    },
  };
}

function keyOf(value: unknown, type: GraphQLInputType): string {
  if (value === undefined) return '-';
  if (value === null) return 'null';
  if (isBound(type)) return '*';
  const named = getNullableType(type);
  if (Array.isArray(value) && isListType(named)) {
    return `[${value.map((item) => keyOf(item, named.ofType as GraphQLInputType)).join()}]`;
  }
  if (isInputObjectType(named)) {
    const fields = named.getFields();
    const parts = Object.entries(value).flatMap(([key, one]) => {
      const field = fields[key];
      return field ? [`${key}:${keyOf(one, field.type)}`] : [];
    });
    return `{${parts.join()}}`;
  }
  if (isEnumType(named) || DECIDING.has(getNamedType(type).name)) return JSON.stringify(value);
  throw new NotPlannable('a value of this scalar may decide the text of a statement');
}

/** A text that is bound, or a list of such texts. */
function isBound(type: GraphQLInputType): boolean {
  const named = getNullableType(type);
  const item = isListType(named) ? getNullableType(named.ofType as GraphQLInputType) : named;
  return !isListType(item) && BOUND.has(getNamedType(item).name);
}

function holed(value: unknown, type: GraphQLInputType, now: () => unknown): unknown {
  if (value === undefined || value === null) return value;
  if (isBound(type)) return new Hole(now);
  const named = getNullableType(type);
  if (Array.isArray(value) && isListType(named)) {
    const of = named.ofType as GraphQLInputType;
    return value.map((item, at) => holed(item, of, () => (now() as unknown[])[at]));
  }
  if (!isInputObjectType(named)) return value;
  const fields = named.getFields();
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    const field = fields[key];
    if (!field) return [];
    return [[key, holed(one, field.type, () => (now() as Record<string, unknown>)[key])]];
  });
  return Object.fromEntries(entries);
}
