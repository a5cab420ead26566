import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** Something deprecated that a document uses; for `extensions.deprecations`. */
export interface Deprecation {
  /** `Employee.jobTitle`, an argument `Query.orgChart(asOf:)`, an input field or enum value. */
  element: string;
  /** As the schema gives it: what to use instead, and when it goes. */
  reason: string;
}

/** Lists what of a schema's deprecated elements a document uses; worked out once per document. */
export function createDeprecations(
  schema: GraphQLSchema,
): (document: DocumentNode) => readonly Deprecation[] {
  const known = new WeakMap<DocumentNode, readonly Deprecation[]>();
  return (document) => {
    const found = known.get(document) ?? deprecationsOf(schema, document);
    known.set(document, found);
    return found;
  };
}

function deprecationsOf(schema: GraphQLSchema, document: DocumentNode): readonly Deprecation[] {
  const types = new TypeInfo(schema);
  const found = new Map<string, string>();
  const note = (element: string, reason: string | null | undefined) => {
    if (reason != null) found.set(element, reason);
  };
  const field = () => `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => note(field(), types.getFieldDef()?.deprecationReason),
      Argument: () => {
        const argument = types.getArgument();
        note(`${field()}(${argument?.name}:)`, argument?.deprecationReason);
      },
      ObjectField: ({ name }) => {
        const parent = types.getParentInputType();
        const input = parent && 'getFields' in parent ? parent.getFields()[name.value] : undefined;
        note(`${String(parent)}.${name.value}`, input?.deprecationReason);
      },
      EnumValue: () => {
        const value = types.getEnumValue();
        note(`${String(types.getInputType())}.${value?.name}`, value?.deprecationReason);
      },
    }),
  );
  return [...found].map(([element, reason]) => ({ element, reason }));
}
