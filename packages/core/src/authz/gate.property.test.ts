import * as fc from 'fast-check';
import {
  Kind,
  getNamedType,
  isAbstractType,
  isObjectType,
  parse,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { caller, sample } from '../../test/authz-sample.js';
import { permits } from './evaluate.js';
import { createGate } from './gate.js';
import { ruleKey } from './permissions.js';

/** The gate against a walk that unfolds everything and remembers nothing. */

const company = sample();
const { schema, rules } = company;
const gate = createGate(company);
const permissions = [
  'hr.employee.read', 'hr.salary.read', 'hr.identity.read', 'hr.badge.read', 'hr.employee.write',
  'assets.asset.read', 'assets.cost.read', 'core.site.read',
];
const FRAGMENTS = ['Employee', 'Node', 'Asset', 'Holder', 'EmployeeConnection', 'Site'];

function possible(type: GraphQLNamedType | undefined): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

/** Writes a random document from a list of numbers; fragments spread only later ones. */
function write(choices: readonly number[]): string {
  let position = 0;
  const pick = <T>(list: readonly T[]): T => list[(choices[position++] ?? 0) % list.length]!;
  const overlapping = (type: GraphQLNamedType) =>
    FRAGMENTS.filter((name) =>
      possible(schema.getType(name)).some((each) => possible(type).includes(each)),
    );
  const selection = (type: GraphQLNamedType, depth: number, from: number): string => {
    const parts: string[] = ['__typename'];
    for (let count = pick([1, 2, 3]); count > 0; count--) {
      const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
      const kind = pick(['field', 'field', 'field', 'inline', 'spread']);
      const condition = overlapping(type);
      if (kind === 'field' && fields.length > 0) {
        const field = pick<{ name: string; type: GraphQLOutputType }>(fields as never);
        const named = getNamedType(field.type);
        if (possible(named).length === 0) parts.push(field.name);
        else if (depth > 0) parts.push(`${field.name} ${selection(named, depth - 1, from)}`);
      } else if (condition.length > 0 && kind === 'inline' && depth > 0) {
        const on = pick(condition);
        parts.push(`... on ${on} ${selection(schema.getType(on)!, depth - 1, from)}`);
      } else if (condition.length > 0) {
        const on = pick(condition);
        if (FRAGMENTS.indexOf(on) >= from) parts.push(`...F${on}`);
      }
    }
    return `{ ${parts.join(' ')} }`;
  };
  const fragments = FRAGMENTS.map(
    (on, index) => `fragment F${on} on ${on} ${selection(schema.getType(on)!, 2, index + 1)}`,
  );
  return `query ${selection(schema.getQueryType()!, 4, 0)} ${fragments.join(' ')}`;
}

/** Every `Type.field` that the operation can touch, by unfolding. */
function touched(text: string): Set<string> {
  const document = parse(text);
  const found = new Set<string>();
  const walk = (set: SelectionSetNode, types: readonly GraphQLObjectType[]): void => {
    for (const node of set.selections) {
      if (node.kind !== Kind.FIELD) {
        const target = node.kind === Kind.INLINE_FRAGMENT ? node : fragment(node.name.value);
        const limits = possible(schema.getType(target.typeCondition!.name.value));
        walk(target.selectionSet, types.filter((type) => limits.includes(type)));
        continue;
      }
      const isNode = (type: GraphQLObjectType) =>
        type.getInterfaces().some(({ name }) => name === 'Node');
      const free = node.name.value === 'id' && types.length > 1 && types.every(isNode);
      for (const type of types) {
        const field = type.getFields()[node.name.value];
        if (!field) continue;
        if (!free) found.add(`${type.name}.${field.name}`);
        if (node.selectionSet) walk(node.selectionSet, possible(getNamedType(field.type)));
      }
    }
  };
  const fragment = (name: string) =>
    document.definitions.find(
      (node): node is FragmentDefinitionNode =>
        node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name,
    )!;
  walk((document.definitions[0] as OperationDefinitionNode).selectionSet, [schema.getQueryType()!]);
  return found;
}

/** By hand for this schema: the fields that must be held for every row. */
const OWN = new Set([
  'Employee.salary', 'Employee.nationalId', 'Employee.badge', 'Asset.cost',
  'EmployeeAggregate.salary',
]);

test('refuses exactly what a naive walk refuses', () => {
  const outcomes = { refused: 0, permitted: 0 };
  const holds = fc.dictionary(
    fc.constantFrom(...permissions),
    fc.constantFrom<'all' | string[]>('all', 'all', ['own']),
    { minKeys: 4 },
  );
  const numbers = fc.array(fc.nat(1000), { minLength: 150, maxLength: 150 });
  const property = fc.property(numbers, holds, (list, held) => {
    const principal = caller(held);
    const text = write(list);
    const expected = [...touched(text)].some(
      (field) => permits(principal, rules.get(field)!, OWN.has(field) ? 'all' : 'some') !== true,
    );
    const document = parse(text);
    const operation = document.definitions[0] as OperationDefinitionNode;
    let refused: { extensions?: { field: string; permission: string } } | undefined;
    try {
      gate.check({ document, operation, variables: {}, principal });
    } catch (error) {
      refused = error as typeof refused;
    }
    expect(refused !== undefined).toBe(expected);
    if (touched(text).size > 5) outcomes[refused ? 'refused' : 'permitted'] += 1;
    if (refused) {
      const { field, permission } = refused.extensions!;
      expect(touched(text)).toContain(field);
      expect(ruleKey(rules.get(field)!)).toContain(permission);
    }
  });
  fc.assert(property, { numRuns: 500 });
  // The property would hold for a gate that is never asked anything hard.
  expect(outcomes.refused).toBeGreaterThan(30);
  expect(outcomes.permitted).toBeGreaterThan(30);
});
