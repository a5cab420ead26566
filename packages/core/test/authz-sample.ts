import { buildSchema, type GraphQLSchema } from 'graphql';
import { ANYONE, SIGNED_IN, permissionsOf } from '../src/authz/permissions.js';
import type { Rule } from '../src/authz/permissions.js';
import type { Guarded } from '../src/authz/rule-book.js';
import { resolveRules, type RuleInput } from '../src/authz/rules.js';
import type { Hold, Principal } from '../src/context/principal.js';
import type { RecordField, RecordType } from '../src/model/record-type.js';
import { definePlugin, type PluginDefinition } from '../src/plugin/definition.js';

/** A small company in three plugins, without database and resolvers: what authorization sees. */

const SDL = /* GraphQL */ `
  interface Node { id: ID! }
  interface UserError { code: String! }
  type BusinessError implements UserError { code: String! }
  union Holder = Employee | Site
  type Site implements Node { id: ID! name: String }
  type Money { amount: String! currency: String! }
  type MoneyStatistics { sum: String avg: String }
  type Employee implements Node {
    id: ID! name: String salary: Money nationalId: String manager: Employee badge: String
    assets(first: Int, where: AssetFilter): AssetConnection
  }
  type EmployeeConnection { nodes: [Employee!]! totalCount: Int aggregate: EmployeeAggregate }
  type EmployeeAggregate { salary: [MoneyStatistics!] }
  type Asset implements Node { id: ID! tag: String cost: Money holder: Employee }
  type AssetConnection { nodes: [Asset!]! totalCount: Int }
  type Query {
    ping: String
    me: Employee
    node(id: ID!): Node
    holders: [Holder!]
    employees(
      first: Int = 25, where: EmployeeFilter, orderBy: [EmployeeOrder!], search: String
    ): EmployeeConnection
    employee(by: EmployeeBy!): Employee
    headcount(input: HeadcountInput): Int
    assets(where: AssetFilter): AssetConnection
  }
  type Mutation {
    sessionCreate(password: String): String
    employeeUpdate(id: ID!, salary: String): EmployeeUpdatePayload
    assetDispose(id: ID!): AssetDisposePayload
  }
  type EmployeeUpdatePayload { employee: Employee userErrors: [UserError!]! }
  type AssetDisposePayload { asset: Asset userErrors: [UserError!]! }
  type Subscription { employeeChanged: Employee assetMoved: Asset }
  input StringFilter { eq: String in: [String!] }
  input EmployeeFilter {
    and: [EmployeeFilter!] or: [EmployeeFilter!] not: EmployeeFilter
    id: StringFilter name: StringFilter salary: StringFilter manager: EmployeeFilter
    assets: AssetListFilter
  }
  input AssetListFilter { some: AssetFilter none: AssetFilter every: AssetFilter }
  input AssetFilter {
    and: [AssetFilter!] tag: StringFilter cost: StringFilter holder: EmployeeFilter
  }
  enum EmployeeOrderField { NAME SALARY }
  input EmployeeOrder { field: EmployeeOrderField! direction: String }
  input EmployeeBy @oneOf { id: ID nationalId: String }
  input HeadcountInput { title: String where: EmployeeFilter }
`;

export const core = definePlugin({
  id: 'core',
  version: '0.1.0',
  api: '^1.0',
  description: 'Sites.',
  permissions: permissionsOf('core', {
    'schema.read': 'Read the schema by introspection.',
    'site.read': 'Read sites.',
  }),
  rules: {
    Query: { ping: ANYONE, node: SIGNED_IN, holders: 'core.site.read' },
    Mutation: { sessionCreate: ANYONE },
    Site: { '*': 'core.site.read' },
  },
});

export const hr = definePlugin({
  id: 'hr',
  version: '0.1.0',
  api: '^1.0',
  description: 'People.',
  permissions: permissionsOf('hr', {
    'employee.read': 'Read employees.',
    'employee.write': 'Change employees.',
    'salary.read': 'Read salaries.',
    'identity.read': 'Read national ids.',
    'badge.read': 'Read badges.',
  }),
  rules: {
    Query: { '*': 'hr.employee.read', me: SIGNED_IN },
    Mutation: { employeeUpdate: 'hr.employee.write' },
    Subscription: { employeeChanged: 'hr.employee.read' },
    Employee: {
      '*': 'hr.employee.read',
      salary: 'hr.salary.read',
      nationalId: { allOf: ['hr.employee.read', 'hr.identity.read'] },
      badge: { anyOf: ['hr.badge.read', 'hr.employee.write'] },
    },
  },
});

