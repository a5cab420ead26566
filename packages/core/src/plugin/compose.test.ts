import { defineEntity, p } from '@mikro-orm/core';
import { permissionsOf, type RuleTree } from '../authz/permissions.js';
import { expose, many } from '../model/expose.js';
import { Query, Resolver } from '../model/graphql.js';
import { record } from '../model/record.js';
import { compose } from './compose.js';
import { definePlugin, type PluginDefinition } from './definition.js';

/** Boot errors as a partner reads them: the whole text is compared. */

function recordType(name: string, plugin: string, prefix: string) {
  const schema = defineEntity({
    name,
    schema: plugin,
    tableName: name.toLowerCase(),
    comment: `A ${name}.`,
    properties: { ...record(), label: p.string().length(40).comment('Label') },
  });
  const entity = { [name]: class extends schema.class {} }[name] as typeof schema.class;
  schema.setClass(entity);
  return expose(entity, { prefix, order: ['label'] });
}

function plugin(id: string, more: Partial<PluginDefinition> = {}): PluginDefinition {
  return definePlugin({
    id,
    version: '1.2.0',
    api: '^1.0',
    description: `Test plugin ${id}.`,
    ...more,
  });
}

function queries(name: string) {
  class Queries {
    [name](): string {
      return 'x';
    }
  }
  const prototype = Queries.prototype as object;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  Query(() => String, { description: 'A text.' })(prototype, name, descriptor as never);
  Resolver()(Queries);
  return Queries;
}

const readable = (id: string, field: string): Partial<PluginDefinition> => ({
  resolvers: [queries(field)],
  permissions: permissionsOf(id, { 'thing.read': 'See things' }),
  rules: { Query: { [field]: `${id}.thing.read` } },
});

function bootError(...plugins: PluginDefinition[]): string {
  try {
    compose({ plugins: plugins.map((one) => ({ plugin: one })) });
  } catch (error) {
    return (error as Error).message;
  }
  return 'started';
}

test('plugins that fit together start', () => {
  expect(bootError(plugin('alpha', readable('alpha', 'alphaText')))).toBe('started');
});

test('two plugins with one root field', () => {
  const alpha = plugin('alpha', readable('alpha', 'alphaText'));
  const beta = plugin('beta', readable('beta', 'alphaText'));
  expect(bootError(alpha, beta)).toMatchInlineSnapshot(`
   "Bureau cannot start: 2 faults in its plugins.
   1. Plugins "alpha" and "beta" both have the root field alphaText. Rename it in one of them, or load only one of the two.
   2. Plugin "beta" has the root field alphaText without the prefix of its plugin. Call it betaAlphaText."
  `);
});

test('a plugin that needs an absent one', () => {
  const alpha = plugin('alpha', { requires: { payroll: '^2.0' } });
  expect(bootError(alpha)).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugin "alpha" requires "payroll" (^2.0), which is not loaded.
      What to do: Install the package of "payroll" and add it to plugins in bureau.config.ts, or take "alpha" out."
  `);
});

test('a ring of requirements', () => {
  const alpha = plugin('alpha', { requires: { beta: '^1.0' } });
  const beta = plugin('beta', { requires: { gamma: '^1.0' } });
  const gamma = plugin('gamma', { requires: { alpha: '^1.0' } });
  expect(bootError(alpha, beta, gamma)).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugins wait for each other: alpha -> beta -> gamma -> alpha.
      What to do: Take one "requires" or "enhances" of this ring out; a plugin may react to events of another one without naming it."
  `);
});

test('a range of another plugin API', () => {
  expect(bootError(plugin('alpha', { api: '^2.0' }))).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugin "alpha" 1.2.0 is written for plugin API ^2.0; this platform offers 1.0.
      What to do: Install a version of "alpha" for plugin API 1.0."
  `);
});

test('a version of the required plugin that does not fit', () => {
  const alpha = plugin('alpha', { requires: { beta: '^2.0' } });
  expect(bootError(alpha, plugin('beta'))).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugin "alpha" 1.2.0 requires "beta" ^2.0; loaded is "beta" 1.2.0.
      What to do: Install "beta" in the range ^2.0, or a version of "alpha" that goes with "beta" 1.2.0."
  `);
});

