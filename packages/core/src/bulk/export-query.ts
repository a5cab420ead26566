import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { limitRules, MAX_TOKENS } from '../authz/limits.js';
import type { RecordType } from '../model/record-type.js';
import { bulkErrors } from './errors.js';

/** What is known of a query that shall be exported. */
export interface ExportQuery {
  /** The root field: `employees`. */
  root: string;
  /** One page of it, by `$bulkFirst`, `$bulkAfter` and `$bulkCount`; rows stand at `rows.nodes`. */
  document: string;
  /** Response paths of all leaves of a record. */
  leaves: readonly (readonly string[])[];
  /** Response paths of the lists within a record that are pages. */
  lists: readonly (readonly string[])[];
  /** Response paths of other lists. */
  arrays: readonly (readonly string[])[];
}

/** Says whether a list within a record is whole; taken out of what is written. */
export const MORE = 'bulkMore';
/** Records of a list within a record when the query does not say how many. */
const NESTED_PAGE = 100;

interface Known {
  schema: GraphQLSchema;
  records: ReadonlyMap<string, RecordType>;
}

/**
 * Makes the query of one page of a query of one root connection. Its order is that of the ids,
 * which never change: no record comes twice, and after a break the next page follows the last.
 * @throws DomainError CORE_EXPORT_QUERY
 */
export function planExport({ schema, records }: Known, text: string): ExportQuery {
  const original = parsed(schema, text);
  const operation = operationOf(original);
  const root = onlyField(operation.selectionSet, 'It needs one root field.');
  const rootType = schema.getQueryType()?.getFields()[root.name.value]?.type;
  const connections = new Set([...records.values()].map(({ exposed }) => exposed.connection.name));
  const typeName = rootType ? getNamedType(rootType).name : '';
  if (!connections.has(typeName)) throw refused(`${root.name.value} is no list of records.`);
  checkArguments(root);
  const nodes = onlyField(root.selectionSet, 'Select "nodes" of the list and nothing else.');
  if (nodes.name.value !== 'nodes' || nodes.alias || !nodes.selectionSet) {
    throw refused('Select "nodes" of the list and nothing else.');
  }
  const document = paged(schema, original, connections);
  const walk = new Walk(schema, document, connections);
  const type = getNamedType(
    (schema.getType(typeName) as GraphQLObjectType).getFields()['nodes']?.type,
  ) as GraphQLObjectType;
  const within = onlyField(
    onlyField(operationOf(document).selectionSet, '').selectionSet,
    '',
  ).selectionSet;
  if (within) walk.selection(type, within, []);
  const { leaves, lists, arrays } = walk;
  return { root: root.name.value, document: pageText(document), leaves, lists, arrays };
}

function refused(reason: string): Error {
  return bulkErrors.EXPORT_QUERY({ reason }, ['input', 'query']);
}

function parsed(schema: GraphQLSchema, text: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: MAX_TOKENS, noLocation: true });
  } catch (error) {
    throw refused((error as Error).message);
  }
  const [first] = validate(schema, document, [...specifiedRules, ...limitRules()]);
  if (first) throw refused(first.message);
  return document;
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation && operations.length === 1 && operation.operation === 'query') return operation;
  throw refused('It must be one query operation.');
}

function onlyField(selection: SelectionSetNode | undefined, reason: string): FieldNode {
  const [field] = selection?.selections ?? [];
  const isOne = selection?.selections.length === 1 && field?.kind === Kind.FIELD;
  if (isOne && !field.directives?.length) return field;
  throw refused(reason);
}

const OWN_ARGUMENTS = new Set(['first', 'last', 'after', 'before', 'orderBy']);

function checkArguments(root: FieldNode): void {
  const own = root.arguments?.find(({ name }) => OWN_ARGUMENTS.has(name.value));
  if (own) throw refused(`Leave "${own.name.value}" out: all pages are read, in the order of ids.`);
}