export const assets = definePlugin({
  id: 'assets',
  version: '0.1.0',
  api: '^1.0',
  description: 'Things.',
  requires: { hr: '^0.1' },
  permissions: permissionsOf('assets', {
    'asset.read': 'Read assets.',
    'asset.dispose': 'Dispose of assets.',
    'cost.read': 'Read what assets cost.',
  }),
  rules: {
    Query: { assets: 'assets.asset.read' },
    Mutation: { assetDispose: 'assets.asset.dispose' },
    Subscription: { assetMoved: 'assets.asset.read' },
    Asset: { '*': 'assets.asset.read', cost: 'assets.cost.read', holder: 'hr.employee.read' },
    Employee: { assets: 'assets.asset.read' },
  },
});

const OWNERS = {
  core: ['Site', 'Query.ping', 'Query.node', 'Query.holders', 'Mutation.sessionCreate'],
  hr: [
    'Employee', 'Query.me', 'Query.employees', 'Query.employee', 'Query.headcount',
    'Mutation.employeeUpdate', 'Subscription.employeeChanged',
  ],
  assets: [
    'Asset', 'Employee.assets', 'Query.assets', 'Mutation.assetDispose',
    'Subscription.assetMoved',
  ],
};

const INHERITING = [
  'Money', 'MoneyStatistics', 'EmployeeConnection', 'AssetConnection', 'BusinessError',
  'EmployeeUpdatePayload', 'AssetDisposePayload',
];

function record(name: string, plugin: string, columns: readonly string[]): RecordType {
  const fields = new Map<string, RecordField>();
  for (const column of columns) {
    fields.set(column, { kind: 'column', name: column, filterable: true, plugin } as RecordField);
  }
  const exposed = { options: { search: name === 'Employee' ? ['name', 'nationalId'] : [] } };
  return { name, plugin, fields, exposed } as unknown as RecordType;
}

export interface Sample extends Guarded, RuleInput {
  faults: string[];
  rules: ReadonlyMap<string, Rule>;
}

/** The sample with other plugins or a changed schema; faults are collected, not thrown. */
export function sample(
  plugins: readonly PluginDefinition[] = [core, hr, assets],
  sdl: (text: string) => string = (text) => text,
): Sample {
  const schema: GraphQLSchema = buildSchema(sdl(SDL));
  const employee = record('Employee', 'hr', ['id', 'name', 'salary', 'nationalId']);
  const asset = record('Asset', 'assets', ['id', 'tag', 'cost']);
  relation(employee, { name: 'manager', kind: 'toOne' }, employee);
  relation(employee, { name: 'assets', kind: 'many' }, asset);
  relation(asset, { name: 'holder', kind: 'toOne' }, employee);
  const input: RuleInput = {
    schema,
    plugins,
    records: new Map([['Employee', employee], ['Asset', asset]]),
    structural: new Map<string, 'inherit' | { record: string }>([
      ...INHERITING.map((name) => [name, 'inherit'] as const),
      ['EmployeeAggregate', { record: 'Employee' }],
    ]),
    owners: new Map(
      Object.entries(OWNERS).flatMap(([id, names]) => names.map((name) => [name, id] as const)),
    ),
  };
  const orders = new Map([['NAME', 'name'], ['SALARY', 'salary']]);
  return {
    ...input,
    ...resolveRules(input),
    guardedInputs: new Map([
      ['EmployeeFilter', employee], ['EmployeeBy', employee], ['AssetFilter', asset],
    ]),
    guardedEnums: new Map([['EmployeeOrderField', { record: employee, fields: orders }]]),
  };
}

function relation(
  of: RecordType,
  { name, kind }: { name: string; kind: 'toOne' | 'many' },
  target: RecordType,
): void {
  const field = { kind, name, filterable: true, plugin: of.plugin, target: () => target };
  (of.fields as Map<string, RecordField>).set(name, field as RecordField);
}

/** A caller that holds these permissions, for every row unless said otherwise. */
export function caller(
  held: Readonly<Record<string, Hold>> | readonly string[],
  kind: Principal['kind'] = 'user',
): Principal {
  const holds = Array.isArray(held) ? held.map((name) => [name, 'all']) : Object.entries(held);
  return {
    kind,
    id: '018f0000-0000-7000-8000-000000000000',
    organizationId: undefined,
    userId: undefined,
    personId: undefined,
    displayName: 'Ada',
    permissions: new Map(holds as [string, Hold][]),
    limitClass: 'interactive',
    credentialId: undefined,
  };
}
