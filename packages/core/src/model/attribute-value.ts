import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** A value of a custom field as it comes in and goes out. */
export type AttributeInputValue = string | number | boolean | readonly string[];

/** A list may have so many items; a field has no more options. */
const MAX_ITEMS = 250;

/** Plain data only: no objects, so that no name of an object's prototype can come in. */
function accept(value: unknown): AttributeInputValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const isList = Array.isArray(value) && value.length <= MAX_ITEMS;
  if (isList && value.every((item) => typeof item === 'string')) return value;
  throw new GraphQLError('AttributeValue expects a text, a number, a boolean or a list of texts.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function ofLiteral(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map(ofLiteral);
    default:
      return undefined;
  }
}

/** The value of a custom field; which form it has is said by the type of the field. */
export const AttributeValueScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'AttributeValue',
  description:
    'A value of a custom field, in the form that its type asks for: a text for TEXT, DECIMAL ' +
    '("12.50"), DATE, DATETIME, CHOICE, RECORD (a global id), URL and EMAIL, a number for ' +
    'INTEGER, a boolean for BOOLEAN, a list of texts for MULTI_CHOICE.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: accept,
  parseLiteral: (node) => accept(ofLiteral(node)),
});
