import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import { SentValues } from './sent-values.js';

/** Points of one thing in the answer, for each place where it stands. */
export const POINTS = {
  /** A column. */
  leaf: 0.1,
  /** A record, or another object that is read. */
  record: 0.5,
  /** A page of records: a sub-select. */
  page: 1,
  /** A count or figures over a whole list. */
  figures: 2,
  /** A write with its transaction. */
  mutation: 10,
} as const;

/** Points, records of the answer, and uses of the small buckets. */
export interface Sum {
  cost: number;
  nodes: number;
  login: number;
  export: number;
  search: number;
}

/** Where a selection stands: its type, the size of its page, the size of the batch around it. */
interface Place {
  type: GraphQLCompositeType;
  page: number;
  batch: number;
}

const DEFAULT_PAGE = 25;
/** Lists that are no pages: their resolver may say how many there are, `@Extensions({ items })`. */
const ASSUMED_LIST = 10;
/** Sums stop here, so that they are numbers that can be printed. */
const CEILING = 1_000_000_000;
/** Fields of a page that are worked out over its whole list. */
export const FIGURES: ReadonlySet<string> = new Set(['totalCount', 'aggregate']);
const SUMMED = ['cost', 'nodes', 'login', 'export', 'search'] as const;

/**
 * Adds an operation up. Every fragment is walked once per page size around it: the time is linear
 * in the text whatever it unfolds to.
 */
export class CostWalk {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly walked = new Map<string, Sum>();
  private readonly values: SentValues;

  constructor(
    private readonly company: {
      schema: GraphQLSchema;
      records: ReadonlyMap<string, RecordType>;
    },
    source: {
      document: DocumentNode;
      operation: OperationDefinitionNode;
      variables: Readonly<Record<string, unknown>>;
    },
    private readonly largestPage: number,
  ) {
    for (const node of source.document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
    }
    this.values = new SentValues(source.operation, source.variables);
  }

  /** No variable decided anything: the sum holds for every request with this operation. */
  get isStatic(): boolean {
    return !this.values.used;
  }

  operation(node: OperationDefinitionNode): Sum {
    const type = this.company.schema.getRootType(node.operation);
    if (!type) return nothing();
    return this.set(node.selectionSet, { type, page: 1, batch: 0 });
  }

  private set(node: SelectionSetNode | undefined, place: Place): Sum {
    const sum = nothing();
    for (const selection of node?.selections ?? []) {
      const found = this.selection(selection, place);
      for (const key of SUMMED) sum[key] = Math.min(sum[key] + found[key], CEILING);
    }
    return sum;
  }

  private selection(node: SelectionNode, place: Place): Sum {
    if (this.isLeftOut(node.directives ?? [])) return nothing();
    if (node.kind === Kind.FIELD) return this.field(node, place);
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.spread(node.name.value, place);
    return this.set(node.selectionSet, this.narrowed(place, node.typeCondition?.name.value));
  }

  private spread(name: string, place: Place): Sum {
    const key = `${name} ${place.page} ${place.batch} ${place.type.name}`;
    const known = this.walked.get(key);
    if (known) return known;
    // Until it is walked it counts as nothing: a ring is refused by a rule of the language.
    this.walked.set(key, nothing());
    const fragment = this.fragments.get(name);
    const inner = this.narrowed(place, fragment?.typeCondition.name.value);
    const found = this.set(fragment?.selectionSet, inner);
    this.walked.set(key, found);
    return found;
  }

  private narrowed(place: Place, condition: string | undefined): Place {
    const type = condition === undefined ? undefined : this.company.schema.getType(condition);
    return isCompositeType(type) ? { ...place, type } : place;
  }

  private isLeftOut(directives: readonly DirectiveNode[]): boolean {
    return directives.some(({ name, arguments: given }) => {
      const wanted = name.value === 'skip' ? true : name.value === 'include' ? false : undefined;
      const value = given?.find((each) => each.name.value === 'if')?.value;
      return wanted !== undefined && value !== undefined && this.values.plain(value) === wanted;
    });
  }

