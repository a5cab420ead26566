import { buildSchema } from 'graphql';
import { ANYONE, type Rule } from '../authz/permissions.js';
import type { PluginDefinition } from '../plugin/definition.js';
import { publicDocument, publicDocumentFaults } from './public-document.js';

const schema = buildSchema(`
  type Query { hello: String secret: String }
  type Mutation { signIn: String }`);
const rules = new Map<string, Rule>([
  ['Query.hello', ANYONE],
  ['Query.secret', 'core.secret.read'],
]);
const faultsOf = (texts: Record<string, string>, book = rules) => {
  const documents = Object.entries(texts).map(([name, text]) => publicDocument(name, text));
  const plugin = { id: 'fleet', documents } as unknown as PluginDefinition;
  return publicDocumentFaults([plugin], schema, book);
};

test('a document that fits has no fault', () => {
  expect(faultsOf({ Hello: 'query Hello { hello }' })).toEqual([]);
});

test.each([
  ['no GraphQL', '{', /^Document "Bad" of plugin "fleet": Syntax Error/],
  ['an unknown field', '{ nothing }', /Cannot query field "nothing"/],
  ['too deep', `{ ${'hello '.repeat(401)} }`, /at most 400 selected fields/],
])('%s stops the boot', (_name, text, fault) => {
  expect(faultsOf({ Hello: '{ hello }', Bad: text })).toEqual(
    expect.arrayContaining([expect.stringMatching(fault)]),
  );
});

test('a field for anyone that no document contains stops the boot', () => {
  expect(faultsOf({})).toEqual([expect.stringMatching(/^Query.hello is for anyone/)]);
});

test('two plugins may not declare one name', () => {
  const documents = [publicDocument('Hello', '{ hello }')];
  const plugins = ['fleet', 'hr'].map((id) => ({ id, documents }) as unknown as PluginDefinition);
  expect(publicDocumentFaults(plugins, schema, rules)).toEqual([
    'Plugins "fleet" and "hr" both declare document "Hello".',
  ]);
});
