import {
  Kind,
  getNamedType,
  isCompositeType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import { literals, type InputGuard, type InputUse } from './input-requirements.js';
import { possibleTypes } from './reach.js';
import type { Requirement, RuleBook } from './rule-book.js';

/** What an operation needs whatever its variables are, and which variables must be looked at. */
export interface Analysis {
  /** Distinct by rule and scope; each names the first field that needs it. */
  needs: readonly Requirement[];
  variables: readonly VariableUse[];
}

/** A variable whose value can hold a filter, a look-up or an order. */
export interface VariableUse extends InputUse {
  name: string;
}

/**
 * Walks everything that an operation can touch: every fragment, every branch of `@skip` and
 * `@include`, each possible type behind an interface or union, arguments and defaults. Each
 * fragment is walked once per set of possible types, so cycles end and bombs cost nothing.
 * The document must have been validated; what is unknown needs a rule that nobody meets.
 */
export function analyze(
  book: RuleBook,
  inputs: InputGuard,
  source: { document: DocumentNode; operation: OperationDefinitionNode },
): Analysis {
  const walk = new Walk(book, inputs, source.document);
  const { operation } = source;
  const root = book.schema.getRootType(operation.operation);
  walk.selections(operation.selectionSet, root ? [root] : []);
  const variables = walk.variables(operation);
  return { needs: [...walk.needs.values()], variables };
}

class Walk {
  readonly needs = new Map<string, Requirement>();
  private readonly walked = new Set<string>();
  private readonly fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly book: RuleBook,
    private readonly inputs: InputGuard,
    document: DocumentNode,
  ) {
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
    }
  }

  selections(set: SelectionSetNode, parents: readonly GraphQLObjectType[]): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        this.field(node, parents);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        this.selections(node.selectionSet, this.narrow(parents, condition));
      } else {
        this.spread(node.name.value, parents);
      }
    }
  }

  variables(operation: OperationDefinitionNode): VariableUse[] {
    return (operation.variableDefinitions ?? []).flatMap((definition) => {
      const type = this.book.schema.getType(typeName(definition.type));
      if (!type || !this.inputs.reaches(type)) return [];
      if (definition.defaultValue) this.input({ type }, definition.defaultValue);
      return [{ name: definition.variable.name.value, type }];
    });
  }

  private spread(name: string, parents: readonly GraphQLObjectType[]): void {
    const fragment = this.fragments.get(name);
    if (!fragment) return;
    const possible = this.narrow(parents, fragment.typeCondition.name.value);
    const names = possible.map((type) => type.name).sort();
    const key = `${name} ${names.join(' ')}`;
    if (this.walked.has(key)) return;
    this.walked.add(key);
    this.selections(fragment.selectionSet, possible);
  }

  private narrow(
    parents: readonly GraphQLObjectType[],
    condition: string | undefined,
  ): readonly GraphQLObjectType[] {
    const type = condition === undefined ? undefined : this.book.schema.getType(condition);
    if (!isCompositeType(type)) return parents;
    const possible = new Set(possibleTypes(this.book.schema, type));
    return parents.filter((parent) => possible.has(parent));
  }

  private field(node: FieldNode, parents: readonly GraphQLObjectType[]): void {
    const name = node.name.value;
    if (name === '__typename') return;
    const reached = new Set<GraphQLObjectType>();
    // `node(id:) { id }` may be any record: the planner answers null for one that is hidden.
    const free = name === 'id' && parents.length > 1 && parents.every(isNode);
    for (const parent of parents) {
      if (!free) this.need(this.book.requirement(parent.name, name));
      const field = parent.getFields()[name];
      if (!field) continue;
      this.arguments(node, parent, name);
      const type = getNamedType(field.type);
      for (const object of possibleTypes(this.book.schema, type)) reached.add(object);
    }
    // Below `__schema` and `__type` no parent is left: one permission covers introspection.
    if (node.selectionSet && reached.size > 0) {
      this.selections(node.selectionSet, [...reached]);
    }
  }

  private arguments(node: FieldNode, parent: GraphQLObjectType, name: string): void {
    const field = parent.getFields()[name];
    for (const argument of node.arguments ?? []) {
      const definition = field?.args.find((each) => each.name === argument.name.value);
      if (!field || !definition) continue;
      if (argument.name.value === 'search') {
        const { name: page } = getNamedType(field.type);
        for (const column of this.book.searched(page)) this.need(column);
      }
      this.input({ type: getNamedType(definition.type) }, argument.value);
    }
  }

  private input(use: InputUse, value: ValueNode): void {
    for (const need of this.inputs.collect(literals, use, value)) this.need(need);
  }

  private need(need: Requirement | undefined): void {
    if (need && !this.needs.has(need.key)) this.needs.set(need.key, need);
  }
}

function isNode(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some(({ name }) => name === 'Node');
}

/** The name below lists and non-null. */
function typeName(node: TypeNode): string {
  return node.kind === Kind.NAMED_TYPE ? node.name.value : typeName(node.type);
}