  private field(node: FieldNode, place: Place): Sum {
    const name = node.name.value;
    const field = 'getFields' in place.type ? place.type.getFields()[name] : undefined;
    if (name.startsWith('__') || !field) return nothing();
    const type = getNamedType(field.type);
    const figures = isConnection(place.type) && FIGURES.has(name) ? POINTS.figures : 0;
    const set = weightOf(field);
    if (!isCompositeType(type)) {
      return { ...nothing(), ...usesOf(node, field), cost: set ?? (figures || POINTS.leaf) };
    }
    const isMutation = this.isMutation(place.type);
    const batch = isMutation ? this.values.longest(node.arguments ?? []) : place.batch;
    const page = isConnection(type) ? this.pageOf(node) : 1;
    const below = this.set(node.selectionSet, { type, page, batch });
    const isRecord = isRecordType(this.company.records, type);
    const own = isRecord ? POINTS.record : isConnection(type) ? POINTS.page : figures;
    const times = this.times(node, field, place);
    const once = set ?? (isMutation ? POINTS.mutation : 0);
    const uses = usesOf(node, field);
    return {
      cost: times * (own + below.cost) + once,
      nodes: times * ((isRecord ? 1 : 0) + below.nodes),
      login: uses.login + below.login,
      export: uses.export + below.export,
      search: uses.search + below.search,
    };
  }

  /** How often the object stands in the answer for each object around it. */
  private times(node: FieldNode, field: AnyField, place: Place): number {
    if (!isListType(getNullableType(field.type))) return 1;
    if (isConnection(place.type)) return place.page;
    const { items } = field.extensions;
    if (typeof items === 'number') return items;
    const asked = this.values.longest(node.arguments ?? []);
    return asked || place.batch || ASSUMED_LIST;
  }

  /** @throws Refusal for a page that the planner would refuse, but before anything runs. */
  private pageOf(node: FieldNode): number {
    const given = (name: string) => {
      const value = node.arguments?.find((each) => each.name.value === name)?.value;
      return value && (this.values.plain(value) ?? undefined);
    };
    const [first, last] = [given('first'), given('last')];
    if (first !== undefined && last !== undefined) throw refused('Give first or last, not both.');
    const size = last ?? first ?? DEFAULT_PAGE;
    if (typeof size !== 'number') return DEFAULT_PAGE; // the executor refuses its type
    if (size >= 1 && size <= this.largestPage) return size;
    throw refused(`A page holds 1 to ${this.largestPage} records.`);
  }

  private isMutation(type: GraphQLCompositeType): boolean {
    return type === this.company.schema.getRootType(OperationTypeNode.MUTATION);
  }
}

/** Whether an object of this type is a record, or `Node`, which is any of them. */
export function isRecordType(
  records: ReadonlyMap<string, RecordType>,
  type: GraphQLCompositeType,
): boolean {
  return records.has(type.name) || (isAbstractType(type) && type.name === 'Node');
}

function nothing(): Sum {
  return { cost: 0, nodes: 0, login: 0, export: 0, search: 0 };
}

type AnyField = GraphQLField<unknown, unknown>;

/** The weight that a resolver gives itself, in points: `@Extensions({ cost: 20 })`. */
export function weightOf({ extensions }: AnyField): number | undefined {
  const { cost } = extensions;
  return typeof cost === 'number' ? cost : undefined;
}

/** `@Extensions({ bucket: 'export' })`, and every connection that is searched. */
function usesOf(node: FieldNode, { extensions, type }: AnyField): Omit<Sum, 'cost' | 'nodes'> {
  const { bucket } = extensions;
  const isSearch = node.arguments?.some(({ name }) => name.value === 'search') ?? false;
  const named = getNamedType(type);
  return {
    login: bucket === 'login' ? 1 : 0,
    export: bucket === 'export' ? 1 : 0,
    search:
      bucket === 'search' || (isSearch && isCompositeType(named) && isConnection(named)) ? 1 : 0,
  };
}

/** Whether a type is a page of records. */
export function isConnection(type: GraphQLCompositeType): boolean {
  return type.name.endsWith('Connection') && 'getFields' in type && 'nodes' in type.getFields();
}

function refused(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}
