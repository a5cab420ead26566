import {
  getNamedType,
  isCompositeType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { writtenOf } from '../context/written-data.js';
import type { RecordType } from '../model/record-type.js';
import { rounded } from './cost.js';
import { FIGURES, isConnection, isRecordType, POINTS, weightOf } from './cost-walk.js';

/** An operation that has run, and its `data`. */
export interface AnsweredOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  data: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * What answers cost by the same points as `CostMeter`, for lists as long as they turned out: less
 * than what was asked for where pages are not full or fields are absent. It is told, not charged.
 */
export function createActualCost(company: {
  schema: GraphQLSchema;
  records: ReadonlyMap<string, RecordType>;
}): (answered: AnsweredOperation) => number {
  const plans = new WeakMap<OperationDefinitionNode, Plan>();
  return ({ document, operation, data }) => {
    if (!data) return 0;
    const written = writtenOf(data);
    if (written) return rounded(written.points);
    const plan = plans.get(operation) ?? planOf(company, document, operation);
    plans.set(operation, plan);
    return rounded(costOf(plan, data));
  };
}

/** A field of the answer, wherever in the text it is asked for. */
interface Entry {
  key: string;
  /** Once, however many objects there are. */
  once: number;
  /** For each object there is. */
  each: number;
  below: Plan | undefined;
}

/** The fields of one place; made when the first answer has something there. */
interface Plan {
  entries(): readonly Entry[];
}

function costOf(plan: Plan, value: object): number {
  let sum = 0;
  for (const { key, once, each, below } of plan.entries()) {
    const found = (value as Readonly<Record<string, unknown>>)[key];
    // Left out by a directive, or of another type than this object's.
    if (found === undefined) continue;
    sum += once;
    if (!below) continue;
    for (const one of Array.isArray(found) ? found : [found]) {
      if (typeof one === 'object' && one !== null) sum += each + costOf(below, one as object);
    }
  }
  return sum;
}

interface Source {
  schema: GraphQLSchema;
  records: ReadonlyMap<string, RecordType>;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

function planOf(
  company: Pick<Source, 'schema' | 'records'>,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Plan {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const type = company.schema.getRootType(operation.operation);
  const sets = type ? [{ type, node: operation.selectionSet }] : [];
  return lazyPlan({ ...company, fragments }, sets);
}

/** A selection set and the type that it stands on. */
interface Selected {
  type: GraphQLCompositeType;
  node: SelectionSetNode;
}

function lazyPlan(source: Source, sets: readonly Selected[]): Plan {
  let entries: readonly Entry[] | undefined;
  return { entries: () => (entries ??= entriesOf(source, sets)) };
}

/** Each field once, with all that is asked of it: the answer has it once, too. */
function entriesOf(source: Source, sets: readonly Selected[]): Entry[] {
  const fields = new Map<string, { type: GraphQLCompositeType; nodes: FieldNode[] }>();
  const seen = new Set<string>();
  const collect = ({ type, node }: Selected): void => {
    for (const selection of node.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = `${type.name}.${(selection.alias ?? selection.name).value}`;
        const known = fields.get(key) ?? { type, nodes: [] };
        known.nodes.push(selection);
        fields.set(key, known);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = narrowed(source, type, selection.typeCondition?.name.value);
        collect({ type: inner, node: selection.selectionSet });
      } else {
        const fragment = source.fragments.get(selection.name.value);
        const mark = `${type.name} ${selection.name.value}`;
        if (!fragment || seen.has(mark)) continue;
        seen.add(mark);
        const inner = narrowed(source, type, fragment.typeCondition.name.value);
        collect({ type: inner, node: fragment.selectionSet });
      }
    }
  };
  for (const one of sets) collect(one);
  return [...fields.values()].flatMap(({ type, nodes }) => entryOf(source, type, nodes));
}

function narrowed(
  { schema }: Source,
  type: GraphQLCompositeType,
  condition: string | undefined,
): GraphQLCompositeType {
  const found = condition === undefined ? undefined : schema.getType(condition);
  return isCompositeType(found) ? found : type;
}

function entryOf(source: Source, parent: GraphQLCompositeType, nodes: FieldNode[]): Entry[] {
  const [first] = nodes;
  const points = first && fieldPoints(source, parent, first.name.value);
  if (!first || !points) return [];
  const key = (first.alias ?? first.name).value;
  const { type, once, each } = points;
  if (!type) return [{ key, once, each, below: undefined }];
  const sets = nodes.flatMap(({ selectionSet: node }) => (node ? [{ type, node }] : []));
  return [{ key, once, each, below: lazyPlan(source, sets) }];
}

/** Points of one field: once for its place, and for each object that it has (of `type`). */
function fieldPoints(
  source: Pick<Source, 'schema' | 'records'>,
  parent: GraphQLCompositeType,
  name: string,
): { once: number; each: number; type?: GraphQLCompositeType } | undefined {
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (name.startsWith('__') || !field) return undefined;
  const type = getNamedType(field.type);
  const set = weightOf(field);
  const figures = isConnection(parent) && FIGURES.has(name) ? POINTS.figures : 0;
  if (!isCompositeType(type)) return { once: set ?? (figures || POINTS.leaf), each: 0 };
  const isMutation = parent === source.schema.getRootType(OperationTypeNode.MUTATION);
  const isRecord = isRecordType(source.records, type);
  const each = isRecord ? POINTS.record : isConnection(type) ? POINTS.page : figures;
  return { once: set ?? (isMutation ? POINTS.mutation : 0), each, type };
}

/**
 * Points of an object of a type with these fields: its own leaves, and the objects that hang on it
 * without their fields. Whoever writes answers himself adds them up as he goes.
 */
export function objectPoints(
  source: Pick<Source, 'schema' | 'records'>,
  typeName: string,
  names: readonly string[],
): number {
  const type = source.schema.getType(typeName);
  if (!isCompositeType(type)) return 0;
  const isRecord = isRecordType(source.records, type);
  const own = isRecord ? POINTS.record : isConnection(type) ? POINTS.page : 0;
  return names.reduce((sum, name) => {
    const points = fieldPoints(source, type, name);
    const figures = isConnection(type) && points?.type ? points.each : 0;
    return sum + (points?.once ?? 0) + figures * Number(FIGURES.has(name));
  }, own);
}