test('a root field without a rule', () => {
  const alpha = plugin('alpha', { resolvers: [queries('alphaText')] });
  expect(bootError(alpha)).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugin "alpha" has no rule for Query.alphaText, and nothing is allowed by default: add it to its rules, such as rules: { Query: { alphaText: 'alpha.resource.verb' } }."
  `);
});

test('a record type without a rule, and a rule without a field', () => {
  const type = recordType('AlphaThing', 'alpha', 'alth');
  const rules: RuleTree = { AlphaOther: { '*': 'alpha.thing.read' } };
  const permissions = permissionsOf('alpha', { 'thing.read': 'See things' });
  const alpha = plugin('alpha', { types: [type], entities: [type.entity], rules, permissions });
  expect(bootError(alpha)).toMatchInlineSnapshot(`
   "Bureau cannot start: 8 faults in its plugins.
   1. Plugin "alpha" gives rules for AlphaOther, but there is no such type: correct the name or remove the rules.
   2. Plugin "alpha" has no rule for Query.alphaThing, and nothing is allowed by default: add it to its rules, such as rules: { Query: { alphaThing: 'alpha.resource.verb' } }.
   3. Plugin "alpha" has no rule for Query.alphaThings, and nothing is allowed by default: add it to its rules, such as rules: { Query: { alphaThings: 'alpha.resource.verb' } }.
   4. Plugin "alpha" has no rule for AlphaThing.id, and nothing is allowed by default: add it to its rules, such as rules: { AlphaThing: { id: 'alpha.resource.verb' } }.
   5. Plugin "alpha" has no rule for AlphaThing.version, and nothing is allowed by default: add it to its rules, such as rules: { AlphaThing: { version: 'alpha.resource.verb' } }.
   6. Plugin "alpha" has no rule for AlphaThing.createdAt, and nothing is allowed by default: add it to its rules, such as rules: { AlphaThing: { createdAt: 'alpha.resource.verb' } }.
   7. Plugin "alpha" has no rule for AlphaThing.updatedAt, and nothing is allowed by default: add it to its rules, such as rules: { AlphaThing: { updatedAt: 'alpha.resource.verb' } }.
   8. Plugin "alpha" has no rule for AlphaThing.label, and nothing is allowed by default: add it to its rules, such as rules: { AlphaThing: { label: 'alpha.resource.verb' } }."
  `);
});

test('a rule that names a permission that nobody declares', () => {
  const alpha = plugin('alpha', { ...readable('alpha', 'alphaText'), permissions: {} });
  expect(bootError(alpha)).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugin "alpha", rule for Query.alphaText: no plugin declares the permission "alpha.thing.read": add it to permissions or correct it."
  `);
});

test('two types with one id prefix', () => {
  const one = recordType('AlphaThing', 'alpha', 'thing');
  const two = recordType('BetaThing', 'beta', 'thing');
  const of = (id: string, type: typeof one) =>
    plugin(id, {
      types: [type],
      entities: [type.entity],
      permissions: permissionsOf(id, { 'thing.read': 'See things' }),
      rules: { [type.name]: { '*': `${id}.thing.read` } },
    });
  expect(bootError(of('alpha', one), of('beta', two))).toMatchInlineSnapshot(`
   "Bureau cannot start: one fault in its plugins.
   1. Plugins "alpha" and "beta" both have the id prefix thing. Rename it in one of them, or load only one of the two."
  `);
});

test('a field on a type of a plugin that is not named', () => {
  const owned = recordType('BetaThing', 'beta', 'beth');
  const added = recordType('AlphaThing', 'alpha', 'alth');
  const beta = plugin('beta', {
    types: [owned],
    entities: [owned.entity],
    permissions: permissionsOf('beta', { 'thing.read': 'See things' }),
    rules: { BetaThing: { '*': 'beta.thing.read' } },
  });
  const alpha = plugin('alpha', {
    types: [added],
    entities: [added.entity],
    permissions: permissionsOf('alpha', { 'thing.read': 'See things' }),
    rules: { AlphaThing: { '*': 'alpha.thing.read' }, BetaThing: { things: 'alpha.thing.read' } },
    extensions: [{ type: owned, relations: { things: many(() => added, 'label', 'Things.') } }],
  });
  expect(bootError(alpha, beta)).toMatchInlineSnapshot(`
   "Bureau cannot start: 2 faults in its plugins.
   1. Plugin "alpha" has the field BetaThing.things without the prefix of its plugin. Call it BetaThing.alphaThings.
   2. Plugin "alpha" adds BetaThing.things to a type of plugin "beta" without naming it. Write requires or enhances: { beta: '^...' } in the definition of "alpha"."
  `);
});

test('faults of several plugins come in one list', () => {
  const alpha = plugin('alpha', { requires: { nope: '^1.0' } });
  const beta = plugin('beta', { api: '^9.0' });
  expect(bootError(alpha, beta).split('\n')[0]).toBe(
    'Bureau cannot start: 2 faults in its plugins.',
  );
});
