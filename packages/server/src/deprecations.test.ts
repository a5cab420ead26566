import { buildSchema, parse } from 'graphql';
import { createDeprecations } from './deprecations.js';

const schema = buildSchema(`
  enum Order { NAME OLD @deprecated(reason: "Use NAME.") }
  input Filter { name: String former: String @deprecated(reason: "Use name.") }
  type Unit { id: ID! title: String @deprecated(reason: "Use name.") name: String }
  type Query {
    units(where: Filter, order: Order, all: Boolean @deprecated(reason: "Always.")): [Unit]
    departments: [Unit] @deprecated(reason: "Use units. Removed after 2027-12-31.") }`);
const deprecations = createDeprecations(schema);

test('a document without deprecated elements has none', () => {
  expect(deprecations(parse('{ units(order: NAME) { id name } }'))).toEqual([]);
});

test('fields, arguments, input fields and enum values are named once, with what to use', () => {
  const document = parse(`{ departments { ...f title }
    units(where: { former: "x" }, order: OLD, all: true) { ...f } }
    fragment f on Unit { title }`);
  expect(deprecations(document)).toEqual([
    { element: 'Query.departments', reason: 'Use units. Removed after 2027-12-31.' },
    { element: 'Unit.title', reason: 'Use name.' },
    { element: 'Filter.former', reason: 'Use name.' },
    { element: 'Order.OLD', reason: 'Use NAME.' },
    { element: 'Query.units(all:)', reason: 'Always.' },
  ]);
});
