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
  if (!first) return [];
  const name = first.name.value;
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (name.startsWith('__') || !field) return [];
  const { key, type, set } = {
    key: (first.alias ?? first.name).value,
    type: getNamedType(field.type),
    set: weightOf(field),
  };
  const figures = isConnection(parent) && FIGURES.has(name) ? POINTS.figures : 0;
  if (!isCompositeType(type)) {
    return [{ key, once: set ?? (figures || POINTS.leaf), each: 0, below: undefined }];
  }
  const isMutation = parent === source.schema.getRootType(OperationTypeNode.MUTATION);
  const isRecord = isRecordType(source.records, type);
  const each = isRecord ? POINTS.record : isConnection(type) ? POINTS.page : figures;
  const sets = nodes.flatMap(({ selectionSet: node }) => (node ? [{ type, node }] : []));
  const once = set ?? (isMutation ? POINTS.mutation : 0);
  return [{ key, once, each, below: lazyPlan(source, sets) }];
}