/** Lists within records tell whether they are whole. */
function paged(
  schema: GraphQLSchema,
  document: DocumentNode,
  connections: ReadonlySet<string>,
): DocumentNode {
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        leave(node) {
          const isRoot = info.getParentType() === schema.getQueryType();
          if (isRoot || !connections.has(getNamedType(info.getType())?.name ?? ''))
            return undefined;
          const isSized = node.arguments?.some(({ name }) =>
            ['first', 'last'].includes(name.value),
          );
          const size = parseArgument(`first: ${NESTED_PAGE}`);
          const more = parseField(`${MORE}: pageInfo { hasNextPage hasPreviousPage }`);
          const selections = [...(node.selectionSet?.selections ?? []), more];
          return {
            ...node,
            arguments: isSized ? (node.arguments ?? []) : [...(node.arguments ?? []), size],
            selectionSet: { kind: Kind.SELECTION_SET, selections },
          };
        },
      },
    }),
  );
}

function parseField(text: string): FieldNode {
  const document = parse(`{ ${text} }`, { noLocation: true });
  return onlyField(operationOf(document).selectionSet, '');
}

function parseArgument(text: string) {
  const [argument] = parseField(`x(${text})`).arguments ?? [];
  if (argument) return argument;
  throw new Error(`No argument: ${text}`);
}

function pageText(document: DocumentNode): string {
  const operation = operationOf(document);
  const root = onlyField(operation.selectionSet, '');
  const nodes = onlyField(root.selectionSet, '');
  const variables = (operation.variableDefinitions ?? []).map(print);
  const own = ['$bulkFirst: Int!', '$bulkAfter: String', '$bulkCount: Boolean!'];
  const given = (root.arguments ?? []).map(print);
  const fragments = document.definitions.filter((one) => one !== operation).map(print);
  return `query BulkExport(${[...variables, ...own].join(', ')}) {
  rows: ${root.name.value}(${[...given, 'first: $bulkFirst', 'after: $bulkAfter'].join(', ')}) {
    ${print(nodes)}
    totalCount @include(if: $bulkCount)
    pageInfo { hasNextPage endCursor }
  }
}
${fragments.join('\n')}`;
}

/** Finds the paths of an answer, by response keys. */
class Walk {
  readonly leaves: string[][] = [];
  readonly lists: string[][] = [];
  readonly arrays: string[][] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly connections: ReadonlySet<string>,
  ) {}

  selection(type: GraphQLObjectType, set: SelectionSetNode, path: string[]): void {
    for (const one of set.selections) {
      if (one.kind === Kind.FIELD) this.field(type, one, path);
      else {
        const fragment = one.kind === Kind.INLINE_FRAGMENT ? one : this.fragment(one.name.value);
        const name = fragment.typeCondition?.name.value ?? type.name;
        const of = this.schema.getType(name);
        this.selection(isObjectType(of) ? of : type, fragment.selectionSet, path);
      }
    }
  }

  private fragment(name: string) {
    const found = this.document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    );
    if (found?.kind === Kind.FRAGMENT_DEFINITION) return found;
    throw refused(`There is no fragment ${name}.`);
  }

  private field(type: GraphQLObjectType, field: FieldNode, parent: string[]): void {
    const path = [...parent, (field.alias ?? field.name).value];
    const fieldType = type.getFields()[field.name.value]?.type;
    if (!field.selectionSet || !fieldType) {
      add(this.leaves, path);
      return;
    }
    const named = getNamedType(fieldType);
    if (this.connections.has(named.name)) add(this.lists, path);
    else if (isListType(getNullableType(fieldType))) add(this.arrays, path);
    if (isObjectType(named)) this.selection(named, field.selectionSet, path);
  }
}

function add(paths: string[][], path: string[]): void {
  if (!paths.some((one) => one.join('.') === path.join('.'))) paths.push(path);
}
